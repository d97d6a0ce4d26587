package io.parley.plan.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.lowering.Expansion;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each op says of itself, in its type, its expansion, its meaning and its attributes, agrees. */
class OpPropertiesTest {
  private static final int DRAWS = 5;
  private static final int SPREADS = 10;
  /** A bound with one holds for such operands only. */
  private static final Pattern CONDITION = Pattern.compile(" (for|at|within|above) ");
  /** A sum of some such numbers is below 2^(62 − 2f). */
  private static final double SUMMAND = 0x1p26;
  /** And a sum of products of two. */
  private static final double FACTOR = 0x1p12;
  private static final double NORM = 0x1p20;
  /** Of doubles. */
  private static final double ROUNDING = 1e-9;

  static List<OpSample> samples() {
    return OpSamples.all();
  }

  static List<OpSample> surfaceSamples() {
    return samples().stream().filter(sample -> sample.plan().level() == Level.SURFACE).toList();
  }

  private static Values output(Map<String, Values> outputs) {
    return Objects.requireNonNull(outputs.get(OpSample.OUTPUT));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void make_ofItsValues_isTheOp(OpSample sample) {
    assertThat(Vocabulary.schema(sample.op()).make(Vocabulary.values(sample.op()))).isEqualTo(sample.op());
  }

  @ParameterizedTest
  @MethodSource("surfaceSamples")
  void type_isThatOfTheExpansion(OpSample sample) {
    assertThat(assertTypedAsItsExpansion(sample, type -> type)).isPresent();
    assertThat(assertTypedAsItsExpansion(sample, OpPropertiesTest::published)).isPresent();
    assertTypedAsItsExpansion(sample, OpPropertiesTest::whole);
  }

  /** Axes that are empty, single, doubled or not there. */
  @ParameterizedTest
  @MethodSource("surfaceSamples")
  void type_ofOtherShapes_isThatOfTheExpansion(OpSample sample) {
    for (int axis = 0; axis < 3; axis++) {
      int at = axis;
      for (int length : new int[]{0, 1, 2, 6}) {
        assertTypedAsItsExpansion(sample, type -> type.withShape(with(type.shape(), at, length)));
      }
      assertTypedAsItsExpansion(sample, type -> type.withShape(without(type.shape(), at)));
      assertTypedAsItsExpansion(sample, type -> whole(type.withShape(with(type.shape(), at, 0))));
    }
    assertTypedAsItsExpansion(sample, type -> type.withShape(Shape.of()));
    assertTypedAsItsExpansion(sample, type -> type.withShape(Shape.of(2, 2)));
    assertTypedAsItsExpansion(sample, type -> type.withShape(Shape.of(0, 0)));
  }

  private static Shape with(Shape shape, int axis, int length) {
    int[] dims = shape.dims();
    if (axis < dims.length) {
      dims[axis] = length;
    }
    return Shape.of(dims);
  }

  private static Shape without(Shape shape, int axis) {
    return Shape.of(IntStream.range(0, shape.rank()).filter(i -> i != axis).map(shape::dim).toArray());
  }

  private static TensorType published(TensorType type) {
    return type.isSecret() && type.fractionBits() > 0 ? TensorType.publicly(type.shape(), type.fractionBits()) : type;
  }

  private static TensorType whole(TensorType type) {
    return type.fractionBits() > 0 ? type.withFractionBits(0) : type;
  }

  /** The type of the result, if the op takes operands of these types; what it takes, its expansion takes as well. */
  private static Optional<TensorType> assertTypedAsItsExpansion(OpSample sample, UnaryOperator<TensorType> types) {
    Plan plan;
    try {
      plan = sample.plan(types);
    } catch (BadRequestException e) {
      return Optional.empty();
    }
    int result = plan.outputs().getFirst().node();
    Expansion expansion = Expansion.of(plan);
    TensorType type = plan.node(result).type();
    assertThat(expansion.plan().node(expansion.results().get(result)).type()).isEqualTo(type);
    return Optional.of(type);
  }

  @ParameterizedTest
  @MethodSource("surfaceSamples")
  void meaning_isWhatTheExpansionComputes(OpSample sample) {
    Plan plan = sample.plan();
    Plan expanded = Expansion.of(plan).plan();
    Random random = new Random(7);
    for (int draw = 0; draw < DRAWS; draw++) {
      Map<String, Values> inputs = sample.inputs(random);
      Values meant = output(PlaintextInterpreter.run(plan, inputs));
      Values computed = output(PlaintextInterpreter.run(expanded, inputs));
      assertThat(computed.shape()).isEqualTo(meant.shape());
      assertThat(meant.shape()).isEqualTo(plan.node(plan.outputs().getFirst().node()).type().shape());
      for (int i = 0; i < meant.data().length; i++) {
        assertThat(computed.data()[i]).as("element %d of %s", i, inputs).isCloseTo(meant.data()[i],
            within(1e-6 * Math.max(1, Math.abs(meant.data()[i]))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void fixedPoint_comesAsNearAsTheReferenceStates(OpSample sample) {
    assertNear(sample, OpSample::inputs, DRAWS);
  }

  /** Magnitudes within one tensor differ by up to 2^14, or more where the reference knows no end. */
  @ParameterizedTest
  @MethodSource("samples")
  void fixedPoint_overScale_comesAsNearAsTheReferenceStates(OpSample sample) {
    assertNear(sample, OpSample::spread, SPREADS);
    if (!CONDITION.matcher(Vocabulary.schema(sample.op()).reference().error()).find()) {
      assertNear(sample.upTo(end(sample)), OpSample::spread, SPREADS);
    }
  }

  /** How far an op's operands may go, as its reference states. */
  private static double end(OpSample sample) {
    OpReference reference = Vocabulary.schema(sample.op()).reference();
    String all = reference.error() + reference.edges();
    if (all.contains("2^min(20, 36 − f)")) {
      return NORM;
    }
    return all.contains("2^(62 − 2f)") || sample.op() instanceof Op.Product ? FACTOR : SUMMAND;
  }

  private static void assertNear(OpSample sample, BiFunction<OpSample, Random, Map<String, Values>> draws, int times) {
    Plan plan = sample.plan();
    int bits = plan.node(plan.outputs().getFirst().node()).type().fractionBits();
    OpReference reference = Vocabulary.schema(sample.op()).reference();
    double bound = ReferenceTest.units(reference) * Math.scalb(1.0, -Math.min(bits, SampleOperand.FRACTION_BITS));
    double relative = ReferenceTest.relative(reference, SampleOperand.FRACTION_BITS);
    Random random = new Random(11);
    for (int draw = 0; draw < times; draw++) {
      Map<String, Values> inputs = draws.apply(sample, random);
      Values meant = output(PlaintextInterpreter.run(plan, inputs));
      for (Target target : Target.values()) {
        Plan lowered = plan.isLowered() ? plan : Lowering.lower(plan, target);
        Values got = output(FixedPointInterpreter.run(lowered, inputs));
        assertThat(got.shape()).isEqualTo(meant.shape());
        for (int i = 0; i < got.data().length; i++) {
          int element = i;
          assertThat(got.data()[i]).as(() -> target + ", element " + element + " of " + text(inputs))
              .isCloseTo(meant.data()[i], within(Math.max(bound, relative * Math.abs(meant.data()[i])) + ROUNDING));
        }
      }
    }
  }

  private static Map<String, String> text(Map<String, Values> inputs) {
    Map<String, String> text = new TreeMap<>();
    inputs.forEach((name, values) -> text.put(name, Arrays.toString(values.data())));
    return text;
  }
}
