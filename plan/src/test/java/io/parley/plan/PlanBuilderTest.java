package io.parley.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.formulas.Recurrent;
import io.parley.plan.formulas.Rnn;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanBuilderTest {
  private static final Op MATMUL = new Op.Product(new Bilinear.MatMul(), 0);
  private static final Op MUL = new Op.Product(new Bilinear.Mul(), 0);

  private final PlanBuilder surface = PlanBuilder.create("test", Level.SURFACE);
  private final PlanBuilder lowered = PlanBuilder.create("test", Level.LOWERED);

  @Test
  void add_secretAndPublic_isSecret() {
    int x = secret(surface, "x", 2, 3);
    int c = surface.constant("c", Values.of(Shape.of(3), 1, 2, 3), TensorType.publicly(Shape.of(3), 16));

    int sum = surface.add("sum", new Op.Add(), x, c);

    assertThat(surface.type(sum)).isEqualTo(TensorType.secret(Shape.of(2, 3), 16));
  }

  @Test
  void add_publicAndPublic_isPublic() {
    int c = surface.constant("c", Values.scalar(1), TensorType.publicly(Shape.of(), 16));

    int sum = surface.add("sum", new Op.Add(), c, c);

    assertThat(surface.type(sum).isSecret()).isFalse();
  }

  @Test
  void product_surfaceKeepsFractionBits_loweredAddsThem() {
    int s = secret(surface, "x", 2, 2);
    int l = secret(lowered, "x", 2, 2);

    assertThat(surface.type(surface.add("p", MUL, s, s)).fractionBits()).isEqualTo(16);
    assertThat(lowered.type(lowered.add("p", MUL, l, l)).fractionBits()).isEqualTo(32);
    Op truncating = new Op.Product(new Bilinear.Mul(), 16);
    assertThat(lowered.type(lowered.add("p", truncating, l, l)).fractionBits()).isEqualTo(16);
  }

  @Test
  void matmul_innerSizesDiffer_errorNamesNodeShapesAndRemedy() {
    int x = secret(surface, "x", 128, 784);
    int w = secret(surface, "w", 500, 10);

    assertThatThrownBy(() -> surface.add("fc1", MATMUL, x, w)).isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("'fc1'", "matmul", "[128, 784]", "[500, 10]", "needs shape [784, n]");
  }

  @Test
  void conv2d_channelsDiffer_errorSaysWhatKernelFits() {
    int x = secret(surface, "x", 1, 3, 8, 8);
    int w = secret(surface, "w", 4, 2, 3, 3);
    Op conv = new Op.Product(new Bilinear.Conv2d(Conv2dSpec.of(3, 1)), 0);

    assertThatThrownBy(() -> surface.add("conv", conv, x, w)).isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("'conv'", "conv2d", "need shape [o, 3, 3, 3]");
  }

  @Test
  void add_shapesDoNotBroadcast_isRefused() {
    int x = secret(surface, "x", 2, 3);
    int y = secret(surface, "y", 2, 4);

    assertThatThrownBy(() -> surface.add("sum", new Op.Add(), x, y)).isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("'sum'", "[2, 3]", "[2, 4]", "sizes must be equal or 1");
  }

  @Test
  void add_loweredAndShapesDiffer_isRefused() {
    int x = secret(lowered, "x", 2, 3);
    int y = secret(lowered, "y", 3);

    assertThatThrownBy(() -> lowered.add("sum", new Op.Add(), x, y)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("equal in a lowered plan");
  }

  @Test
  void add_scalesDiffer_isRefused() {
    int x = secret(lowered, "x", 2, 3);
    int y = lowered.add("y", new Op.ShiftLeft(16), x);

    assertThatThrownBy(() -> lowered.add("sum", new Op.Add(), x, y)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("same fraction bits");
  }

  @Test
  void bitsAndNumbers_areNotMixed() {
    int x = secret(surface, "x", 4);
    int bit = surface.add("bit", new Op.IsNegative(), x);

    assertThat(surface.type(bit)).isEqualTo(TensorType.secretBits(Shape.of(4)));
    assertThatThrownBy(() -> surface.add("sum", new Op.Add(), x, bit)).hasMessageContaining("must be numbers");
    assertThatThrownBy(() -> surface.add("and", new Op.And(), bit, x)).hasMessageContaining("must be bits");
  }

  @Test
  void mask_bitsSmallerThanNumbers_isRefused() {
    int bit = surface.add("bit", new Op.IsNegative(), secret(surface, "x", 4));
    int y = secret(surface, "y", 2, 4);

    assertThatThrownBy(() -> surface.add("mask", new Op.Mask(), bit, y)).hasMessageContaining("bits do not broadcast");
  }

  @Test
  void levels_refuseEachOthersOps() {
    assertThatThrownBy(() -> surface.add("t", new Op.Truncate(3), secret(surface, "x", 4)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("placed by lowering");
    assertThatThrownBy(() -> lowered.add("r", new Op.Relu(), secret(lowered, "x", 4)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("lowering has to replace it");
  }

  @Test
  void maxPool_windowInPaddingOnly_isRefused() {
    int x = secret(surface, "x", 1, 1, 4, 4);
    Conv2dSpec window = new Conv2dSpec(2, 2, 2, 2, 2, 0, 0, 0, 1, 1, 1);

    assertThatThrownBy(() -> surface.add("pool", new Op.MaxPool(window), x)).hasMessageContaining("less padding");
  }

  @Test
  void wrongNumberOfOperands_isRefused() {
    int x = secret(surface, "x", 4);

    assertThatThrownBy(() -> surface.add("sum", new Op.Add(), x)).hasMessageContaining("takes 2 operands, not 1");
    assertThatThrownBy(() -> surface.add("r", new Op.Rearrange(new Structure.Reshape(Shape.of(4))), x, x))
        .hasMessageContaining("takes 1 operand, not 2");
  }

  @Test
  void names_areUnique() {
    int x = secret(surface, "x", 4);
    surface.output("y", x, Plan.CLIENT);

    assertThatThrownBy(() -> secret(surface, "x", 4)).hasMessageContaining("declared twice");
    assertThatThrownBy(() -> surface.output("y", x, Plan.CLIENT)).hasMessageContaining("revealed twice");
  }

  @Test
  void constant_thatFixedPointCannotHold_isRefused() {
    for (double v : List.of(0x1p31, Double.NaN, Double.POSITIVE_INFINITY)) {
      assertThatThrownBy(() -> surface.constant("c", Values.scalar(v), TensorType.publicly(Shape.of(), 16)))
          .isInstanceOf(BadRequestException.class).hasMessageContaining("'c'");
    }
  }

  @Test
  void fractionBits_outsideTheRange_areRefused() {
    for (int bits : List.of(1, 7, 27)) {
      assertThatThrownBy(() -> surface.input("x" + bits, Plan.CLIENT, TensorType.secret(Shape.of(), bits)))
          .isInstanceOf(BadRequestException.class).hasMessageContaining("choose 8 to 26");
    }
  }

  @Test
  void build_withoutOutput_isRefused() {
    secret(surface, "x", 4);

    assertThatThrownBy(surface::build).isInstanceOf(BadRequestException.class).hasMessageContaining("reveals nothing");
  }

  /** Equal programs are equal plans, whatever else was tried on the way. */
  @Test
  void build_leavesOutWhatNoOutputNeeds() {
    int x = secret(surface, "x", 4);
    int spare = surface.add("spare", new Op.Relu(), x);
    surface.add("more", new Op.Add(), spare, x);
    secret(surface, "unused", 2);
    surface.output("y", surface.add("y", new Op.Negate(), x), Plan.CLIENT);
    PlanBuilder same = PlanBuilder.create("test", Level.SURFACE);
    int again = secret(same, "x", 4);
    secret(same, "unused", 2);
    same.output("y", same.add("y", new Op.Negate(), again), Plan.CLIENT);

    assertThat(surface.build()).isEqualTo(same.build());
    assertThat(surface.buildAll().nodes()).hasSize(5);
  }

  @Test
  void declared_forgedType_isRefused() {
    int x = secret(lowered, "x", 2, 3);
    lowered.output("y", lowered.add("y", MUL, x, x), Plan.CLIENT);
    Plan good = lowered.build();
    Node product = good.node(1);
    Node forged = new Node(1, product.name(), product.op(), product.inputs(), product.type().withFractionBits(16));
    PlanBuilder bad = PlanBuilder.create("test", Level.LOWERED);
    bad.declared(good.node(0));

    assertThat(good.isLowered()).isTrue();
    assertThatThrownBy(() -> bad.declared(forged)).isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("'y'", "fixed<16>", "fixed<32>");
  }

  private static int secret(PlanBuilder builder, String name, int... dims) {
    return builder.input(name, Plan.CLIENT, TensorType.secret(Shape.of(dims), 16));
  }

  /** A few bytes may not keep a node busy for hours. */
  @Test
  void add_opThatBecomesTooMany_isRefused() {
    PlanBuilder builder = PlanBuilder.create("long", Level.SURFACE);
    int x = builder.input("x", "client", TensorType.secret(Shape.of(1 << 24, 1, 1), 16));
    int w = builder.input("w", "client", TensorType.secret(Shape.of(1, 1), 16));
    int b = builder.input("b", "client", TensorType.secret(Shape.of(1), 16));

    assertThatThrownBy(() -> builder.add("forever",
        new Rnn(Recurrent.Activation.TANH, false, Recurrent.Part.LAST), x, w, w, b, b, w))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("more than 1048576 nodes");
  }
}
