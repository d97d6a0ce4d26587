package io.parley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.crypto.Seed;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSettingsTest {
  private static final Map<String, Object> LEAST = Map.of("parley.node.name", "a", "parley.node.roles",
      List.of("party"));

  private static NodeSettings with(String key, Object value) {
    Map<String, Object> keys = new HashMap<>(LEAST);
    keys.put(key, value);
    return NodeSettings.of(keys);
  }

  @Test
  void of_nameAndRoles_takesDocumentedDefaults() {
    NodeSettings settings = NodeSettings.of(LEAST);

    assertThat(settings.name()).isEqualTo("a");
    assertThat(settings.roles()).containsExactly(NodeRole.PARTY);
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.bindHost()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isZero();
    assertThat(settings.seeds()).isEmpty();
    assertThat(settings.warmUp()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.lane()).isEqualTo(new LaneSettings(TransportKind.TCP, 0, true, Link.LOOPBACK));
    assertThat(settings.session()).isEqualTo(new SessionSettings(64L << 20, Duration.ofSeconds(10),
        Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofMinutes(30), 16, 64, 8, Duration.ofMinutes(1)));
    assertThat(settings.plan()).isEqualTo(new PlanSettings(64 << 20, 256L << 20, false, false));
    assertThat(settings.tape()).isEqualTo(
        new TapeSettings(Path.of(System.getProperty("user.home"), ".parley", "a", "tapes"), Optional.empty(),
            Optional.empty()));
    assertThat(settings.clientTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void of_everyKey_isRead() {
    Map<String, Object> keys = Map.ofEntries(Map.entry("parley.node.name", "n-1.x_y"),
        Map.entry("parley.node.roles", List.of("provider", "coordinator")), Map.entry("parley.node.host", "10.0.0.1"),
        Map.entry("parley.node.bind-host", "0.0.0.0"), Map.entry("parley.node.port", 7400),
        Map.entry("parley.node.seeds", List.of("10.0.0.2:7401", "[::1]:7402")),
        Map.entry("parley.node.warm-up", "8s"), Map.entry("parley.lane.transport", "artery"),
        Map.entry("parley.lane.port", 7500),
        Map.entry("parley.lane.encrypt", false), Map.entry("parley.lane.link", "wan"),
        Map.entry("parley.session.tape-buffer", "2MiB"),
        Map.entry("parley.session.connect-timeout", "3s"), Map.entry("parley.session.prepare-timeout", "4s"),
        Map.entry("parley.session.gather-time", "6s"),
        Map.entry("parley.session.timeout", "5m"), Map.entry("parley.session.max-concurrent", 2),
        Map.entry("parley.session.max-waiting", 3),
        Map.entry("parley.session.max-per-client", 4), Map.entry("parley.session.input-timeout", "9s"),
        Map.entry("parley.plan.max-size", "1MiB"), Map.entry("parley.plan.accept-lowered", true),
        Map.entry("parley.plan.accept-plain", true),
        Map.entry("parley.plan.cache-size", "0"),
        Map.entry("parley.tape.directory", "/tapes"), Map.entry("parley.tape.key", "0f".repeat(32)),
        Map.entry("parley.identity.directory", "/keys"), Map.entry("parley.identity.passphrase", "open"),
        Map.entry("parley.identity.client", "dora"), Map.entry("parley.identity.accept.party", List.of("acme")),
        Map.entry("parley.identity.accept.provider", List.of("bank", "acme")),
        Map.entry("parley.identity.accept.client", List.of()), Map.entry("parley.identity.same-operator", true),
        Map.entry("parley.policy.file", "/rules"), Map.entry("parley.audit.directory", "/audit"),
        Map.entry("parley.insecure", true), Map.entry("parley.client.connect-timeout", "7s"));

    NodeSettings settings = NodeSettings.of(keys);

    assertThat(settings).usingRecursiveComparison().ignoringFields("pekko")
        .isEqualTo(
            new NodeSettings("n-1.x_y", Set.of(NodeRole.PROVIDER, NodeRole.COORDINATOR), "10.0.0.1", "0.0.0.0", 7400,
                List.of(new HostPort("10.0.0.2", 7401), new HostPort("::1", 7402)), Duration.ofSeconds(8),
                new LaneSettings(TransportKind.ARTERY, 7500, false, Link.WAN),
                new SessionSettings(2 << 20, Duration.ofSeconds(3),
                    Duration.ofSeconds(4), Duration.ofSeconds(6), Duration.ofMinutes(5), 2, 3, 4,
                    Duration.ofSeconds(9)),
                new PlanSettings(1 << 20, 0, true, true),
                new TapeSettings(Path.of("/tapes"), Optional.of(key((byte) 0x0f)),
                    Optional.of(new KeyDirectory(Path.of("/keys"), Optional.of("open")))),
                new IdentitySettings(Optional.of(new KeyDirectory(Path.of("/keys"), Optional.of("open"))),
                    Optional.of("dora"), Map.of(IdentityRole.PARTY, Set.of("acme"), IdentityRole.PROVIDER,
                        Set.of("acme", "bank"), IdentityRole.CLIENT, Set.of()),
                    true, Optional.of(Path.of("/rules")), true),
                Path.of("/audit"), Duration.ofSeconds(7), ConfigFactory.empty()));
    assertThat(documentedKeys()).isEqualTo(new TreeSet<>(keys.keySet()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"parley.node.name|a b|letters", "parley.node.port|70000|between 0 and 65535",
      "parley.node.port|many|a whole number", "parley.node.host| |a host name",
      "parley.node.warm-up|2h|between 0 and 60 seconds",
      "parley.lane.transport|udp|tcp, artery",
      "parley.lane.port|-1|between", "parley.lane.encrypt|maybe|on or off",
      "parley.lane.link|moon|latency=5ms,bandwidth=100Mbit",
      "parley.session.tape-buffer|big|a size",
      "parley.session.connect-timeout|0s|between 1 and 600 seconds", "parley.session.prepare-timeout|soon|a time",
      "parley.session.gather-time|2h|between", "parley.session.timeout|300d|between",
      "parley.session.max-concurrent|0|between 1 and 10000", "parley.session.max-waiting|-1|between 0 and 10000",
      "parley.session.max-per-client|0|between 1 and 10000",
      "parley.session.input-timeout|0s|between 1 and 3600 seconds",
      "parley.node.port|7400.5|a whole number", "parley.node.host|::x|fd00::1", "parley.node.bind-host|1:2|fd00::1",
      "parley.plan.max-size|2GiB|between", "parley.plan.cache-size|-1|a size",
      "parley.client.connect-timeout|1h|between", "parley.node.roles|party|a list"})
  void of_badValue_namesKeyValueAndRemedy(String key, String value, String remedy) {
    String given = value == null ? "" : value;
    assertThatThrownBy(() -> with(key, given)).isInstanceOf(BadRequestException.class).hasMessageContaining(key)
        .hasMessageContaining("'" + given).hasMessageContaining(remedy);
  }

  @Test
  void of_badTapeKey_isNotRepeated() {
    assertThatThrownBy(() -> with("parley.tape.key", "c0ffee")).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("parley.tape.key").hasMessageContaining("64 hex digits")
        .hasMessageNotContaining("c0ffee");
  }

  /** Where ps shows it to everybody. */
  @ParameterizedTest
  @ValueSource(strings = {"parley.tape.key", "parley.identity.passphrase"})
  void of_secretAsSystemProperty_isRefused(String key) {
    System.setProperty(key, "0f".repeat(32));
    try {
      assertThatThrownBy(() -> with("parley.identity.directory", "/keys"))
          .isInstanceOf(BadRequestException.class).hasMessageContaining(key)
          .hasMessageContaining("environment variable PARLEY_").hasMessageNotContaining("0f0f");
    } finally {
      System.clearProperty(key);
    }
  }

  @Test
  void toString_tapeKey_isRedacted() {
    assertThat(with("parley.tape.key", "c0".repeat(32)).tape().toString()).doesNotContain("c0c0");
  }

  @Test
  void of_clientOfAnyName_keepsItsTapesWithTheClients() {
    NodeSettings settings = NodeSettings.of(Map.of("parley.node.name", "client-3f", "parley.node.roles",
        List.of("client")));

    assertThat(settings.tape().directory()).endsWithRaw(Path.of(".parley", "client", "tapes"));
  }

  @Test
  void of_unknownRole_listsTheRoles() {
    assertThatThrownBy(() -> with("parley.node.roles", List.of("party", "dealer")))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("parley.node.roles is 'dealer', but must be one of party, provider, coordinator, client");
  }

  @Test
  void of_noRoles_isRefused() {
    assertThatThrownBy(() -> NodeSettings.of(Map.of("parley.node.name", "a"))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("parley.node.roles");
  }

  @Test
  void of_sharedPort_isRefused() {
    assertThatThrownBy(() -> NodeSettings.of(Map.of("parley.node.name", "a", "parley.node.roles", List.of("party"),
        "parley.node.port", 7400, "parley.lane.port", 7400))).isInstanceOf(BadRequestException.class)
        .hasMessage("parley.lane.port is '7400', but must be another one than parley.node.port, or 0");
  }

  @Test
  void of_misspeltKey_isRefused() {
    assertThatThrownBy(() -> with("parley.node.prot", 1)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("parley.node.prot is not a setting");
  }

  @Test
  void of_badSeed_isRefused() {
    assertThatThrownBy(() -> with("parley.node.seeds", List.of("here"))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'here' is not an address");
  }

  @Test
  void read_file_liesUnderKeysAndOverDefaults(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("node.conf"), """
        parley { node { name = b, roles = [party], port = 1 }, session.timeout = 9s }
        pekko.cluster.gossip-interval = 2s
        """);

    NodeSettings settings = NodeSettings.read(Map.of("parley.node.port", 2), Optional.of(file));

    assertThat(settings.name()).isEqualTo("b");
    assertThat(settings.port()).isEqualTo(2);
    assertThat(settings.session().timeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(settings.actorSystem().getString("pekko.cluster.gossip-interval")).isEqualTo("2s");
  }

  @Test
  void read_missingFile_isRefused(@TempDir Path dir) {
    assertThatThrownBy(() -> NodeSettings.read(LEAST, Optional.of(dir.resolve("none.conf"))))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("none.conf");
  }

  @Test
  void read_brokenFile_isRefused(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("node.conf"), "parley { node {");

    assertThatThrownBy(() -> NodeSettings.read(LEAST, Optional.of(file))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("node.conf");
  }

  @Test
  void actorSystem_node_hasAddressAndVotingRoles() {
    Config config = with("parley.node.port", 7400).actorSystem();

    assertThat(config.getString("pekko.actor.provider")).isEqualTo("cluster");
    assertThat(config.getString("pekko.remote.artery.canonical.hostname")).isEqualTo("127.0.0.1");
    assertThat(config.getInt("pekko.remote.artery.canonical.port")).isEqualTo(7400);
    assertThat(config.getStringList("pekko.cluster.roles")).containsExactlyInAnyOrder("member", "party");
    assertThat(config.getBoolean("pekko.actor.allow-java-serialization")).isFalse();
  }

  @Test
  void actorSystem_client_hasNoVote() {
    Config config = with("parley.node.roles", List.of("client")).actorSystem();

    assertThat(config.getStringList("pekko.cluster.roles")).containsExactly("client");
  }

  @Test
  void actorSystem_memoryLanes_needNoCluster() {
    Config config = with("parley.lane.transport", "memory").actorSystem();

    assertThat(config.getString("pekko.actor.provider")).isEqualTo("local");
  }

  private static Seed key(byte each) {
    byte[] bytes = new byte[Seed.BYTES];
    Arrays.fill(bytes, each);
    return Seed.of(bytes);
  }

  private static Set<String> documentedKeys() {
    Set<String> keys = new TreeSet<>();
    ConfigFactory.defaultReference().getConfig("parley").withoutPath("pekko").entrySet()
        .forEach(e -> keys.add("parley." + e.getKey()));
    return keys;
  }
}
