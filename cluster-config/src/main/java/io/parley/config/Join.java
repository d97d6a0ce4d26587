package io.parley.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One attempt to be in a cluster, as the configuration of an actor system tells it. Pekko makes join checks and log
 * filters itself and gives them nothing but that configuration, so a refusal is kept here until the node asks for it.
 */
public final class Join {
  /** What a node tells the cluster of itself. */
  public static final String PROGRAM_KEY = "parley.version.program";
  /** Likewise. */
  public static final String WIRE_KEY = "parley.version.wire";
  /** Never leaves the node: reference.conf calls it sensitive. */
  private static final String ID_KEY = "parley.join.id";
  private static final Map<String, String> REFUSALS = new ConcurrentHashMap<>();

  private final String id;

  private Join(String id) {
    this.id = id;
  }

  /** The configuration of an actor system that tells this version of itself. */
  public static Config announce(Version version, Config system) {
    return ConfigFactory.parseMap(Map.of(PROGRAM_KEY, version.program(), WIRE_KEY, version.wire(), ID_KEY,
        UUID.randomUUID().toString())).withFallback(system);
  }

  /** The version that a configuration, or the part of it that a node sends, tells. */
  public static Optional<Version> version(Config told) {
    try {
      return Optional.of(new Version(told.getString(PROGRAM_KEY), told.getInt(WIRE_KEY)));
    } catch (ConfigException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** That of this configuration, if it is all that its node knows, and not what another is allowed to see. */
  public static Optional<Join> of(Config system) {
    return system.hasPath(ID_KEY) ? Optional.of(new Join(system.getString(ID_KEY))) : Optional.empty();
  }

  /**
   * @param why one line, with the remedy
   */
  public void refuse(String why) {
    REFUSALS.put(id, why);
  }

  /** Whether {@link #takeRefusal} has something to give. */
  boolean isRefused() {
    return REFUSALS.containsKey(id);
  }

  /** Why it was refused, if it was; told once. */
  public Optional<String> takeRefusal() {
    return Optional.ofNullable(REFUSALS.remove(id));
  }
}
