package io.parley.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.cli.failure.FailedException;
import io.parley.client.Parley;
import io.parley.client.RunOptions;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import io.parley.plan.trace.SecretBits;
import io.parley.plan.trace.SecretTensor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BenchOpsTest {
  private static Parley parley;

  @BeforeAll
  static void start() {
    parley = Parley.local(3);
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  static Stream<BenchOp> ops() {
    return BenchOps.all().stream();
  }

  @ParameterizedTest
  @MethodSource("ops")
  void op_smallSize_givesWhatPlaintextGives(BenchOp op) throws InterruptedException {
    Size size = Size.of(3);
    op.check(size);
    Workload work = op.workload(size);

    Map<String, Values> outputs = parley
        .run(work.plan(), RunOptions.defaults().withProtocol("replicated").withParties(3), work.inputs())
        .outputs();

    work.check(outputs);
    assertThat(get(outputs, "z").data()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("ops")
  void op_wrongOutput_isFound(BenchOp op) {
    Workload work = op.workload(Size.of(2));
    Map<String, Values> wrong = new HashMap<>(work.expected());
    double[] data = get(work.expected(), "z").data().clone();
    data[data.length - 1] += work.tolerance() + 0.01;
    wrong.put("z", Values.of(get(work.expected(), "z").shape(), data));

    assertThatThrownBy(() -> work.check(wrong)).isInstanceOf(FailedException.class)
        .hasMessageContaining(op.name() + " of size 2 gave a wrong value");
  }

  @ParameterizedTest
  @MethodSource("ops")
  void op_itsOwnSizes_areAdmitted(BenchOp op) {
    assertThat(op.sizes()).isNotEmpty().isSorted().allSatisfy(op::check);
  }

  /** Verbs that stand for several ops here, or for one under another name. */
  private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("conv2d", "conv1"),
      Map.entry("lessThan", "less"), Map.entry("greaterThan", "less"), Map.entry("greaterOrEqual", "less-or-equal"),
      Map.entry("equalTo", "equal"), Map.entry("isZero", "equal"), Map.entry("all", "any"), Map.entry("or", "and"),
      Map.entry("maxPool", "maxpool"), Map.entry("averagePool", "avgpool"), Map.entry("maxPool1d", "maxpool"),
      Map.entry("averagePool1d", "avgpool"), Map.entry("maxPool3d", "maxpool"), Map.entry("averagePool3d", "avgpool"),
      Map.entry("toNumber", "bit-to-number"), Map.entry("maxOver", "rowmax"), Map.entry("minOver", "rowmax"),
      Map.entry("argmin", "argmax"), Map.entry("topK", "topk"), Map.entry("take", "lookup"),
      Map.entry("resizeNearest", "resize"), Map.entry("resizeLinear", "resize"), Map.entry("layerNorm", "layernorm"),
      Map.entry("rmsNorm", "rmsnorm"), Map.entry("instanceNorm", "layernorm"), Map.entry("groupNorm", "layernorm"),
      Map.entry("batchNorm", "batchnorm"), Map.entry("convTranspose1d", "conv-transpose"),
      Map.entry("convTranspose2d", "conv-transpose"), Map.entry("multiHeadAttention", "attention"),
      Map.entry("rnn", "lstm"), Map.entry("gru", "lstm"), Map.entry("absoluteError", "abs"),
      Map.entry("huber", "squared-error"), Map.entry("hinge", "relu"), Map.entry("binaryCrossEntropy", "log"),
      Map.entry("sigmoidCrossEntropy", "softplus"), Map.entry("negativeLogLikelihood", "lookup"),
      Map.entry("cosineSimilarity", "l2"));

  @Test
  void everyVerbOfATrace_hasAnOp() {
    Set<String> notComputing = Set.of("shape", "type", "toString", "apply", "of", "tensor");
    Set<String> verbs = Stream.concat(Stream.of(SecretBits.class),
        Stream.<Class<?>>iterate(SecretTensor.class, c -> c != Object.class, Class::getSuperclass))
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic()).map(m -> m.getName())
        .filter(name -> !notComputing.contains(name)).collect(Collectors.toSet());

    assertThat(verbs).hasSizeGreaterThan(20);
    assertThat(BenchOps.all()).extracting(BenchOp::name)
        .containsAll(verbs.stream().map(verb -> NAMES.getOrDefault(verb, hyphenated(verb))).toList());
  }

  private static String hyphenated(String verb) {
    return verb.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  @Test
  void softmax_twoNumbers_areRowsAndColumns() {
    Workload work = BenchOps.byName("softmax").workload(Size.parse("4x7"));

    assertThat(get(work.inputs(), "x").shape().dims()).containsExactly(4, 7);
    assertThat(get(work.expected(), "z").shape().dims()).containsExactly(4, 7);
  }

  @Test
  void matmul_threeNumbers_isRectangular() {
    Workload work = BenchOps.byName("matmul").workload(Size.parse("2x5x3"));

    assertThat(get(work.inputs(), "x").shape().dims()).containsExactly(2, 5);
    assertThat(get(work.expected(), "z").shape().dims()).containsExactly(2, 3);
  }

  @Test
  void argmax_isTheIndexOfTheRowsMaximum() {
    Workload work = BenchOps.byName("argmax").workload(Size.of(50));

    for (int row = 0; row < 50; row++) {
      double[] values = Arrays.copyOfRange(get(work.inputs(), "x").data(), 10 * row, 10 * row + 10);
      double max = Arrays.stream(values).max().orElseThrow();
      assertThat(values[(int) get(work.expected(), "z").data()[row]]).isEqualTo(max);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      mul    | 2x3         | cannot be 2x3. Write one number
      matmul | 2x3         | Write one number, or three
      softmax | 2x3x4      | Write one number, or two
      matmul | 2000000000  | too large for matmul
      share  | 2147483647  | too large for share
      """)
  void check_sizeThatCannotBe_isRefused(String op, String size, String message) {
    assertThatThrownBy(() -> BenchOps.byName(op).check(Size.parse(size))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining(message);
  }

  @Test
  void byName_unknown_saysWhatIsKnown() {
    assertThatThrownBy(() -> BenchOps.byName("unknown")).isInstanceOf(BadRequestException.class)
        .hasMessage("Unknown op 'unknown'. Known: all, " + ops().map(BenchOp::name).collect(Collectors.joining(", ")));
  }

  private static Values get(Map<String, Values> from, String name) {
    return Objects.requireNonNull(from.get(name), name);
  }
}
