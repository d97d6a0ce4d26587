package io.parley.serialization;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.FourierSeries;
import io.parley.crypto.Shape;
import io.parley.crypto.SplitExponential;
import io.parley.crypto.Structure;
import io.parley.plan.Comparison;
import io.parley.plan.Function;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;
import java.util.Map;

/** Plans that together hold every op and every attribute of the language. */
final class ExamplePlans {
  private ExamplePlans() {}

  /** By the name of their test vector. */
  static Map<String, Plan> surface() {
    return Map.of("sum", sum(), "surface-ops", surfaceOps(), "functions", functions());
  }

  static Map<String, Plan> lowered() {
    return Map.of("lowered-ops", loweredOps(), "structures", structures(), "comparisons", comparisons(), "separable",
        separable());
  }

  /** The smallest useful plan. */
  private static Plan sum() {
    PlanBuilder b = PlanBuilder.create("sum", Level.SURFACE);
    int x = b.input("x", "client", TensorType.secret(Shape.of(), 16));
    int y = b.input("y", "alice", TensorType.secret(Shape.of(), 16));
    b.output("sum", b.add("x + y", new Op.Add(), x, y), "client");
    return b.build();
  }

  private static Plan surfaceOps() {
    PlanBuilder b = PlanBuilder.create("surface ops – é", Level.SURFACE);
    int x = b.input("x", "client", TensorType.secret(Shape.of(2, 4, 6, 6), 16));
    int w = b.constant("w", Values.of(Shape.of(2, 2, 3, 3), values(36)), TensorType.publicly(Shape.of(2, 2, 3, 3), 16));
    int conv = b.add("conv",
        new Op.Product(new Bilinear.Conv2d(new Conv2dSpec(3, 3, 1, 2, 1, 0, 2, 3, 1, 1, 2)), 0), x, w);
    int relu = b.add("relu", new Op.Relu(), conv);
    int max = b.add("max pool", new Op.MaxPool(Conv2dSpec.of(2, 2)), relu);
    int mean = b.add("mean pool", new Op.AveragePool(new Conv2dSpec(2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1), true), relu);
    int mean2 = b.add("mean pool, padding left out",
        new Op.AveragePool(new Conv2dSpec(2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1), false), relu);
    int larger = b.add("larger", new Op.Max(), mean, mean2);
    int bits = b.add("negative", new Op.IsNegative(), larger);
    int chosen = b.add("chosen", new Op.Select(), bits, mean, mean2);
    b.output("max", max, "client");
    b.output("chosen", chosen, "bob");
    return b.build();
  }

  /** All of them, one after the other. */
  private static Plan functions() {
    PlanBuilder b = PlanBuilder.create("functions", Level.SURFACE);
    int x = b.input("x", "client", TensorType.secret(Shape.of(2), 16));
    for (Function function : Function.values()) {
      x = b.add(function.label(), new Op.Apply(function), x);
    }
    b.output("y", b.add("whole", new Op.ToInteger(), x), "client");
    return b.build();
  }

  private static Plan loweredOps() {
    PlanBuilder b = PlanBuilder.create("lowered ops", Level.LOWERED);
    int x = b.input("x", "client", TensorType.secret(Shape.of(3, 4), 16));
    int y = b.input("y", "client", TensorType.secret(Shape.of(3, 4), 16));
    int bits = b.input("mask", "client", TensorType.secretBits(Shape.of(3, 4)));
    int c = b.constant("c", Values.of(Shape.of(4, 2), 0.5, -1.25, 0, -0.0, 1e-9, 65536, 3, 4),
        TensorType.publicly(Shape.of(4, 2), 16));
    int product = b.add("mul", new Op.Product(new Bilinear.Mul(), 16), x, y);
    int shifted = b.add("shift", new Op.ShiftLeft(3), product);
    int cut = b.add("cut", new Op.Truncate(3), shifted);
    int difference = b.add("sub", new Op.Sub(), cut, b.add("neg", new Op.Negate(), y));
    int sum = b.add("add", new Op.Add(), difference, x);
    int negative = b.add("negative", new Op.IsNegative(), sum);
    int logic = b.add("not", new Op.Not(),
        b.add("xor", new Op.Xor(), b.add("and", new Op.And(), negative, bits), bits));
    int masked = b.add("masked", new Op.Mask(), logic, sum);
    b.output("out", b.add("matmul", new Op.Product(new Bilinear.MatMul(), 0), masked, c), "client");
    b.output("bits", b.add("ring", new Op.BitToRing(), logic), "client");
    return b.build();
  }

  private static Plan comparisons() {
    PlanBuilder b = PlanBuilder.create("comparisons", Level.LOWERED);
    int x = b.input("x", "client", TensorType.secret(Shape.of(5), 16));
    int usual = b.add("usual", new Op.IsNegative(), x);
    b.output("same", b.add("xor", new Op.Xor(), usual, b.add("fss", new Op.IsNegative(Comparison.FSS), x)), "client");
    return b.build();
  }

  private static Plan separable() {
    PlanBuilder b = PlanBuilder.create("separable", Level.LOWERED);
    int x = b.input("x", "client", TensorType.secret(Shape.of(5), 16));
    b.output("series", b.add("series",
        new Op.Separated(new FourierSeries(16, -1, 40, List.of(0.5, -0.25), List.of(0.0, 1e-3))), x), "client");
    b.output("exp", b.add("exp", new Op.Separated(new SplitExponential(16, 4, 3, 1, 45, 20, -6.5)), x), "client");
    return b.build();
  }

  private static Plan structures() {
    PlanBuilder b = PlanBuilder.create("", Level.LOWERED);
    int x = b.input("x", "client", TensorType.secret(Shape.of(1, 2, 3, 4), 20));
    b.output("reshape", rearrange(b, new Structure.Reshape(Shape.of(6, 4)), x), "client");
    b.output("transpose", rearrange(b, new Structure.Transpose(List.of(3, 0, 2, 1)), x), "client");
    b.output("slice", rearrange(b,
        new Structure.Slice(List.of(0, 1, 0, 0), List.of(1, 2, 3, 4), List.of(1, 1, 2, 3)), x), "client");
    b.output("concat", rearrange(b, new Structure.Concat(2), x, x, x), "client");
    b.output("concat first", rearrange(b, new Structure.Concat(0), x, x), "client");
    b.output("broadcast", rearrange(b, new Structure.Broadcast(Shape.of(5, 2, 3, 4)), x), "client");
    b.output("pad", rearrange(b, new Structure.Pad(List.of(0, 1, 0, 2), List.of(3, 0, 0, 1)), x), "client");
    b.output("tap", rearrange(b, new Structure.WindowTap(Conv2dSpec.of(2, 1), 1, 0, true), x), "client");
    b.output("sum", rearrange(b, new Structure.SumAxes(List.of(1, 3), true), x), "client");
    b.output("total", rearrange(b, new Structure.SumAxes(List.of(0, 1, 2, 3), false), x), "client");
    return b.build();
  }

  private static int rearrange(PlanBuilder b, Structure structure, int... inputs) {
    return b.add("r", new Op.Rearrange(structure), inputs);
  }

  private static double[] values(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i - 17) / 8.0;
    }
    return values;
  }
}
