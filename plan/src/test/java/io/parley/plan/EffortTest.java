package io.parley.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.formulas.Inverse;
import io.parley.plan.lowering.Lowering;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class EffortTest {
  private static Plan inverse(int n) {
    PlanBuilder builder = PlanBuilder.create("inverse", Level.SURFACE);
    int x = builder.input("x", Plan.CLIENT, TensorType.secret(Shape.of(n, n), 16));
    builder.output("y", builder.add("y", new Inverse(), x), Plan.CLIENT);
    return builder.build();
  }

  @Test
  void lower_withinEnough_isAsWithout() {
    Plan plan = inverse(8);

    assertThat(Effort.ofHeap(1L << 30).spend(() -> Lowering.lower(plan))).isEqualTo(Lowering.lower(plan));
  }

  @Test
  void lower_moreNodesThanAllowed_isRefused() {
    Plan plan = inverse(8);

    assertThatThrownBy(() -> Effort.of(100, 1 << 20).spend(() -> Lowering.lower(plan)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("more than 100 nodes");
  }

  @Test
  void lower_moreConstantsThanAllowed_isRefused() {
    Plan plan = inverse(64);

    assertThatThrownBy(() -> Effort.of(1 << 20, 1000).spend(() -> Lowering.lower(plan)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("constants of more than 1000 elements");
  }

  @Test
  void lower_ofWhomNobodyWaitsFor_ends() {
    Plan plan = inverse(8);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> Effort.ofHeap(1L << 30).spend(() -> Lowering.lower(plan)))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void constant_moreElementsThanAnyTensorHas_isRefused() {
    assertThatThrownBy(() -> Effort.constant(1L << 29)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("2^28 elements at most");
  }

  @Test
  void input_moreElementsThanAnyTensorHas_isRefused() {
    PlanBuilder builder = PlanBuilder.create("large", Level.SURFACE);

    assertThatThrownBy(() -> builder.input("x", Plan.CLIENT, TensorType.secret(Shape.of(1 << 29), 16)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("2^28 elements at most");
  }

  @Test
  void add_concatOfAxesThatNoIntHolds_isRefused() {
    PlanBuilder builder = PlanBuilder.create("long", Level.SURFACE);
    int x = builder.input("x", Plan.CLIENT, TensorType.secret(Shape.of(1 << 28, 0), 16));

    assertThatThrownBy(() -> builder.add("y", new Op.Rearrange(new Structure.Concat(0)), List.of(x, x, x, x, x, x, x, x,
        x))).isInstanceOf(BadRequestException.class).hasMessageContaining("2147483648 is longer than any can be");
  }
}
