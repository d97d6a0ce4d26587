package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Values;
import io.parley.protocols.LocalNetwork.Outcome;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.engine.Usage;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every protocol on the class path must do, with every number of parties that it admits. */
class ConformanceTest {
  private static final long SEED = Long.getLong("parley.test.seed", System.nanoTime());

  record Setting(Protocol protocol, int parties) {
    /** Whether plans may say how they compare. */
    boolean mixesComparisons() {
      return protocol.mixesComparisons() && parties == 2;
    }

    @Override
    public String toString() {
      return protocol.name() + ", " + parties + " parties, seed " + SEED;
    }
  }

  static Stream<Setting> settings() {
    return Protocols.all().stream().flatMap(protocol -> IntStream.of(1, 2, 3, 5)
        .filter(n -> protocol.refuses(n).isEmpty()).mapToObj(n -> new Setting(protocol, n)));
  }

  /** Each protocol with as few parties as it admits. */
  static Stream<Setting> smallest() {
    return settings().collect(Collectors.groupingBy(s -> s.protocol().name(), TreeMap::new, Collectors.toList()))
        .values().stream().map(List::getFirst);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everyPrimitive_matchesPlaintextAndCostsWhatIsDeclared(Setting setting) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (ConformanceCase c : ConformanceCases.all(SEED, setting)) {
      Outcome outcome = LocalNetwork.run(c.plan(), setting.protocol(), setting.parties(), c.inputs());

      checkValues(c, outcome.output("z"), wrong);
      checkCosts(c, outcome, Estimate.of(c.plan(), setting.protocol(), new Roles(setting.parties())), wrong);
    }
    assertThat(wrong).as("seed %d", SEED).isEmpty();
  }

  private static void checkValues(ConformanceCase c, Values z, List<String> wrong) {
    for (int i = 0; i < c.expected().length; i++) {
      double expected = c.expected()[i];
      // The expectation is a double: beyond 2^53 it is itself only that exact.
      double tolerance = c.tolerance() == 0 ? 0 : c.tolerance() + Math.ulp(expected);
      if (!(Math.abs(z.data()[i] - expected) <= tolerance)) {
        wrong.add(c.name() + " at " + i + ": " + z.data()[i] + " instead of " + expected);
        return;
      }
    }
    if (z.data().length != c.expected().length) {
      wrong.add(c.name() + ": " + z.data().length + " values instead of " + c.expected().length);
    }
  }

  private static void checkCosts(ConformanceCase c, Outcome outcome, Estimate estimate, List<String> wrong) {
    Roles roles = new Roles(estimate.bytes().size() - 2);
    for (int role = 0; role < roles.count(); role++) {
      Usage usage = outcome.usage(role);
      if (!usage.bytesSent().equals(estimate.bytes().get(role))) {
        wrong.add(c.name() + ": " + roles.describe(role) + " sent " + usage.bytesSent() + " bytes, not "
            + estimate.bytes().get(role));
      }
      if (usage.totalReceived() != estimate.receivedBy(role)) {
        wrong.add(c.name() + ": " + roles.describe(role) + " received " + usage.totalReceived() + " bytes, not "
            + estimate.receivedBy(role));
      }
      for (Estimate.NodeCost cost : estimate.nodes()) {
        if (roles.isParty(role) && !matches(usage.nodes().get(cost.node()), cost, role)) {
          wrong.add(c.name() + ": at " + roles.describe(role) + " node " + cost.node() + " took "
              + usage.nodes().get(cost.node()) + ", not " + cost);
        }
      }
    }
    int rounds = IntStream.range(0, roles.parties()).map(p -> outcome.usage(p).rounds()).max().orElse(0);
    if (rounds != estimate.rounds()) {
      wrong.add(c.name() + ": " + rounds + " rounds, not " + estimate.rounds());
    }
  }

  private static boolean matches(Usage.NodeUsage used, Estimate.NodeCost cost, int party) {
    return used.bytesSent() == cost.bytesByParty().get(party) && used.rounds() == cost.roundsByParty().get(party);
  }
}
