package io.parley.plan.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attributes that no op can have, or hardly any, one at a time: a plan comes of them, or a refusal, and soon. */
class ImpossibleAttributesTest {
  /** Of the thread, so that it does not matter what else the machine does. */
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int HUGE = 1 << 28;
  private static final List<Integer> INTEGERS = List.of(-1, 0, 2, 7, 99, HUGE, HUGE - 1, -HUGE, Integer.MAX_VALUE,
      Integer.MIN_VALUE);
  private static final List<Double> REALS = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0,
      -1.0, 1e300, 1e-300);
  private static final Set<String> AXES = Set.of("axis", "axes");

  static List<OpSample> samples() {
    return OpSamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void plan_ofStrangeAttributes_isRefusedOrBuilt(OpSample sample) {
    each(sample, attribute -> strange(attribute.kind(), attribute.value()), values -> {
      long start = CLOCK.getCurrentThreadCpuTime();
      try {
        build(sample, values);
      } catch (BadRequestException e) {
        assertThat(e.getMessage()).doesNotContain("null").containsIgnoringCase(sample.name());
      }
      assertThat(CLOCK.getCurrentThreadCpuTime() - start).as("%s of %s", sample.name(), values)
          .isLessThan(SOON.toNanos());
    });
  }

  @ParameterizedTest
  @MethodSource("samples")
  void plan_ofAxesThatAreNot_isRefused(OpSample sample) {
    each(sample, attribute -> AXES.contains(attribute.name()) ? beyond(attribute.value(), -1, 99) : List.of(),
        values -> assertRefused(sample, values));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void plan_ofNotANumber_isRefused(OpSample sample) {
    each(sample, attribute -> switch (attribute.kind()) {
      case REAL -> List.of(Double.NaN);
      case TENSOR -> List.of(filled((Values) attribute.value(), Double.NaN));
      case REALS -> List.of(List.of(Double.NaN), List.of(0.0, Double.NaN));
      case INTEGER, FLAG, WORD, TEXT, INTEGERS -> List.of();
    }, values -> assertRefused(sample, values));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void plan_ofTooFewOrManyOperands_isRefused(OpSample sample) {
    List<SampleOperand> operands = sample.operands();
    if (operands.isEmpty() || List.of("input", "concat", "einsum").contains(sample.name())) {
      return;
    }
    List<SampleOperand> more = new ArrayList<>(operands);
    more.add(operands.getLast());
    for (List<SampleOperand> others : List.of(operands.subList(0, operands.size() - 1), more)) {
      assertThatThrownBy(() -> new OpSample(sample.op(), others).plan()).isInstanceOf(BadRequestException.class)
          .hasMessageContaining(OpSample.OUTPUT).hasMessageContaining(sample.name()).hasMessageContaining("operand");
    }
  }

  /** An attribute of a sample. */
  private record Held(String name, AttributeKind kind, Object value) {}

  private static void each(OpSample sample, java.util.function.Function<Held, List<?>> others,
      Consumer<List<Object>> check) {
    List<Attribute> attributes = Vocabulary.schema(sample.op()).attributes();
    List<Object> values = Vocabulary.values(sample.op());
    for (int i = 0; i < values.size(); i++) {
      Attribute attribute = attributes.get(i);
      for (Object other : others.apply(new Held(attribute.name(), attribute.kind(), values.get(i)))) {
        List<Object> changed = new ArrayList<>(values);
        changed.set(i, other);
        check.accept(changed);
      }
    }
  }

  private static void build(OpSample sample, List<Object> values) {
    sample.plan(Vocabulary.schema(sample.op()).make(values), type -> type);
  }

  private static void assertRefused(OpSample sample, List<Object> values) {
    assertThatThrownBy(() -> build(sample, values)).as("%s of %s", sample.name(), values)
        .isInstanceOf(BadRequestException.class);
  }

  private static List<Object> beyond(Object value, int... axes) {
    List<Object> others = new ArrayList<>();
    for (int axis : axes) {
      others.add(value instanceof Integer ? axis : List.of(axis));
    }
    return others;
  }

  private static List<?> strange(AttributeKind kind, Object value) {
    return switch (kind) {
      case INTEGER -> INTEGERS;
      case REAL -> REALS;
      case FLAG -> List.of(true, false);
      case WORD -> List.of("", "word");
      case TEXT -> List.of("", "->", "ij->", "...", "zzz,zzz", "a,b,c->d", "…→");
      case INTEGERS -> lists((List<?>) value, INTEGERS);
      case REALS -> lists((List<?>) value, REALS);
      case TENSOR -> Stream.concat(REALS.stream().map(x -> filled((Values) value, x)),
          Stream.of(Values.scalar(1), Values.of(Shape.of(0)), Values.of(Shape.of(2, 2, 2), new double[8]))).toList();
    };
  }

  private static List<List<Object>> lists(List<?> value, List<?> elements) {
    List<List<Object>> lists = new ArrayList<>();
    lists.add(List.of());
    lists.add(new ArrayList<>(Collections.nCopies(100, elements.get(1))));
    for (Object element : elements) {
      lists.add(List.of(element));
      List<Object> more = new ArrayList<>(value);
      more.add(element);
      lists.add(more);
      for (int i = 0; i < value.size() && i < 4; i++) {
        List<Object> changed = new ArrayList<>(value);
        changed.set(i, element);
        lists.add(changed);
      }
    }
    return lists;
  }

  private static Values filled(Values like, double value) {
    double[] data = new double[like.shape().size()];
    java.util.Arrays.fill(data, value);
    return Values.of(like.shape(), data);
  }
}
