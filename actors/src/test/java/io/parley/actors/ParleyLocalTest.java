package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.client.Members;
import io.parley.client.Parley;
import io.parley.client.Progress;
import io.parley.client.RangeCheck;
import io.parley.client.RoleReport;
import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.client.RunReport;
import io.parley.client.RunResult;
import io.parley.config.Link;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.trace.Trace;
import io.parley.protocols.cost.CompareBy;
import io.parley.protocols.spi.Protocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParleyLocalTest {
  private static final double ULP = 1.0 / (1 << 16);
  private static final long HEAP = Runtime.getRuntime().maxMemory();
  private static Parley parley;

  @BeforeAll
  static void start() {
    parley = Parley.local(3);
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void members_local_areNamedInOrder() throws InterruptedException {
    assertThat(parley.members()).isEqualTo(new Members(List.of("a", "b", "c"), List.of("provider"),
        Map.of("a", HEAP, "b", HEAP, "c", HEAP, "provider", HEAP)));
  }

  @ParameterizedTest
  @EnumSource(value = RunMode.class, names = {"STREAM", "APART"})
  void run_eitherMode_givesThePlaintextResultAndTheCosts(RunMode mode) throws InterruptedException {
    Map<String, Values> inputs = PlansForTests.inputs(8, 1);
    List<Progress> steps = new ArrayList<>();

    RunResult result = parley.run(PlansForTests.layer(8),
        RunOptions.defaults().withMode(mode).withProgress(steps::add), inputs);

    assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(8, inputs), within(8 * ULP));
    RunReport report = result.report();
    assertThat(report.roles()).extracting(RoleReport::role).containsExactly("party 0", "party 1", "party 2", "provider",
        "client");
    assertThat(report.roles()).extracting(RoleReport::node).containsExactly("a", "b", "c", "provider", "client");
    assertThat(report.parties()).hasSize(3).allSatisfy(party -> {
      assertThat(party.rounds()).isPositive();
      assertThat(party.bytesSent()).isPositive();
      assertThat(party.bytesReceived()).isPositive();
    });
    assertThat(report.totalSeconds()).isGreaterThanOrEqualTo(report.onlineSeconds());
    assertThat(report.offlineSeconds() > 0).isEqualTo(mode == RunMode.APART);
    assertThat(steps).containsExactly(mode == RunMode.APART
        ? new Progress[]{Progress.PREPARING, Progress.CONNECTING, Progress.OFFLINE, Progress.ONLINE, Progress.DONE}
        : new Progress[]{Progress.PREPARING, Progress.CONNECTING, Progress.ONLINE, Progress.DONE});
  }

  @Test
  void run_valuesThatMayNotFit_warnsByName_orRefuses_orSaysNothing() throws InterruptedException {
    Trace trace = Trace.create("powers");
    trace.reveal("y", trace.secret("x", Shape.of(1)).square().square());
    Map<String, Values> small = Map.of("x", Values.of(Shape.of(1), 3));
    Map<String, Values> large = Map.of("x", Values.of(Shape.of(1), 500));
    RunOptions strict = RunOptions.defaults().withRangeCheck(RangeCheck.STRICT);

    assertThat(parley.run(trace.plan(), small).warnings()).isEmpty();
    assertThat(parley.run(trace.plan(), strict, small).output("y").data()[0]).isCloseTo(81, within(ULP));
    assertThat(parley.run(trace.plan(), large).warnings()).singleElement().asString()
        .contains("may reach", "2^30", "fewer fraction bits");
    assertThat(parley.run(trace.plan(), RunOptions.defaults().withRangeCheck(RangeCheck.OFF), large).warnings())
        .isEmpty();
    assertThatThrownBy(() -> parley.run(trace.plan(), strict, large)).isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("may reach", "RangeCheck.WARN");
  }

  @ParameterizedTest
  @EnumSource(CompareBy.class)
  void run_anyWayToCompare_givesThePlaintextResult(CompareBy by) throws InterruptedException {
    Map<String, Values> inputs = PlansForTests.inputs(8, 1);

    RunResult result = parley.run(PlansForTests.layer(8),
        RunOptions.defaults().withParties(2).withCompare(by, Link.WAN), inputs);

    assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(8, inputs), within(8 * ULP));
    // A product, the sign and the masked number; by trees a level of gates more.
    assertThat(result.report().parties()).extracting(RoleReport::rounds).containsOnly(by == CompareBy.TREE ? 4 : 3);
  }

  @Test
  void run_keysForThreeParties_isRefused() {
    assertThatThrownBy(() -> parley.run(PlansForTests.layer(8), RunOptions.defaults().withCompare(CompareBy.FSS),
        PlansForTests.inputs(8, 1))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("exactly 2 parties, not 3");
  }

  @Test
  void run_surfacePlan_givesThePlansShape() throws InterruptedException {
    Trace trace = Trace.create("affine");
    trace.reveal("y", trace.secret("x", Shape.of(2, 3)).mul(2).add(1));
    Values x = Values.of(Shape.of(2, 3), 1, -2, 3, 0.5, 0, -0.25);

    Values y = parley.run(trace.plan(), Map.of("x", x)).output("y");

    assertThat(y.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(y.data()).containsExactly(new double[]{3, -3, 7, 2, 1, 0.5}, within(2 * ULP));
  }

  @Test
  void run_namedParties_seatsThoseInThatOrder() throws InterruptedException {
    RunResult result = parley.run(PlansForTests.layer(2), RunOptions.defaults().withParties(List.of("c", "a")),
        PlansForTests.inputs(2, 2));

    assertThat(result.report().parties()).extracting(RoleReport::node).containsExactly("c", "a");
  }

  @Test
  void run_samePlanAgain_usesAFreshSession() throws InterruptedException {
    Plan plan = PlansForTests.layer(2);

    RunReport first = parley.run(plan, RunOptions.defaults(), PlansForTests.inputs(2, 3)).report();
    RunReport second = parley.run(plan, RunOptions.defaults(), PlansForTests.inputs(2, 3)).report();

    assertThat(second.session()).isNotEqualTo(first.session());
  }

  @Test
  void run_tooManyParties_saysWhatToStart() {
    assertThatThrownBy(() -> parley.run(PlansForTests.layer(2), RunOptions.defaults().withParties(4),
        PlansForTests.inputs(2, 4))).isInstanceOf(BadRequestException.class)
        .hasMessage("The protocol 'masked' needs 4 parties and a provider; the cluster has parties a, b, c and provider"
            + " provider. Start: parley node --role party. " + Protocols.runnable(3));
  }

  @Test
  void run_unknownParty_saysWhatToStart() {
    assertThatThrownBy(() -> parley.run(PlansForTests.layer(2),
        RunOptions.defaults().withParties(List.of("a", "zoe")), PlansForTests.inputs(2, 4)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("needs parties a, zoe")
        .hasMessageContaining("parley node --role party --name zoe");
  }

  @Test
  void run_unknownProtocol_listsThem() {
    assertThatThrownBy(() -> parley.run(PlansForTests.layer(2), RunOptions.defaults().withProtocol("magic"),
        PlansForTests.inputs(2, 4))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'magic'").hasMessageContaining("beaver");
  }

  @Test
  void run_missingInput_isRefused() {
    assertThatThrownBy(() -> parley.run(PlansForTests.layer(2), RunOptions.defaults(), Map.of()))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("'x'").hasMessageContaining("missing");
  }
}
