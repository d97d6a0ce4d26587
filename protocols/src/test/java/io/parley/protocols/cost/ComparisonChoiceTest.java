package io.parley.protocols.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Comparison;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.protocols.LocalNetwork;
import io.parley.protocols.PlansForTests;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonChoiceTest {
  private static final Protocol MASKED = Protocols.byName("masked");
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final long GIGABIT = 1_000_000_000;
  private static final int SMALL = 10;
  private static final int LARGE = 10_000;

  /** Of a few numbers, and of many. */
  private static Plan plan() {
    PlansForTests b = new PlansForTests();
    sign(b, "small", SMALL);
    sign(b, "large", LARGE);
    return b.plan();
  }

  private static void sign(PlansForTests b, String name, int elements) {
    Shape shape = Shape.of(elements);
    b.reveal(name, b.add(new Op.IsNegative(), TensorType.secretBits(shape), b.secret("x " + name, shape, 16)));
  }

  private static Plan choose(CompareBy by, int parties) {
    return new ComparisonChoice(by, MILLISECOND, GIGABIT).choose(plan(), MASKED, parties);
  }

  private static List<Comparison> of(Plan plan) {
    return plan.nodes().stream().filter(n -> n.op() instanceof Op.IsNegative)
        .map(n -> ((Op.IsNegative) n.op()).comparison()).toList();
  }

  @Test
  void auto_takesKeysForFewNumbers_andTreesForMany() {
    assertThat(of(choose(CompareBy.AUTO, 2))).containsExactly(Comparison.FSS, Comparison.USUAL);
  }

  @Test
  void auto_costsNoMoreThanEitherWay_byItsModel() {
    for (int micros = 0; micros < 100_000; micros = 3 * micros + 10) {
      for (long bits = 1_000_000; bits <= 10 * GIGABIT; bits *= 10) {
        ComparisonChoice model = new ComparisonChoice(CompareBy.AUTO, Duration.ofNanos(1000L * micros), bits);
        double auto = seconds(model, model.choose(plan(), MASKED, 2));
        assertThat(auto).as("%s", model).isLessThanOrEqualTo(seconds(model, choose(CompareBy.TREE, 2)))
            .isLessThanOrEqualTo(seconds(model, choose(CompareBy.FSS, 2)));
      }
    }
  }

  private static double seconds(ComparisonChoice model, Plan plan) {
    List<Estimate.NodeCost> costs = Estimate.of(plan, MASKED, new Roles(2)).nodes();
    return plan.nodes().stream().filter(n -> n.op() instanceof Op.IsNegative).mapToDouble(
        n -> model.seconds(costs.get(n.id()), ((Op.IsNegative) n.op()).comparison())).sum();
  }

  @Test
  void fssAndTree_takeOneWayForAll_whateverThePlanSaid() {
    Plan fss = choose(CompareBy.FSS, 2);

    assertThat(of(fss)).containsExactly(Comparison.FSS, Comparison.FSS);
    assertThat(new ComparisonChoice(CompareBy.TREE, MILLISECOND, GIGABIT).choose(fss, MASKED, 2)).isEqualTo(plan());
  }

  @Test
  void anyPlan_givesTheSameOutputs() throws Exception {
    Map<String, Values> inputs = Map.of("x small", numbers(SMALL), "x large", numbers(LARGE));

    Map<String, Values> outputs = LocalNetwork.run(choose(CompareBy.AUTO, 2), MASKED, 2, inputs).outputs();

    assertThat(outputs).isEqualTo(LocalNetwork.run(plan(), MASKED, 2, inputs).outputs());
  }

  private static Values numbers(int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (i * 7 + 3) % 11 - 5;
    }
    return Values.of(Shape.of(count), numbers);
  }

  @ParameterizedTest
  @EnumSource(names = {"TREE", "AUTO"})
  void moreThanTwoParties_compareByTree(CompareBy by) {
    assertThat(choose(by, 3)).isEqualTo(plan());
  }

  @Test
  void fss_ofMoreThanTwoParties_isRefused() {
    assertThatThrownBy(() -> choose(CompareBy.FSS, 3)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'fss' needs exactly 2 parties, not 3").hasMessageContaining("or use 2 parties");
  }

  @ParameterizedTest
  @CsvSource({"beaver, 2", "masked-fss, 2", "replicated, 3", "plain, 1"})
  void anotherProtocol_isRefused(String name, int parties) {
    Protocol protocol = Protocols.byName(name);

    for (CompareBy by : CompareBy.values()) {
      assertThatThrownBy(() -> ComparisonChoice.check(protocol, parties, by)).isInstanceOf(BadRequestException.class)
          .hasMessageContaining("'" + name + "'").hasMessageContaining("'" + by + "'")
          .hasMessageContaining("use 'masked'");
    }
  }

  /** Whoever made it: a role checks the plan that it is to run. */
  @ParameterizedTest
  @CsvSource({"beaver, 2", "masked-fss, 2", "masked, 3"})
  void aPlanThatAsksForWhatARoleCannotDo_isRefused(String name, int parties) {
    Plan plan = choose(CompareBy.FSS, 2);

    assertThatThrownBy(() -> Estimate.of(plan, Protocols.byName(name), new Roles(parties)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("'fss'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "both", "FSS"})
  void parse_unknownWay_isRefused(String text) {
    assertThatThrownBy(() -> CompareBy.parse("--compare", text)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("--compare is '" + text + "', but must be tree, fss, auto");
  }
}
