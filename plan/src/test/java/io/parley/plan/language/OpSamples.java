package io.parley.plan.language;

import static io.parley.plan.language.SampleOperand.apart;
import static io.parley.plan.language.SampleOperand.bits;
import static io.parley.plan.language.SampleOperand.halves;
import static io.parley.plan.language.SampleOperand.integers;
import static io.parley.plan.language.SampleOperand.numbers;
import static io.parley.plan.language.SampleOperand.wholes;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import java.util.List;
import java.util.stream.Stream;

/** Every op of the language at least once, and again where attributes or operands change its rules. */
public final class OpSamples {
  private static final List<Object> NONE = List.of();

  private OpSamples() {}

  public static List<OpSample> all() {
    return Stream.of(core(), structures(), functions(), elementwise(), LayerSamples.all(), LossSamples.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<OpSample> core() {
    Values constant = Values.of(Shape.of(2, 2), 1, -0.5, 0, 100);
    return List.of(
        OpSample.of("input", List.of("x0", "client", List.of()), numbers(-8, 8, 2, 3)),
        OpSample.of("input", List.of("x0", "alice", List.of(0.0, 1.0)), numbers(0, 1)),
        OpSample.of("constant", List.of(constant)),
        OpSample.of("add", NONE, numbers(-8, 8, 2, 3), numbers(-8, 8, 3)),
        OpSample.of("sub", NONE, numbers(-8, 8, 2, 1), numbers(-8, 8, 1, 3)),
        OpSample.of("negate", NONE, numbers(-8, 8, 3)),
        OpSample.of("shiftLeft", List.of(16), integers(-8, 8, 3)),
        OpSample.of("mul", List.of(0), numbers(-8, 8, 2, 3), numbers(-8, 8, 3)),
        OpSample.of("mul", List.of(0), numbers(-8, 8, 2, 3), numbers(-8, 8)),
        OpSample.of("matmul", List.of(0), numbers(-4, 4, 2, 3), numbers(-4, 4, 3, 4)),
        OpSample.of("matmul", List.of(0), numbers(-4, 4, 2, 2, 3), numbers(-4, 4, 3, 4)),
        OpSample.of("matmul", List.of(0), numbers(-4, 4, 2, 2, 3), numbers(-4, 4, 2, 3, 4)),
        OpSample.of("matmul", List.of(0), numbers(-4, 4, 3), numbers(-4, 4, 3)),
        OpSample.of("matmul", List.of(0), numbers(-4, 4, 3), numbers(-4, 4, 2, 3, 4)),
        OpSample.of("matmul", List.of(0), numbers(-4, 4, 2, 2, 3), numbers(-4, 4, 3)),
        OpSample.of("matmul", List.of(0), numbers(-4, 4, 2, 1, 2, 3), numbers(-4, 4, 4, 3, 1)),
        OpSample.of("conv2d",
            List.of(List.of(3, 2), List.of(2, 1), List.of(1, 0, 1, 1), List.of(1, 2), 2, 0),
            numbers(-2, 2, 2, 4, 5, 6), numbers(-1, 1, 6, 2, 3, 2)),
        OpSample.of("rescale", List.of(-4), numbers(-8, 8, 3)),
        OpSample.of("truncate", List.of(4), numbers(-8, 8, 3)),
        OpSample.of("fourierSeries", List.of(16, 4, 30, List.of(0.5, 1.0, -0.25), List.of(0.0, 2.0, 0.5)),
            numbers(-8, 8, 5)),
        OpSample.of("splitExp", List.of(16, 3, 3, 0, 40, 22, -8.0), numbers(0, 6.5, 5)),
        OpSample.of("isNegative", List.of("usual"), numbers(-1, 1, 2, 3)),
        OpSample.of("and", NONE, bits(2, 3), bits(2, 3)),
        OpSample.of("xor", NONE, bits(2, 3), bits(2, 3)),
        OpSample.of("not", NONE, bits(5)),
        OpSample.of("mask", NONE, bits(2, 3), numbers(-8, 8, 3)),
        OpSample.of("bitToRing", NONE, bits(2, 3)),
        OpSample.of("toInteger", NONE, numbers(-8, 8, 6)),
        OpSample.of("relu", NONE, numbers(-8, 8, 2, 3)),
        OpSample.of("max", NONE, numbers(-8, 8, 2, 3), numbers(-8, 8, 2, 1)),
        OpSample.of("select", NONE, bits(2, 3), numbers(-8, 8, 2, 3), numbers(-8, 8, 3)),
        OpSample.of("maxPool", List.of(List.of(2, 3), List.of(1, 2), List.of(1, 1, 0, 1), List.of(1, 1), 1),
            numbers(-2, 2, 1, 2, 4, 5)),
        OpSample.of("averagePool", List.of(List.of(2, 2), List.of(2, 2), List.of(0, 0, 0, 0), List.of(1, 1), 1, true),
            numbers(-2, 2, 1, 2, 4, 4)),
        OpSample.of("averagePool", List.of(List.of(3, 3), List.of(1, 1), List.of(1, 1, 1, 1), List.of(1, 1), 1, false),
            numbers(-2, 2, 1, 2, 4, 4)));
  }

  private static List<OpSample> structures() {
    return List.of(
        OpSample.of("reshape", List.of(List.of(3, 2)), numbers(-8, 8, 6)),
        OpSample.of("transpose", List.of(List.of(2, 0, 1)), numbers(-8, 8, 2, 3, 4)),
        OpSample.of("slice", List.of(List.of(0, 1), List.of(2, 6), List.of(1, 2)), numbers(-8, 8, 3, 7)),
        OpSample.of("concat", List.of(1), numbers(-8, 8, 2, 3), numbers(-8, 8, 2, 1), numbers(-8, 8, 2, 2)),
        OpSample.of("broadcast", List.of(List.of(4, 2, 3)), numbers(-8, 8, 2, 1)),
        OpSample.of("pad", List.of(List.of(1, 0), List.of(0, 2)), numbers(-8, 8, 2, 3)),
        OpSample.of("windowTap",
            List.of(List.of(2, 2), List.of(1, 1), List.of(1, 1, 0, 0), List.of(1, 1), 1, 0, 1, false),
            numbers(-8, 8, 1, 2, 3, 3)),
        OpSample.of("windowTap",
            List.of(List.of(2, 2), List.of(1, 1), List.of(1, 1, 0, 0), List.of(1, 1), 1, 0, 1, true),
            numbers(-8, 8, 1, 2, 3, 3)),
        OpSample.of("sum", List.of(List.of(0, 2), false), numbers(-8, 8, 2, 3, 4)),
        OpSample.of("sum", List.of(List.of(1), true), numbers(-8, 8, 2, 3, 4)));
  }

  private static List<OpSample> functions() {
    return List.of(
        OpSample.of("exp", NONE, numbers(-8, 2, 50)),
        OpSample.of("expNegative", NONE, numbers(-20, 0, 50)),
        OpSample.of("log", NONE, numbers(0.1, 100, 50)),
        OpSample.of("reciprocal", NONE, apart(0.1, 100, 50)),
        OpSample.of("reciprocalAboveOne", NONE, numbers(1, 100, 50)),
        OpSample.of("sqrt", NONE, numbers(0, 100, 50)),
        OpSample.of("rsqrt", NONE, numbers(0.1, 100, 50)),
        OpSample.of("sigmoid", NONE, numbers(-8, 8, 50)),
        OpSample.of("tanh", NONE, numbers(-4, 4, 50)),
        OpSample.of("erf", NONE, numbers(-4, 4, 50)),
        OpSample.of("softplus", NONE, numbers(-8, 8, 50)),
        OpSample.of("gelu", NONE, numbers(-8, 8, 50)),
        OpSample.of("geluTanh", NONE, numbers(-8, 8, 50)),
        OpSample.of("silu", NONE, numbers(-8, 8, 50)),
        OpSample.of("sin", NONE, numbers(-10, 10, 50)),
        OpSample.of("cos", NONE, numbers(-10, 10, 50)),
        OpSample.of("floor", NONE, halves(-100, 100, 50)));
  }

  private static List<OpSample> elementwise() {
    Values divisors = Values.of(Shape.of(3), 3, -2.5, 7);
    return List.of(
        OpSample.of("abs", NONE, numbers(-8, 8, 2, 3)),
        OpSample.of("acos", NONE, numbers(-0.99, 0.99, 50)),
        OpSample.of("acosh", NONE, numbers(1.1, 100, 50)),
        OpSample.of("asin", NONE, numbers(-0.99, 0.99, 50)),
        OpSample.of("asinh", NONE, numbers(-100, 100, 50)),
        OpSample.of("atan", NONE, numbers(-2, 2, 50)),
        OpSample.of("atan", NONE, numbers(-1000, 1000, 50)),
        OpSample.of("atan2", NONE, apart(0.5, 4, 5, 4), apart(0.5, 4, 4)),
        OpSample.of("atan2", NONE, apart(0.5, 4), apart(0.5, 4, 4)),
        OpSample.of("atanh", NONE, numbers(-0.95, 0.95, 50)),
        OpSample.of("ceil", NONE, halves(-100, 100, 50)),
        OpSample.of("celu", List.of(2.0), numbers(-8, 8, 50)),
        OpSample.of("clamp", List.of(-1.5, 2.0), numbers(-4, 4, 50)),
        OpSample.of("clamp", List.of(0.25, 1e30), numbers(-4, 4, 50)),
        OpSample.of("cosh", NONE, numbers(-3, 3, 50)),
        OpSample.of("div", NONE, numbers(-8, 8, 5, 4), apart(1, 8, 4)),
        OpSample.of("overRoot", NONE, numbers(-8, 8, 5, 4), numbers(0.5, 8, 4)),
        OpSample.of("divideBy", List.of(3.0), numbers(-8, 8, 5)),
        OpSample.of("elu", List.of(1.0), numbers(-8, 8, 50)),
        OpSample.of("equal", NONE, wholes(-1, 1, 3, 4), wholes(-1, 1, 4)),
        OpSample.of("floorDiv", NONE, wholes(-50, 50, 5, 4), wholes(1, 9, 4)),
        OpSample.of("floorMod", NONE, wholes(-50, 50, 5, 4), wholes(1, 9, 4)),
        OpSample.of("fmod", NONE, wholes(-50, 50, 4), wholes(1, 9, 5, 1)),
        OpSample.of("greater", NONE, wholes(-1, 1, 3, 4), wholes(-1, 1, 4)),
        OpSample.of("greaterOrEqual", NONE, wholes(-1, 1, 3, 4), wholes(-1, 1, 4)),
        OpSample.of("hardShrink", List.of(0.5), numbers(-2, 2, 50)),
        OpSample.of("hardSigmoid", List.of(0.2, 0.5), numbers(-8, 8, 50)),
        OpSample.of("hardSwish", NONE, numbers(-8, 8, 50)),
        OpSample.of("isZero", NONE, wholes(-1, 1, 3, 4)),
        OpSample.of("leakyRelu", List.of(0.01), numbers(-8, 8, 50)),
        OpSample.of("less", NONE, wholes(-1, 1, 3, 4), wholes(-1, 1, 4)),
        OpSample.of("lessOrEqual", NONE, wholes(-1, 1, 3, 4), wholes(-1, 1, 4)),
        OpSample.of("logSigmoid", NONE, numbers(-8, 8, 50)),
        OpSample.of("min", NONE, numbers(-8, 8, 2, 3), numbers(-8, 8, 3)),
        OpSample.of("mish", NONE, numbers(-8, 8, 50)),
        OpSample.of("mod", List.of(divisors), numbers(-50, 50, 4, 3)),
        OpSample.of("notEqual", NONE, wholes(-1, 1, 3, 4), wholes(-1, 1, 4)),
        OpSample.of("or", NONE, bits(2, 3), bits(2, 3)),
        OpSample.of("pow", List.of(3.0), numbers(-4, 4, 50)),
        OpSample.of("pow", List.of(0.0), numbers(-4, 4, 50)),
        OpSample.of("pow", List.of(0.5), numbers(0.25, 4, 50)),
        OpSample.of("pow", List.of(-2.0), apart(0.5, 4, 50)),
        OpSample.of("pow", List.of(2.2), numbers(0.25, 4, 50)),
        OpSample.of("power", NONE, numbers(0.5, 4, 5, 4), numbers(-2, 2, 4)),
        OpSample.of("prelu", NONE, numbers(-8, 8, 5, 4), numbers(0, 1, 4)),
        OpSample.of("relu6", NONE, numbers(-8, 8, 50)),
        OpSample.of("rem", List.of(divisors), numbers(-50, 50, 4, 3)),
        OpSample.of("remainder", NONE, wholes(-50, 50, 5, 4), wholes(1, 9, 4)),
        OpSample.of("round", NONE, halves(-100, 100, 50)),
        OpSample.of("round", NONE, numbers(-100, 100, 50)),
        OpSample.of("selu", List.of(1.6732632423543772, 1.0507009873554805), numbers(-8, 8, 50)),
        OpSample.of("sign", NONE, halves(-1, 1, 10)),
        OpSample.of("sinh", NONE, numbers(-3, 3, 50)),
        OpSample.of("softShrink", List.of(0.5), numbers(-2, 2, 50)),
        OpSample.of("softsign", NONE, numbers(-8, 8, 50)),
        OpSample.of("square", NONE, numbers(-8, 8, 50)),
        OpSample.of("tan", NONE, numbers(-1.3, 1.3, 50)),
        OpSample.of("thresholdedRelu", List.of(1.5), numbers(-4, 4, 50)),
        OpSample.of("trunc", NONE, halves(-100, 100, 50)));
  }
}
