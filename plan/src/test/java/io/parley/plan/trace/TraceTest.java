package io.parley.plan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceTest {
  private final Trace t = Trace.create("test");

  @Test
  void plan_denseLayer_hasInputsOutputsAndTypes() {
    SecretTensor x = t.secret("x", Shape.of(128, 784));
    SecretTensor w = t.secret("w", Shape.of(784, 10), "party 0");
    PublicTensor b = t.constant(Values.of(Shape.of(10), new double[10]));
    t.reveal("y", x.matmul(w).add(b).relu(), "auditor");

    Plan plan = t.plan();

    assertThat(plan.inputs()).hasSize(2);
    int last = plan.nodes().size() - 1;
    assertThat(plan.node(last).type()).isEqualTo(TensorType.secret(Shape.of(128, 10), 16));
    assertThat(plan.outputs()).containsExactly(new Output("y", last, "auditor"));
  }

  @Test
  void arithmetic_computesWhatItSays() {
    assertResult(x -> x.add(1).sub(0.5).mul(2).negate(), -3, 5, -7);
    assertResult(x -> t.constant(1).sub(x).add(t.constant(2).mul(x)), 2, -2, 4);
    assertResult(x -> x.add(t.constant(1).add(t.constant(2).mul(t.constant(3))).sub(t.constant(4))), 4, 0, 6);
    assertResult(x -> x.mul(x).add(x), 2, 6, 12);
    assertResult(SecretTensor::relu, 1, 0, 3);
    assertResult(x -> x.max(x.negate()), 1, 3, 3);
    assertResult(x -> x.mean().broadcast(3), 1 / 3., 1 / 3., 1 / 3.);
    assertResult(x -> x.concat(0, List.of(x)).slice(-1, 2, 5), 3, 1, -3);
    assertResult(x -> x.pad(0, 1, 1).slice(0, 0, 3), 0, 1, -3);
    assertResult(x -> x.reshape(-1, 1).transpose().reshape(-1), 1, -3, 3);
  }

  @Test
  void comparisons_chooseElementwise() {
    assertResult(x -> x.lessThan(2).and(x.greaterThan(0)).toNumber(), 1, 0, 0);
    assertResult(x -> x.lessThan(0).or(x.greaterThan(2)).toNumber(), 0, 1, 1);
    assertResult(x -> x.lessThan(2).xor(x.lessThan(x.negate())).not().toNumber(), 0, 1, 1);
    assertResult(x -> x.greaterThan(t.constant(0)).select(x, x.mul(10)), 1, -30, 3);
  }

  @Test
  void images_convolveAndPool() {
    Trace trace = Trace.create("images");
    SecretTensor x = trace.secret("x", Shape.of(1, 1, 2, 2));
    PublicTensor kernel = trace.constant(Values.of(Shape.of(1, 1, 2, 2), 1, 10, 100, 1000));
    trace.reveal("conv", x.conv2d(kernel, Conv2dSpec.of(2, 1)));
    trace.reveal("max", x.maxPool(Conv2dSpec.of(2, 2)));
    trace.reveal("mean", x.averagePool(Conv2dSpec.of(2, 2)));

    Map<String, Values> y = PlaintextInterpreter.run(trace.plan(), Map.of("x", Values.of(x.shape(), 1, 2, 3, 4)));

    assertThat(y.values().stream().map(v -> v.data()[0])).containsExactly(4321., 4., 2.5);
  }

  @Test
  void tensorsOfTwoTraces_areNotMixed() {
    SecretTensor x = t.secret("x", Shape.of(2));
    SecretTensor y = Trace.create("other").secret("y", Shape.of(2));

    assertThatThrownBy(() -> x.add(y)).isInstanceOf(BadRequestException.class).hasMessageContaining("another trace");
  }

  @Test
  void mistakes_areBadRequests() {
    SecretTensor x = t.secret("x", Shape.of(2, 3));

    assertThatThrownBy(() -> x.reshape(-1, -1)).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> x.reshape(4, -1)).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> x.slice(2, 0, 1)).isInstanceOf(BadRequestException.class).hasMessageContaining("axis 2");
    assertThatThrownBy(() -> x.slice(0, 0, 5)).isInstanceOf(BadRequestException.class).hasMessageContaining("0:5");
    assertThatThrownBy(() -> x.broadcast(4, 3)).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(t::plan).isInstanceOf(BadRequestException.class);
  }

  private int cases;

  private void assertResult(Function<SecretTensor, SecretTensor> f, double... expected) {
    SecretTensor x = t.secret("x" + cases, Shape.of(3));
    t.reveal("y" + cases, f.apply(x));
    Map<String, Values> inputs = IntStream.rangeClosed(0, cases).boxed()
        .collect(Collectors.toMap(i -> "x" + i, _ -> Values.of(Shape.of(3), 1, -3, 3)));
    Values y = Objects.requireNonNull(PlaintextInterpreter.run(t.plan(), inputs).get("y" + cases));
    assertThat(y.data()).containsExactly(expected);
    cases++;
  }
}
