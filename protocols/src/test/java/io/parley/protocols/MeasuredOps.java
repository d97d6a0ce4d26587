package io.parley.protocols;

import static io.parley.protocols.MeasuredOp.Input.real;
import static io.parley.protocols.MeasuredOp.Input.whole;

import io.parley.plan.trace.SecretTensor;
import io.parley.protocols.MeasuredOp.Input;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The ops of docs/functions.md that are no functions of one number: elementwise ones and those along an axis. */
final class MeasuredOps {
  static final String SOFTMAX = "softmax over 10";
  private static final int POINTS = 20_000;
  private static final int ROWS = 2000;
  private static final int TEN = 10;
  private static final int SIXTEEN = 16;
  private static final String ALL = "all";

  private MeasuredOps() {}

  static List<MeasuredOp> all() {
    return Stream.of(arithmetic(), choices(), activations(), alongTen(), ranks(), MeasuredLayers.all())
        .flatMap(List::stream).toList();
  }

  private static MeasuredOp unary(String name, String method, String domain, double from, double to,
      UnaryOperator<SecretTensor> of) {
    return new MeasuredOp(name, method, domain, List.of(real(from, to, POINTS)), in -> of.apply(in.getFirst()));
  }

  private static MeasuredOp binary(String name, String method, String domain, Input x, Input y,
      BinaryOperator<SecretTensor> of) {
    return new MeasuredOp(name, method, domain, List.of(x, y), in -> of.apply(in.get(0), in.get(1)));
  }

  private static List<MeasuredOp> arithmetic() {
    return List.of(
        binary("x / y", "x times 1/u, for y = u·2^s; then 2^−s", "all; 0 where y is",
            real(-10, 10, POINTS),
            real(0.1, 100, POINTS), SecretTensor::div),
        unary("x^3", "repeated squaring", ALL, -5, 5, x -> x.pow(3)),
        unary("x^−2", "a reciprocal, squared", "x ≠ 0", 0.5, 10, x -> x.pow(-2)),
        unary("x^1.7", "e^(1.7·ln x)", "x > 0", 0.1, 10, x -> x.pow(1.7)),
        binary("x^y", "e^(y·ln x)", "x > 0", real(0.5, 4, POINTS), real(-1, 2, POINTS), SecretTensor::power),
        unary("\\|x\\|", "2·max(x, 0) − x", ALL, -100, 100, SecretTensor::abs),
        unary("sign", "two comparisons at a time", ALL, -2, 2, SecretTensor::sign),
        unary("ceil", "−floor(−x)", ALL, -100, 100, SecretTensor::ceil),
        unary("round", "two floors at a time, then a comparison, for ties", ALL, -100, 100, SecretTensor::round),
        unary("x mod 2.5", "quotients of what is left, then three comparisons at a time", "\\|x/2.5\\| < 2^(62 − 2f)",
            -100, 100,
            x -> x.mod(2.5)));
  }

  private static List<MeasuredOp> choices() {
    Input x = real(-100, 100, POINTS);
    Input some = whole(-3, 3, POINTS);
    return List.of(
        binary("min, max", "a comparison of x − y, and a mask", ALL, x, x, SecretTensor::max),
        unary("clamp to [−1, 2]", "two comparisons and masks at a time", ALL, -4, 4, v -> v.clamp(-1, 2)),
        binary("x < y", "a comparison of x − y", ALL, x, x, (u, v) -> u.lessThan(v).toNumber()),
        binary("x = y", "two comparisons of x − y at a time", ALL, some, some, (u, v) -> u.equalTo(v).toNumber()),
        new MeasuredOp("x < 0 ? y : z", "a comparison, and a mask of y − z", ALL, List.of(x, x, x),
            in -> in.getFirst().lessThan(0).select(in.get(1), in.get(2))));
  }

  private static List<MeasuredOp> activations() {
    return List.of(
        unary("ReLU", "a comparison and a mask", ALL, -8, 8, SecretTensor::relu),
        unary("leaky ReLU", "ReLU, and a public factor", ALL, -8, 8, x -> x.leakyRelu(0.01)),
        binary("PReLU", "ReLU, and a product", ALL, real(-8, 8, POINTS), real(0, 1, POINTS), SecretTensor::prelu),
        unary("ELU", "e^min(x, 0), and ReLU", ALL, -8, 8, x -> x.elu(1)),
        unary("SELU", "as ELU", ALL, -8, 8, SecretTensor::selu),
        unary("softsign", "a reciprocal of 1 + \\|x\\|", ALL, -8, 8, SecretTensor::softsign),
        unary("mish", "x·tanh(softplus x)", ALL, -8, 8, SecretTensor::mish),
        unary("hard sigmoid", "a clamp of x/6 + ½", ALL, -8, 8, x -> x.hardSigmoid(1.0 / 6, 0.5)),
        unary("hard swish", "x times that", ALL, -8, 8, SecretTensor::hardSwish));
  }

  private static MeasuredOp ten(String name, String method, String domain, UnaryOperator<SecretTensor> of) {
    return new MeasuredOp(name, method, domain, List.of(real(-8, 8, ROWS, TEN)), in -> of.apply(in.getFirst()));
  }

  private static List<MeasuredOp> alongTen() {
    String sums = "sums < 2^(62 − 2f)";
    String norms = "numbers < 2^min(20, 36 − f)";
    return List.of(
        ten(SOFTMAX, "e^(x − max)/Σ e^(x − max)", ALL, x -> x.softmax(1)),
        ten("log-softmax over 10", "x − max − ln Σ e^(x − max)", ALL, x -> x.logSoftmax(1)),
        ten("log-sum-exp over 10", "max + ln Σ e^(x − max)", ALL, x -> x.logSumExp(1)),
        ten("max, min over 10", "maxima of pairs, in ⌈log2 n⌉ steps", ALL, x -> x.maxOver(1)),
        ten("argmax, argmin over 10", "as the maximum, with the index along", ALL, x -> x.argmax(1)),
        ten("sum over 10", "local", sums, x -> x.sum(1)),
        ten("mean over 10", "a public factor", sums, x -> x.mean(1)),
        ten("variance over 10", "the mean of the squares of x − mean", norms, x -> x.variance(1)),
        ten("deviation over 10", "its root", norms, x -> x.deviation(1)),
        ten("L1 norm over 10", "Σ\\|x\\|", sums, x -> x.l1(1)),
        ten("L2 norm over 10", "√Σx²", norms, x -> x.l2(1)),
        ten("standardise over 10", "(x − mean)·(variance + 10⁻³)^−½", norms, x -> x.standardise(1e-3, 1)),
        ten("cumulative sum over 10", "local", sums, x -> x.cumsum(1)),
        new MeasuredOp("product over 10", "products of pairs, in ⌈log2 n⌉ steps", "products < 2^(62 − 2f)",
            List.of(real(0.5, 1.5, ROWS, TEN)), in -> in.getFirst().prod(1)));
  }

  private static List<MeasuredOp> ranks() {
    Input rows = real(-100, 100, ROWS, SIXTEEN);
    Input indices = whole(0, TEN - 1, ROWS);
    return List.of(
        new MeasuredOp("sort of 16", "Batcher's network", ALL, List.of(rows), in -> in.getFirst().sort(1)),
        new MeasuredOp("median of 16", "sort", ALL, List.of(rows), in -> in.getFirst().median(1)),
        new MeasuredOp("top 4 of 16: values", "as sort, with the indices along", ALL, List.of(rows),
            in -> in.getFirst().topK(4, 1).values()),
        new MeasuredOp("one-hot of 10", "comparisons with each index at a time", "0 ≤ x < 10", List.of(indices),
            in -> in.getFirst().oneHot(TEN)),
        binary("gather 1 of 10 by secret index", "a product with the one-hot", "0 ≤ index < 10",
            real(-100, 100, ROWS, TEN), whole(0, TEN - 1, ROWS, 1), (x, i) -> x.take(i, 1)));
  }
}
