package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.config.NodeSettings;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private static final Address SELF = new Address("pekko", "parley", "127.0.0.1", 7400);

  private static List<String> seeds(String... written) {
    NodeSettings settings = TestCluster.settings(Map.of("parley.node.name", "a", "parley.node.roles",
        List.of("party"), "parley.node.port", 7400, "parley.node.seeds", List.of(written)));
    return Seeds.of(settings, SELF).stream().map(Address::toString).toList();
  }

  @Test
  void of_addresses_keepTheirOrder() {
    assertThat(seeds("10.0.0.2:7400", "10.0.0.1:7400")).containsExactly("pekko://parley@10.0.0.2:7400",
        "pekko://parley@10.0.0.1:7400");
  }

  @Test
  void of_name_isTriedUnderItsAddressToo() {
    assertThat(seeds("localhost:7401")).contains("pekko://parley@localhost:7401", "pekko://parley@127.0.0.1:7401");
  }

  @Test
  void of_thisNodeUnderAnotherName_isThisNode() {
    assertThat(seeds("localhost:7400")).containsExactly("pekko://parley@127.0.0.1:7400");
  }

  @Test
  void of_unknownHost_isKept() {
    assertThat(seeds("no-such-host.invalid:7400")).containsExactly("pekko://parley@no-such-host.invalid:7400");
  }
}
