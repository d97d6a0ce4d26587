package io.parley.plan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Integers and booleans beside fixed point, and the ways between them. */
class IntegersTest {
  private static final double LARGE = 1L << 50;

  /** The result for x, in the clear and in the ring; both agree. */
  private static double[] run(Function<SecretTensor, SecretTensor> body, boolean integers, double... x) {
    Trace trace = Trace.create("plan");
    Shape shape = Shape.of(x.length);
    trace.reveal("y", body.apply(integers ? trace.secretIntegers("x", shape) : trace.secret("x", shape)));
    Map<String, Values> inputs = Map.of("x", Values.of(shape, x));
    double[] expected = output(PlaintextInterpreter.run(trace.plan(), inputs));
    for (Target target : Target.values()) {
      Plan lowered = Lowering.lower(trace.plan(), target);
      assertThat(output(FixedPointInterpreter.run(lowered, inputs))).as(target.name()).isEqualTo(expected);
    }
    return expected;
  }

  private static double[] output(Map<String, Values> outputs) {
    return Objects.requireNonNull(outputs.get("y")).data();
  }

  @Test
  void integers_beyondFixedPoint_areExact() {
    assertThat(run(x -> x.add(1).mul(2).sub(x), true, LARGE, -LARGE, 7)).containsExactly(LARGE + 2, 2 - LARGE, 9);
    assertThat(run(x -> x.mul(x), true, 1 << 25, -3)).containsExactly(1L << 50, 9);
    assertThat(run(x -> x.sum(0), true, LARGE, LARGE, -1)).containsExactly(2 * LARGE - 1);
  }

  @Test
  void integers_compare() {
    assertThat(run(x -> x.lessThan(5).toIntegers(), true, LARGE, 4, 5)).containsExactly(0, 1, 0);
    assertThat(run(x -> x.greaterThan(4).select(x, x.mul(0)), true, LARGE, 4, 5)).containsExactly(LARGE, 0, 5);
  }

  @Test
  void casts_roundDown_andBack() {
    assertThat(run(SecretTensor::toIntegers, false, 2.75, -2.25, 3)).containsExactly(2, -3, 3);
    assertThat(run(x -> x.toNumber().mul(0.5), true, 3, -5)).containsExactly(1.5, -2.5);
    assertThat(run(x -> x.mul(0.5).toIntegers().toNumber().add(0.25), false, 7, -7)).containsExactly(3.25, -3.75);
  }

  @Test
  void booleans_areInputs() {
    Trace trace = Trace.create("plan");
    SecretBits a = trace.secretBits("a", Shape.of(4));
    SecretBits b = trace.secretBits("b", Shape.of(4));
    trace.reveal("y", a.and(b.not()).toIntegers());
    Map<String, Values> inputs = Map.of("a", Values.of(Shape.of(4), 0, 0, 1, 1), "b",
        Values.of(Shape.of(4), 0, 1, 0, 1));

    assertThat(output(FixedPointInterpreter.run(Lowering.lower(trace.plan()), inputs))).containsExactly(0, 0, 1, 0);
  }

  @Test
  void integers_thatAreNotWhole_areRefused() {
    assertThatThrownBy(() -> run(x -> x.add(1), true, 3, 0.5)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("Input 'x' holds 0.5, but takes integers");
  }

  @Test
  void integers_meetingNumbers_areRefused() {
    Trace trace = Trace.create("plan");
    SecretTensor n = trace.secretIntegers("n", Shape.of(2));
    SecretTensor x = trace.secret("x", Shape.of(2));

    assertThatThrownBy(() -> n.add(x)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("int").hasMessageContaining("operands need the same fraction bits");
    assertThatThrownBy(() -> n.mul(0.5)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("holds 0.5 among integers").hasMessageContaining("convert the integers to numbers");
    assertThatThrownBy(n::exp).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("convert the integers to numbers");
  }

  @Test
  void oneHot_ofIntegers_isIntegers() {
    assertThat(run(x -> x.oneHot(3), true, 2, 0, 7, -1)).containsExactly(0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(run(x -> x.oneHot(2).mul(5), true, LARGE, 1)).containsExactly(0, 0, 0, 5);
  }

  @Test
  void lookup_tableAndIndicesOfAnyTypes_takesTheRows() {
    assertThat(run(x -> numbers(x).lookup(x), true, 2, 0, 9)).containsExactly(2.5, -1, 0.25, 1.5, 0, 0);
    assertThat(run(x -> x.lookup(x.slice(0, 0, 2)), true, 2, 0, LARGE)).containsExactly(LARGE, 2);
    assertThat(run(x -> x.toIntegers().lookup(x), false, 1.75, 0, 2.25)).containsExactly(2, 1, 2);
  }

  @Test
  void take_tensorAndIndicesOfAnyTypes_takesTheElements() {
    assertThat(run(x -> numbers(x).take(x.reshape(1, 2), 0), true, 2, 1)).containsExactly(2.5, 3);
    assertThat(run(x -> x.take(x.slice(0, 0, 2), 0), true, 2, 0, LARGE)).containsExactly(LARGE, 2);
    assertThat(run(x -> x.toIntegers().take(x, 0), false, 1.75, 0, 2.25)).containsExactly(2, 1, 2);
  }

  /** 0.25, 1.5; 0.5, 3; 2.5, −1. */
  private static SecretTensor numbers(SecretTensor ofTrace) {
    PublicTensor table = ofTrace.trace.constant(Values.of(Shape.of(3, 2), 0.25, 1.5, 0.5, 3, 2.5, -1));
    return ofTrace.sum().toNumber().mul(0).broadcast(3, 2).add(table);
  }

  @Test
  void quotientsAndMeansOfIntegers_areNumbers() {
    assertThat(run(x -> x.mean(), true, 1, 2, 4, -1)).containsExactly(1.5);
    assertThat(run(x -> x.variance(), true, 1, 3)).containsExactly(1);
    assertThat(run(x -> x.div(4), true, 3, -6)).containsExactly(0.75, -1.5);
    assertThat(Trace.create("plan").integers(Values.of(Shape.of(2), 1, 2)).mean().type().isInteger()).isFalse();
  }

  /** As near as a division comes. */
  @Test
  void quotientsOfTwoTensors_ofAnyTypes_areNumbers() {
    Trace trace = Trace.create("plan");
    SecretTensor n = trace.secretIntegers("n", Shape.of(2));
    SecretTensor x = trace.secret("x", Shape.of(2));
    trace.reveal("y", n.div(x).concat(0, List.of(x.div(n), n.div(n.add(1)), n.div(trace.integers(Values.scalar(8))))));
    Map<String, Values> inputs = Map.of("n", Values.of(Shape.of(2), 3, 5), "x", Values.of(Shape.of(2), 0.5, 2));

    double[] y = output(FixedPointInterpreter.run(Lowering.lower(trace.plan()), inputs));

    assertThat(y).containsExactly(new double[]{6, 2.5, 1 / 6., 0.4, 0.75, 5 / 6., 3 / 8., 5 / 8.}, within(0x1p-12));
  }

  /** Of every size and sign, as Java's floorMod; 0 is added since doubles have a negative one. */
  @Test
  void mod_ofIntegers_isExact() {
    Random random = new Random(5);
    double[] values = random.doubles(200, 0, 30).map(e -> Math.floor(Math.pow(2, e)) * (random.nextBoolean() ? 1 : -1))
        .toArray();
    for (int m : new int[]{1, 2, 3, 7, -7, 1000, 65_536}) {
      assertThat(run(x -> x.mod(m).add(0), true, values)).as("mod %d", m).containsExactly(DoubleStream.of(values)
          .map(x -> Math.floorMod((long) x, (long) m)).toArray());
    }
  }

  @Test
  void mod_ofIntegersByNoWholeNumber_isRefused() {
    SecretTensor n = Trace.create("plan").secretIntegers("n", Shape.of(2));

    assertThatThrownBy(() -> n.mod(0.5)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("Integers have remainders of whole numbers but 0, not of 0.5");
    assertThatThrownBy(() -> n.mod(0)).isInstanceOf(BadRequestException.class).hasMessageContaining("not of 0.0");
  }
}
