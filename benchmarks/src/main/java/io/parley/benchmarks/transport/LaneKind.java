package io.parley.benchmarks.transport;

import io.parley.config.Link;
import io.parley.config.NodeSettings;
import io.parley.plan.BadRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What lanes are measured. */
public enum LaneKind {
  /** Within one JVM. */
  MEMORY("memory", "memory", true),
  /** Direct connections, sealed. */
  TCP("tcp", "tcp", true),
  /** Direct connections, not sealed. */
  TCP_PLAIN("tcp-plain", "tcp", false),
  /** Through Artery, sealed. */
  ARTERY("artery", "artery", true);

  private final String label;
  private final String transport;
  private final boolean isSealed;

  LaneKind(String label, String transport, boolean isSealed) {
    this.label = label;
    this.transport = transport;
    this.isSealed = isSealed;
  }

  /** As users write it. */
  public String label() {
    return label;
  }

  /**
   * @throws BadRequestException if there is none of this name
   */
  public static LaneKind of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst()
        .orElseThrow(() -> new BadRequestException("Unknown transport '" + label + "'. Known: "
            + Arrays.stream(values()).map(LaneKind::label).collect(Collectors.joining(", "))));
  }

  NodeSettings settings(Link link) {
    return NodeSettings.of(Map.of("parley.node.name", "bench", "parley.node.roles", List.of("party"),
        "parley.lane.transport", transport, "parley.lane.encrypt", isSealed, "parley.lane.link", link.toString()));
  }
}
