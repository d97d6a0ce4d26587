package io.parley.benchmarks.suite;

import static io.parley.benchmarks.suite.OpPlans.COUNTS;
import static io.parley.benchmarks.suite.OpPlans.EXACT;
import static io.parley.benchmarks.suite.OpPlans.LARGE;
import static io.parley.benchmarks.suite.OpPlans.op;
import static io.parley.benchmarks.suite.OpPlans.x;
import static io.parley.benchmarks.suite.OpPlans.y;

import io.parley.plan.trace.SecretTensor;
import java.util.List;
import java.util.function.Function;

/**
 * The functions of elements. Inputs lie within ±8; functions of positive numbers get them 8.125 higher. Tolerances allow
 * for a unit or two more than what is measured in docs/functions.md, which protocols with random truncations need.
 */
final class FunctionOps {
  private static final double ABOVE_ZERO = 8.125;
  /** Of one function with a result of a few units. */
  private static final double NEAR = 5;

  static final List<BenchOp> ALL = List.of(
      function("exp", "e^(x − 6), N times", 14, x -> x.sub(6).exp()),
      function("log", "ln x, N times", NEAR, x -> positive(x).log()),
      function("sqrt", "√x, N times", 12, x -> positive(x).sqrt()),
      function("rsqrt", "1/√x, N times", 8, x -> positive(x).rsqrt()),
      function("reciprocal", "1/x, N times", NEAR, x -> positive(x).reciprocal()),
      op("div", "x/y, N times", COUNTS, 20, (t, n) -> x(t, n).div(positive(y(t, n)))),
      op("floor-div", "⌊x/y⌋, N times", COUNTS, EXACT, (t, n) -> x(t, n).floorDiv(positive(y(t, n)))),
      op("floor-mod", "x − y·⌊x/y⌋, N times", COUNTS, EXACT, (t, n) -> x(t, n).floorMod(positive(y(t, n)))),
      function("mod", "x modulo 3, N times", EXACT, x -> x.mod(3)),
      function("pow", "x³, N times", 16, x -> x.pow(3)),
      op("power", "x^(y/8), N times", LARGE, 120, (t, n) -> positive(x(t, n)).power(y(t, n).mul(0.125))),
      function("square", "x · x, N times", OpPlans.TRUNCATED, SecretTensor::square),
      function("abs", "|x|, N times", EXACT, SecretTensor::abs),
      function("sign", "−1, 0 or 1, N times", EXACT, SecretTensor::sign),
      op("min", "min(x, y), N times", LARGE, EXACT, (t, n) -> x(t, n).min(y(t, n))),
      function("clamp", "x within [−1, 2], N times", EXACT, x -> x.clamp(-1, 2)),
      function("floor", "the whole number below x, N times", EXACT, SecretTensor::floor),
      function("to-integers", "the whole number below x as an integer, N times", EXACT, SecretTensor::toIntegers),
      function("ceil", "the whole number above x, N times", EXACT, SecretTensor::ceil),
      function("round", "the nearest whole number, N times", EXACT, SecretTensor::round),
      function("trunc", "x without fraction, N times", EXACT, SecretTensor::trunc),
      function("sin", "sin x, N times", NEAR, SecretTensor::sin),
      function("cos", "cos x, N times", NEAR, SecretTensor::cos),
      function("erf", "the error function, N times", NEAR, SecretTensor::erf),

      function("sigmoid", "1/(1 + e^−x), N times", NEAR, SecretTensor::sigmoid),
      function("tanh", "tanh x, N times", NEAR, SecretTensor::tanh),
      function("softplus", "ln(1 + e^x), N times", NEAR, SecretTensor::softplus),
      function("gelu", "x·Φ(x), N times", NEAR, SecretTensor::gelu),
      function("silu", "x·sigmoid(x), N times", NEAR, SecretTensor::silu),
      function("leaky-relu", "x or x/100, N times", 3, x -> x.leakyRelu(0.01)),
      op("prelu", "x or y·x, N times", LARGE, 2, (t, n) -> x(t, n).prelu(y(t, n))),
      function("elu", "x or e^x − 1, N times", 6, x -> x.elu(1)),
      function("selu", "scaled elu, N times", 16, SecretTensor::selu),
      function("celu", "x or 2(e^(x/2) − 1), N times", 12, x -> x.celu(2)),
      function("hard-sigmoid", "0.2x + 0.5 within [0, 1], N times", 6, x -> x.hardSigmoid(0.2, 0.5)),
      function("hard-swish", "x·(x/6 + 0.5 within [0, 1]), N times", 40, SecretTensor::hardSwish),
      function("relu6", "x within [0, 6], N times", EXACT, SecretTensor::relu6),
      function("softsign", "x/(1 + |x|), N times", 8, SecretTensor::softsign),
      function("mish", "x·tanh(softplus(x)), N times", 48, SecretTensor::mish),
      function("log-sigmoid", "ln sigmoid(x), N times", NEAR, SecretTensor::logSigmoid),
      function("thresholded-relu", "x above 1, else 0, N times", EXACT, x -> x.thresholdedRelu(1)),
      function("soft-shrink", "x without its part in ±1/2, N times", EXACT, x -> x.softShrink(0.5)),
      function("hard-shrink", "x, or 0 in ±1/2, N times", EXACT, x -> x.hardShrink(0.5)));

  private FunctionOps() {}

  private static BenchOp function(String name, String meaning, double tolerance,
      Function<SecretTensor, SecretTensor> body) {
    return op(name, meaning, COUNTS, tolerance, (t, n) -> body.apply(x(t, n)));
  }

  private static SecretTensor positive(SecretTensor x) {
    return x.add(ABOVE_ZERO);
  }
}
