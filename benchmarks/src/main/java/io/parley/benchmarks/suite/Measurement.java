package io.parley.benchmarks.suite;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What one benchmark gave.
 *
 * @param what the benchmark and what it ran on
 * @param runs how many runs the figures are of
 * @param warmups how many went before that do not count
 * @param seconds by phase: {@link #ONLINE}, {@link #OFFLINE} and {@link #COMPUTE}, or {@link #CALL}
 * @param rates work in a second by its unit, such as "images/s"; medians
 * @param roles what each role spent on one run; empty where no cluster ran
 */
public record Measurement(
    Subject what,
    int runs,
    int warmups,
    Map<String, Spread> seconds,
    Map<String, Double> rates,
    List<RoleFigures> roles) {
  /** From the first input share to the last output. */
  public static final String ONLINE = "online";
  /** Before it; of a tape that is dealt meanwhile, the provider's time. */
  public static final String OFFLINE = "offline";
  /** The parties' time from the last input share to the end of the plan. */
  public static final String COMPUTE = "compute";
  /** Of a kernel, which has no phases. */
  public static final String CALL = "call";

  /**
   * What is measured; measurements of equal subjects can be compared.
   *
   * @param suite "ops", "models" or "kernels"
   * @param name of the op, the model or the kernel
   * @param size elements, rows, images; see the suite
   * @param cluster empty for kernels
   */
  public record Subject(String suite, String name, Size size, Optional<Cluster> cluster) {
    /** For readers, in one line. */
    public String label() {
      return name + " " + size.label() + cluster.map(c -> ", " + c.label()).orElse("");
    }
  }

  /**
   * Who ran it.
   *
   * @param compare how it compared, as users write it; empty for as the protocol does by itself
   * @param link what was between the roles
   */
  public record Cluster(String protocol, String compare, int parties, String link) {
    public Cluster(String protocol, int parties, String link) {
      this(protocol, "", parties, link);
    }

    /** The protocol, and what it was told. */
    public String family() {
      return protocol + (compare.isEmpty() ? "" : " by " + compare);
    }

    public String label() {
      return family() + ", " + parties + (parties == 1 ? " party, " : " parties, ") + link;
    }
  }

  /**
   * Of one role in one run.
   *
   * @param role "party 0", "provider" or "client"
   * @param bytesSent of payload
   * @param peakRssBytes the largest memory that its process ever occupied; 0 where unknown
   */
  public record RoleFigures(String role, int rounds, long bytesSent, long bytesReceived, long peakRssBytes) {
    public boolean isParty() {
      return role.startsWith("party");
    }
  }

  public Measurement {
    seconds = Collections.unmodifiableMap(new TreeMap<>(seconds));
    rates = Collections.unmodifiableMap(new TreeMap<>(rates));
    roles = List.copyOf(roles);
  }

  /** The same for nodes that did other things before: how much memory this took is not known. */
  public Measurement withoutMemory() {
    return new Measurement(what, runs, warmups, seconds, rates, roles.stream()
        .map(r -> new RoleFigures(r.role(), r.rounds(), r.bytesSent(), r.bytesReceived(), 0)).toList());
  }

  /** The time of a phase; empty if it was not measured. */
  public Optional<Spread> time(String phase) {
    return Optional.ofNullable(seconds.get(phase));
  }

  /** The time that charts and readers look at first. */
  public Spread time() {
    return time(ONLINE).orElseGet(() -> seconds.values().iterator().next());
  }

  /** The largest figure of any party. */
  public long ofParties(ToLongFunction<RoleFigures> figure) {
    return roles.stream().filter(RoleFigures::isParty).mapToLong(figure).max().orElse(0);
  }

  /** The sum over all roles but the client. */
  public long bytesSentByServers() {
    return roles.stream().filter(r -> !r.role().equals("client")).mapToLong(RoleFigures::bytesSent).sum();
  }
}
