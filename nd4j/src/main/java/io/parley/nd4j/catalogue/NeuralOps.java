package io.parley.nd4j.catalogue;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import io.parley.plan.Values;
import io.parley.plan.formulas.Activations;
import io.parley.plan.formulas.Comparisons;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Padding;
import io.parley.plan.formulas.Recurrent;
import io.parley.plan.formulas.Reductions;
import java.util.List;
import java.util.stream.IntStream;

/** Activations, their derivatives, and the layers of networks that are no convolutions. */
final class NeuralOps {
  private static final Operand ANY = Operand.vector(-4, 4);
  private static final Operand MATRIX = Operand.matrix(-4, 4);

  private NeuralOps() {}

  static void list(SupportTable t) {
    t.kind(Kind.NN);
    activations(t);
    derivatives(t);
    layers(t);
    norms(t);
    String training = "it draws random numbers while training; leave it out for inference";
    t.unsupported(training, "NDNN", "dropout dropoutInverted");
    t.unsupported("ND4J's own returns the first one only; trace it with Sorting.topK", "NDNN", "topK");
    t.kind(Kind.RNN);
    String state = "it takes its weights in an object of several arrays; trace it with the formulas of Recurrent";
    t.unsupported(state, "NDRNN", "gruCell lstmCell lstmLayer lstmblock sru sruCell");
    t.calls("Recurrent.gru", "T×N×H", (a, in) -> {
      Recurrent.Weights<Integer> weights = new Recurrent.Weights<>(a.transpose(in.get(2), List.of(1, 0)),
          a.transpose(in.get(3), List.of(1, 0)), in.get(4), a.constant(zeros(in.shape(4))));
      return List.of(Recurrent.gru(a, in.get(0), weights, in.get(1), Recurrent.GruGates.RZH, true, false).all());
    }, List.of(Operand.of(-2, 2, 4, 2, 5), Operand.of(-1, 1, 2, 3), Operand.of(-1, 1, 5, 9), Operand.of(-1, 1, 3, 9),
        Operand.of(-1, 1, 9)), "NDRNN.gru");
  }

  private static void activations(SupportTable t) {
    t.call("Op.Relu", SupportTable.SAME, (a, in) -> a.relu(uncut(in)), List.of(ANY, 0.0), "NDNN.relu");
    t.unary("Op.Relu", -4, 4, Algebra::relu, "Transforms.relu");
    t.call("Activations.relu6", SupportTable.SAME, (a, in) -> Activations.relu6(a, uncut(in)),
        List.of(Operand.vector(-9, 9), 0.0), "NDNN.relu6");
    t.unary("Activations.relu6", -9, 9, Activations::relu6, "Transforms.relu6");
    t.call("Activations.leakyRelu", SupportTable.SAME, (a, in) -> Activations.leakyRelu(a, in.x(), in.number(0)),
        List.of(ANY, 0.1), "NDNN.leakyRelu");
    t.call("Activations.leakyRelu", SupportTable.SAME, (a, in) -> Activations.leakyRelu(a, in.x(), in.number(0, 0.01)),
        List.of(ANY), "Transforms.leakyRelu");
    t.unary("Function.SIGMOID", -9, 9, (a, x) -> a.apply(Function.SIGMOID, x), "NDNN.sigmoid", "Transforms.sigmoid");
    t.unary("Function.TANH", -4, 4, (a, x) -> a.apply(Function.TANH, x), "NDNN.tanh", "NDMath.tanh",
        "Transforms.tanh");
    t.unary("Op.Relu of Function.TANH", -4, 4, (a, x) -> a.relu(a.apply(Function.TANH, x)), "NDMath.rectifiedTanh");
    t.unary("1.7159·(1 − 1/(1 + y + y² + 1.41645·y⁴)), y = ⅔|x|", -4, 4, NeuralOps::rationalTanh,
        "NDMath.rationalTanh");
    t.unary("Activations.elu", -4, 4, (a, x) -> Activations.elu(a, x, 1), "NDNN.elu", "Transforms.elu");
    t.unary("Activations.selu", -4, 4, Activations::selu, "NDNN.selu");
    t.unary("x·sigmoid(1.702·x)", -4, 4, (a, x) -> a.mul(x, a.apply(Function.SIGMOID, a.mul(x, 1.702))), "NDNN.gelu");
    t.unary("x·(1 + tanh(√(2/π)·(x + (0.044715·x)³)))/2", -4, 4, NeuralOps::preciseGelu, "NDNN.preciseGelu");
    t.unary("Function.SILU", -9, 9, (a, x) -> a.apply(Function.SILU, x), "NDNN.swish");
    t.unary("Function.SOFTPLUS", -9, 9, (a, x) -> a.apply(Function.SOFTPLUS, x), "NDNN.softplus",
        "Transforms.softPlus");
    t.unary("Activations.softsign", -9, 9, Activations::softsign, "NDNN.softsign", "Transforms.softsign");
    t.unary("Activations.logSigmoid", -9, 9, Activations::logSigmoid, "NDNN.logSigmoid");
    t.unary("Activations.hardSigmoid", -4, 4, (a, x) -> Activations.hardSigmoid(a, x, 0.2, 0.5), "NDNN.hardSigmoid",
        "Transforms.hardSigmoid");
    t.unary("Elementwise.clamp", -4, 4, (a, x) -> Elementwise.clamp(a, x, -1, 1), "NDNN.hardTanh",
        "Transforms.hardTanh");
    t.call("Op.Relu", "as x, with the last axis doubled",
        (a, in) -> a.concat(in.lastAxis(), List.of(a.relu(in.x()), a.relu(a.negate(in.x())))), List.of(MATRIX),
        "NDNN.cReLU");
    t.call("Reductions.softmax", SupportTable.SAME, (a, in) -> Reductions.softmax(a, in.x(), in.lastAxis()),
        List.of(MATRIX),
        "NDNN.softmax", "Transforms.softmax");
    t.call("Reductions.logSoftmax", SupportTable.SAME, (a, in) -> Reductions.logSoftmax(a, in.x(), in.lastAxis()),
        List.of(MATRIX), "NDNN.logSoftmax");
    t.unary("Reductions.hardmax", SupportTable.SAME, ANY, (a, x) -> {
      Integer flat = a.reshape(x, a.shape(x).size());
      return a.reshape(Reductions.hardmax(a, flat, 0), a.shape(x));
    }, "NDMath.isMax", "Transforms.isMax");
    t.unsupported("ND4J's own fails; trace it with Activations.prelu", "NDNN", "prelu");
  }

  /** x, if the number below which nothing passes is 0. */
  private static Integer uncut(Arguments in) {
    if (in.number(0) != 0) {
      throw new BadRequestException("A cutoff other than 0 is not supported; use max or thresholdedRelu");
    }
    return in.x();
  }

  private static Values zeros(Shape shape) {
    return Values.of(shape, new double[shape.size()]);
  }

  private static Integer preciseGelu(Algebra<Integer> a, Integer x) {
    Integer small = a.mul(x, 0.044715);
    Integer inner = a.mul(a.add(x, a.mul(a.mul(small, small), small)), Math.sqrt(2 / Math.PI));
    return a.mul(a.mul(x, 0.5), a.add(a.apply(Function.TANH, inner), 1));
  }

  private static Integer rationalTanh(Algebra<Integer> a, Integer x) {
    Integer negative = a.isNegative(x);
    Integer y = a.mul(a.select(negative, a.negate(x), x), 2.0 / 3);
    Integer square = a.mul(y, y);
    Integer sum = a.add(a.add(a.add(y, square), a.mul(a.mul(square, square), 1.41645)), 1);
    Integer size = a.mul(a.sub(1, a.apply(Function.RECIPROCAL, sum)), 1.7159);
    return a.select(negative, a.negate(size), size);
  }

  private static void derivatives(SupportTable t) {
    t.unary("Comparisons", -4, 4, NeuralOps::inside, "NDNN.hardTanhDerivative", "Transforms.hardTanhDerivative");
    SupportTable.Call slope = (a, in) -> {
      double alpha = in.number(0);
      return a.add(a.mul(a.number(a.not(a.isNegative(in.x()))), 1 - alpha), alpha);
    };
    t.call("Op.IsNegative", SupportTable.SAME, slope, List.of(ANY, 0.1), "NDNN.leakyReluDerivative",
        "Transforms.leakyReluDerivative");
    t.unary("s·(1 − s), s = sigmoid(x)", -9, 9, NeuralOps::sigmoidSlope, "Transforms.sigmoidDerivative");
    t.unsupported("ND4J's own fails; trace y·s·(1 − s) for s = sigmoid(x)", "NDNN", "sigmoidDerivative");
    t.unary("1/(1 + |x|)²", -9, 9, (a, x) -> Elementwise.square(a,
        a.apply(Function.RECIPROCAL, a.add(Elementwise.abs(a, x), 1))), "NDNN.softsignDerivative",
        "Transforms.softsignDerivative");
    t.calls("(y − Σ y·s)·s, s = softmax(x)", SupportTable.SAME, (a, in) -> {
      int axis = in.lastAxis();
      Integer s = Reductions.softmax(a, in.get(0), axis);
      return List.of(a.mul(s, a.sub(in.get(1), a.sum(a.mul(in.get(1), s), List.of(axis), true))));
    }, List.of(MATRIX, MATRIX, 1), "NDNN.softmaxDerivative");
    t.binary("y, or y·e^x where x < 0", -4, 4, (a, x, y) -> {
      Integer negative = a.isNegative(x);
      Integer power = a.apply(Function.EXP_NEGATIVE, a.negate(a.relu(a.negate(x))));
      return a.select(negative, a.mul(y, power), y);
    }, "Transforms.eluDerivative");
  }

  private static Integer inside(Algebra<Integer> a, Integer x) {
    Integer one = a.constant(1);
    return a.number(a.and(Comparisons.lessOrEqual(a, x, one), Comparisons.lessOrEqual(a, a.negate(x), one)));
  }

  private static Integer sigmoidSlope(Algebra<Integer> a, Integer x) {
    Integer s = a.apply(Function.SIGMOID, x);
    return a.mul(s, a.sub(1, s));
  }

  private static void layers(SupportTable t) {
    Operand x = Operand.matrix(-2, 2);
    Operand weights = Operand.of(-2, 2, 5, 4);
    Operand bias = Operand.of(-2, 2, 4);
    Recipe.Formula linear = (a, in) -> List.of(a.add(a.matmul(in.get(0), in.get(1)), in.get(2)));
    t.calls("Op.Product, Op.Add", "m×k and k×n give m×n", linear, List.of(x, weights, bias), "NDNN.linear");
    t.calls("Op.Product, Op.Add, Op.Relu", "m×k and k×n give m×n",
        (a, in) -> List.of(a.relu(linear.of(a, in).getFirst())), List.of(x, weights, bias), "NDNN.reluLayer");
    t.calls("Op.Add", SupportTable.SAME, (a, in) -> {
      int rank = in.shape(0).rank();
      return List.of(a.add(in.get(0), ConvolutionOps.alongAxis(a, in.get(1), rank, in.flag(0) ? 1 : rank - 1)));
    }, List.of(x, Operand.of(-2, 2, 5), false), "NDNN.biasAdd");
    Values padding = Values.of(Shape.of(2, 2), 1, 0, 0, 2);
    t.call("Structure.Pad", "longer by the padding", (a, in) -> Padding.constant(a, in.x(),
        widths(in, 0), widths(in, 1), in.number(0)), List.of(x, padding, 0.0), "NDNN.pad");
    t.unsupported("ND4J's own fails; trace it with Attention", "NDNN", "dotProductAttention");
    t.unsupported("it takes eight arrays and a mask; trace it with Attention", "NDNN",
        "multiHeadDotProductAttention");
  }

  /** A column of the n×2 matrix of paddings. */
  private static List<Integer> widths(Arguments in, int column) {
    Values padding = in.of(Values.class, 0);
    if (!padding.shape().equals(Shape.of(in.shape(0).rank(), 2))) {
      throw new BadRequestException("A padding of shape " + padding.shape() + " does not fit " + in.shape(0)
          + "; give a row of two numbers for each axis");
    }
    return IntStream.range(0, in.shape(0).rank()).map(i -> (int) padding.data()[2 * i + column]).boxed().toList();
  }

  private static void norms(SupportTable t) {
    Operand images = Operand.images(-2, 2);
    Operand channels = Operand.of(0.5, 2, 2);
    t.calls("(x − mean)·gamma/√(variance + ε) + beta", SupportTable.SAME, (a, in) -> {
      Integer factor = a.mul(a.apply(Function.RSQRT, a.add(in.get(2), in.number(0))), in.get(3));
      int rank = in.shape(0).rank();
      Integer apart = a.sub(in.get(0), ConvolutionOps.alongAxis(a, in.get(1), rank, in.axis()));
      return List.of(a.add(a.mul(apart, ConvolutionOps.alongAxis(a, factor, rank, in.axis())),
          ConvolutionOps.alongAxis(a, in.get(4), rank, in.axis())));
    }, List.of(images, channels, channels, channels, channels, 0.001, new int[]{1}), "NDNN.batchNorm");
    t.unsupported("ND4J's own fails outside SameDiff; trace it with Normalisations", "NDNN", "layerNorm");
    t.call("x/√Σx²", SupportTable.SAME, (a, in) -> a.mul(in.x(),
        a.apply(Function.RSQRT, Reductions.sumSquare(a, in.x(), in.axes(), true))), List.of(ANY),
        "Transforms.unitVec");
    t.unary("(x − mean)/deviation", SupportTable.SAME, MATRIX, (a, x) -> {
      Integer apart = a.sub(x, Reductions.mean(a, x, List.of(0), true));
      return Elementwise.div(a, apart, a.add(Reductions.deviation(a, x, List.of(0), 1, true), 1e-5));
    }, "Transforms.normalizeZeroMeanAndUnitVariance");
    t.call("x·c/max(√Σx², c)", SupportTable.SAME, (a, in) -> clipped(a, in, 1), List.of(MATRIX, 2.0, new int[]{1}),
        "NDMath.clipByNorm");
    t.call("x·c/max(√Σx², c)", SupportTable.SAME, (a, in) -> clipped(a, in, 1), List.of(ANY, 2.0), "NDBase.clipByNorm");
    t.call("x·c/max(√Σx²/n, c)", SupportTable.SAME,
        (a, in) -> clipped(a, in, 1.0 / in.axes().stream().mapToInt(in.shape(0)::dim).reduce(1, (m, n) -> m * n)),
        List.of(MATRIX, 0.5, new int[]{1}), "NDMath.clipByAvgNorm");
  }

  private static Integer clipped(Algebra<Integer> a, Arguments in, double scale) {
    double limit = in.number(0);
    Integer norm = a.mul(Reductions.l2(a, in.x(), in.axes(), true), scale);
    Integer most = a.max(norm, a.constant(limit));
    return a.mul(in.x(), a.mul(a.apply(Function.RECIPROCAL, most), limit));
  }
}
