package io.parley.plan.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LoweringTest {
  private final Trace t = Trace.create("test", 16);

  @Test
  void lower_linearLayer_fusesTruncationIntoTheProduct() {
    t.reveal("y", t.secret("x", Shape.of(4, 3)).matmul(t.secret("w", Shape.of(3, 2))));

    Plan plan = Lowering.lower(t.plan());

    assertThat(ops(plan)).containsExactly(new Op.Input("x", "client"), new Op.Input("w", "client"),
        new Op.Product(new Bilinear.MatMul(), 16));
  }

  @Test
  void lower_convReluPool_truncatesOnceAfterPooling() {
    SecretTensor x = t.secret("x", Shape.of(2, 1, 8, 8));
    SecretTensor kernels = t.secret("k", Shape.of(3, 1, 3, 3));
    SecretTensor bias = t.secret("bias", Shape.of(3));
    SecretTensor y = x.conv2d(kernels, Conv2dSpec.of(3, 1)).add(bias.reshape(1, 3, 1, 1)).relu()
        .maxPool(Conv2dSpec.of(2, 2));
    t.reveal("y", y);

    Plan plan = Lowering.lower(t.plan());

    List<Node> truncations = plan.nodes().stream().filter(LoweringTest::truncates).toList();
    assertThat(truncations).hasSize(1);
    assertThat(truncations.getFirst().type().shape()).isEqualTo(Shape.of(2, 3, 3, 3));
    assertThat(plan.outputs().getFirst().node()).isEqualTo(truncations.getFirst().id());
    // The pool compares 6·3 and 3·3 pairs of a plane, and the ReLU 3·3 elements of what is left.
    assertThat(plan.nodes().stream().filter(n -> n.op() instanceof Op.IsNegative).map(n -> n.type().shape()))
        .containsExactly(Shape.of(2, 3, 6, 3), Shape.of(2, 3, 3, 3), Shape.of(2, 3, 3, 3));
    // The bias shifts up before it is copied.
    assertThat(plan.nodes().stream().filter(n -> n.op() instanceof Op.ShiftLeft).map(n -> n.type().shape()))
        .containsExactly(Shape.of(3));
  }

  @Test
  void lower_reluUsedElsewhereToo_staysBeforeThePool() {
    SecretTensor relu = t.secret("x", Shape.of(1, 1, 4, 4)).relu();
    t.reveal("relu", relu);
    t.reveal("pool", relu.maxPool(Conv2dSpec.of(2, 2)));

    Plan plan = Lowering.lower(t.plan());

    assertThat(plan.nodes().stream().filter(n -> n.op() instanceof Op.IsNegative).map(n -> n.type().shape()))
        .containsExactly(Shape.of(1, 1, 4, 4), Shape.of(1, 1, 4, 2), Shape.of(1, 1, 2, 2));
  }

  @Test
  void lower_valueInTwoProducts_isTruncatedOnce() {
    SecretTensor x = t.secret("x", Shape.of(4, 4));
    SecretTensor h = x.mul(x).add(1);
    t.reveal("a", h.matmul(x));
    t.reveal("b", h.transpose().matmul(x));

    Plan plan = Lowering.lower(t.plan());

    assertThat(plan.nodes().stream().filter(n -> n.op() instanceof Op.Truncate)).hasSize(1);
  }

  @Test
  void lower_smallHighScaleMeetsLargeLowScale_truncatesTheSmallOne() {
    SecretTensor x = t.secret("x", Shape.of(128, 10));
    SecretTensor row = t.secret("row", Shape.of(10));
    t.reveal("y", x.add(row.mul(row)));

    Plan plan = Lowering.lower(t.plan());

    assertThat(plan.nodes().stream().filter(LoweringTest::truncates).map(n -> n.type().shape()))
        .containsExactly(Shape.of(10));
  }

  @Test
  void lower_productThatIsAlsoCompared_isComputedOnce() {
    SecretTensor product = t.secret("x", Shape.of(8)).mul(t.secret("y", Shape.of(8)));
    t.reveal("product", product);
    t.reveal("sign", product.lessThan(0));

    Plan plan = Lowering.lower(t.plan());

    assertThat(plan.nodes().stream().filter(n -> n.op() instanceof Op.Product).map(Node::op))
        .containsExactly(new Op.Product(new Bilinear.Mul(), 0));
    assertThat(plan.nodes().stream().filter(n -> n.op() instanceof Op.Truncate)).hasSize(1);
  }

  @Test
  void lower_concatOfTwoScales_truncatesOnlyTheHigherOne() {
    SecretTensor x = t.secret("x", Shape.of(2, 3));
    SecretTensor large = t.secret("large", Shape.of(100, 3));
    t.reveal("y", x.mul(x).concat(0, List.of(large)));

    Plan plan = Lowering.lower(t.plan());

    assertThat(plan.nodes().stream().filter(LoweringTest::truncates).map(n -> n.type().shape()))
        .containsExactly(Shape.of(2, 3));
  }

  @Test
  void lower_transposesInARow_becomeOne() {
    SecretTensor x = t.secret("x", Shape.of(2, 3, 4));
    t.reveal("y", x.transpose(1, 2, 0).transpose(0, 2, 1));

    assertThat(ops(Lowering.lower(t.plan()))).containsExactly(new Op.Input("x", "client"),
        new Op.Rearrange(new Structure.Transpose(List.of(1, 0, 2))));
  }

  @Test
  void lower_overlappingPool_sharesComparisonsBetweenWindows() {
    t.reveal("y", t.secret("x", Shape.of(1, 1, 9, 9)).maxPool(Conv2dSpec.of(3, 1)));

    Plan plan = Lowering.lower(t.plan());

    // Rows of 9×7 twice, then columns of 7×7 twice; all taps at once would take 8·7·7.
    assertThat(plan.nodes().stream().filter(n -> n.op() instanceof Op.IsNegative)
        .mapToInt(n -> n.type().shape().size()).sum()).isEqualTo(2 * 9 * 7 + 2 * 7 * 7);
  }

  @Test
  void lower_mixedMask_becomesALocalProduct() {
    SecretTensor x = t.secret("x", Shape.of(4));
    t.reveal("y", x.lessThan(0).select(t.constant(Values.of(Shape.of(4), 1, 2, 3, 4)), t.constant(0)));

    Plan plan = Lowering.lower(t.plan());

    assertThat(plan.nodes().stream().filter(n -> n.op() instanceof Op.Mask)).isEmpty();
    assertThat(plan.nodes().stream().filter(LoweringTest::truncates)).isEmpty();
  }

  @Test
  void lower_productWithComparison_needsNoTruncation() {
    SecretTensor x = t.secret("x", Shape.of(8));
    SecretTensor y = t.secret("y", Shape.of(8));
    t.reveal("y", x.lessThan(y).toNumber().mul(3).mul(x));

    Plan plan = Lowering.lower(t.plan());

    assertThat(plan.nodes().stream().filter(LoweringTest::truncates)).isEmpty();
    assertThat(plan.node(plan.outputs().getFirst().node()).type().fractionBits()).isEqualTo(16);
  }

  @Test
  void lower_smallFactor_keepsItsSignificantBits() {
    t.reveal("y", t.secret("x", Shape.of(1, 1, 56, 56)).mean());

    Plan plan = Lowering.lower(t.plan());

    double[] ones = new double[56 * 56];
    Arrays.fill(ones, 1.5);
    Map<String, Values> result = FixedPointInterpreter.run(plan, Map.of("x", Values.of(Shape.of(1, 1, 56, 56), ones)));
    assertThat(Objects.requireNonNull(result.get("y")).data()[0]).isCloseTo(1.5, within(0x1p-15));
  }

  @Test
  void lower_equalNodes_areMerged() {
    SecretTensor x = t.secret("x", Shape.of(4));
    t.reveal("y", x.relu().add(x.relu()));

    assertThat(Lowering.lower(t.plan()).nodes().stream().filter(n -> n.op() instanceof Op.IsNegative)).hasSize(1);
  }

  @Test
  void lower_deadNodesGo_butUnusedInputsStay() {
    SecretTensor x = t.secret("x", Shape.of(4));
    t.secret("unused", Shape.of(7)).relu();
    t.reveal("y", x);

    assertThat(ops(Lowering.lower(t.plan()))).containsExactly(new Op.Input("x", "client"),
        new Op.Input("unused", "client"));
  }

  @Test
  void lower_identities_areRemoved() {
    SecretTensor x = t.secret("x", Shape.of(2, 3));
    t.reveal("y", x.reshape(6).reshape(3, 2).reshape(2, 3).transpose().transpose().negate().negate().pad(0, 0, 0)
        .slice(1, 0, 3).broadcast(2, 3));

    assertThat(ops(Lowering.lower(t.plan()))).containsExactly(new Op.Input("x", "client"));
  }

  @Test
  void lower_publicSubgraph_isComputed_butBroadcastsStaySmall() {
    SecretTensor x = t.secret("x", Shape.of(100, 100));
    t.reveal("y", x.add(t.constant(2).mul(t.constant(3)).broadcast(100, 100)));

    Plan plan = Lowering.lower(t.plan());

    assertThat(plan.nodes().stream().filter(n -> n.op() instanceof Op.Constant).map(n -> ((Op.Constant) n.op())
        .values())).containsExactly(Values.scalar(6));
    assertThat(plan.nodes().stream().filter(n -> n.op() instanceof Op.Product)).isEmpty();
  }

  private static boolean truncates(Node node) {
    return node.op() instanceof Op.Truncate || (node.op() instanceof Op.Product p && p.truncateBits() > 0);
  }

  private static List<Op> ops(Plan plan) {
    return plan.nodes().stream().map(Node::op).toList();
  }
}
