package io.parley.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import io.parley.plan.BadRequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything a node needs to know about itself, read once and checked. Each key is documented in
 * {@code reference.conf}.
 *
 * @param name what the others call it
 * @param host at which the other nodes reach this one
 * @param bindHost the interface to listen at
 * @param port of the control plane; 0 takes a free one
 * @param seeds where it finds the cluster
 * @param warmUp how long it warms up in the background; zero for not at all
 * @param auditDirectory where a node with keys that takes part in runs logs what it does
 * @param clientTimeout for a client to find the cluster and its coordinator
 * @param pekko the configuration of the actor system
 */
public record NodeSettings(
    String name,
    Set<NodeRole> roles,
    String host,
    String bindHost,
    int port,
    List<HostPort> seeds,
    Duration warmUp,
    LaneSettings lane,
    SessionSettings session,
    PlanSettings plan,
    TapeSettings tape,
    IdentitySettings identity,
    Path auditDirectory,
    Duration clientTimeout,
    Config pekko) {
  /** The name of every node's actor system; part of all addresses. */
  public static final String SYSTEM = "parley";
  /** The cluster role of the nodes that have a vote when the cluster splits: all but clients. */
  public static final String MEMBER = "member";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  public NodeSettings {
    roles = Set.copyOf(roles);
    seeds = List.copyOf(seeds);
  }

  /** The defaults and the given keys, such as {@code "parley.node.name"} to {@code "a"}. */
  public static NodeSettings of(Map<String, ?> keys) {
    return read(keys, Optional.empty());
  }

  /**
   * The given keys over the file over the defaults.
   *
   * @param keys full paths, such as {@code "parley.node.port"}, to strings, numbers, booleans or lists
   * @throws BadRequestException if the file cannot be read, or a key is unknown or out of its range
   */
  public static NodeSettings read(Map<String, ?> keys, Optional<Path> file) {
    Config user = ConfigFactory.parseMap(keys, "command line");
    if (file.isPresent()) {
      user = user.withFallback(parse(file.get()));
    }
    Config defaults = ConfigFactory.defaultReferenceUnresolved();
    refuseUnknown(user, defaults);
    user = user.withFallback(ConfigFactory.defaultOverrides());
    Config all = user.withFallback(defaults.getConfig("parley.pekko").atKey("pekko")).withFallback(defaults);
    try {
      return from(all.resolve());
    } catch (ConfigException e) {
      throw new BadRequestException("The configuration is not usable: " + e.getMessage(), e);
    }
  }

  private static Config parse(Path file) {
    if (!Files.isReadable(file)) {
      throw new BadRequestException("No configuration file can be read at " + file + ". Check --config");
    }
    try {
      return ConfigFactory.parseFile(file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    } catch (ConfigException e) {
      throw new BadRequestException("The configuration file is not valid HOCON: " + e.getMessage(), e);
    }
  }

  /** A misspelt key would otherwise be ignored in silence. */
  private static void refuseUnknown(Config user, Config defaults) {
    if (!user.hasPath("parley")) {
      return;
    }
    for (String key : user.getConfig("parley").root().toConfig().entrySet().stream().map(Map.Entry::getKey).sorted()
        .toList()) {
      if (!key.startsWith("pekko.") && !defaults.hasPathOrNull("parley." + key)) {
        throw new BadRequestException("parley." + key + " is not a setting. See reference.conf for all of them");
      }
    }
  }

  private static NodeSettings from(Config config) {
    Keys parley = new Keys(config, "parley");
    Keys node = parley.at("node");
    String name = node.text("name");
    if (!NAME.matcher(name).matches()) {
      throw node.bad("name", name, "a name of up to 63 letters, digits, '.', '_' and '-', such as \"alice\"");
    }
    Set<NodeRole> roles = EnumSet.noneOf(NodeRole.class);
    node.texts("roles").forEach(role -> roles.add(node.choice("roles", role, NodeRole.class)));
    if (roles.isEmpty()) {
      throw node.bad("roles", "[]", "at least one of party, provider, coordinator, client");
    }
    String host = host(node, "host");
    if (host.isBlank()) {
      throw node.bad("host", host, "a host name or an address, such as 10.0.0.1");
    }
    String bindHost = node.text("bind-host").isBlank() ? host : host(node, "bind-host");
    LaneSettings lane = LaneSettings.read(parley.at("lane"));
    int port = node.port("port");
    if (lane.port() != 0 && lane.port() == port) {
      throw parley.at("lane").bad("port", lane.port(), "another one than parley.node.port, or 0");
    }
    List<HostPort> seeds = node.texts("seeds").stream().map(HostPort::parse).toList();
    IdentitySettings identity = IdentitySettings.read(parley.at("identity"), parley.at("policy").text("file"),
        parley.flag("insecure"));
    TapeSettings tape = TapeSettings.read(parley.at("tape"), name, roles, identity.keys());
    String audit = parley.at("audit").text("directory");
    return new NodeSettings(name, roles, host, bindHost, port, seeds, node.seconds("warm-up", 0, 60), lane,
        SessionSettings.read(parley.at("session")), PlanSettings.read(parley.at("plan")),
        tape, identity, audit.isBlank() ? tape.directory().resolve("audit") : Path.of(audit),
        parley.at("client").seconds("connect-timeout", 1, 600),
        config.withoutPath("parley"));
  }

  private static String host(Keys node, String key) {
    String host = node.text(key);
    try {
      return Hosts.normal(host);
    } catch (BadRequestException e) {
      throw node.bad(key, host, "a host name or an address, such as 10.0.0.1 or fd00::1");
    }
  }

  /** The same at another port, such as the one that was found free. */
  public NodeSettings withPort(int to) {
    return new NodeSettings(name, roles, host, bindHost, to, seeds, warmUp, lane, session, plan, tape, identity,
        auditDirectory,
        clientTimeout,
        pekko);
  }

  /** Whether it meets other JVMs; not so when lanes are within this one. */
  public boolean isClustered() {
    return lane.transport() != TransportKind.MEMORY;
  }

  /** The configuration of the actor system, with this node's address and roles in it. */
  public Config actorSystem() {
    if (!isClustered()) {
      return ConfigFactory.parseMap(Map.of("pekko.actor.provider", "local")).withFallback(pekko);
    }
    List<String> clusterRoles = roles.equals(Set.of(NodeRole.CLIENT))
        ? List.of(NodeRole.CLIENT.key())
        : Stream.concat(Stream.of(MEMBER), roles.stream().map(NodeRole::key)).toList();
    return pekko
        .withValue("pekko.remote.artery.transport",
            ConfigValueFactory.fromAnyRef(identity.keys().isPresent() ? "tls-tcp" : "tcp"))
        .withValue("pekko.remote.artery.canonical.hostname", ConfigValueFactory.fromAnyRef(Hosts.bracketed(host)))
        .withValue("pekko.remote.artery.bind.hostname", ConfigValueFactory.fromAnyRef(bindHost))
        .withValue("pekko.remote.artery.canonical.port", ConfigValueFactory.fromAnyRef(port))
        .withValue("pekko.cluster.roles", ConfigValueFactory.fromIterable(clusterRoles))
        .withValue("pekko.cluster.seed-nodes", ConfigValueFactory.fromIterable(List.of()));
  }
}
