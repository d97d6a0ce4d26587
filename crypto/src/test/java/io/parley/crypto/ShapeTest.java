package io.parley.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void scalar_hasRankZeroAndSizeOne() {
    assertThat(Shape.of().rank()).isZero();
    assertThat(Shape.of().size()).isOne();
    assertThat(Shape.of().strides()).isEmpty();
  }

  @Test
  void dim_negativeAxis_countsFromTheEnd() {
    Shape shape = Shape.of(2, 3, 5);

    assertThat(shape.dim(-1)).isEqualTo(5);
    assertThat(shape.dim(0)).isEqualTo(2);
    assertThat(shape.strides()).containsExactly(15, 5, 1);
    assertThat(shape.size()).isEqualTo(30);
  }

  @Test
  void dims_ofCallerAndResult_areCopies() {
    // given
    int[] given = {2, 3};
    Shape shape = Shape.of(given);

    // when
    given[0] = 7;
    shape.dims()[1] = 7;

    // then
    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3)).hasToString("[2, 3]");
  }

  @Test
  void broadcast_followsNumPy() {
    assertThat(Shape.broadcast(Shape.of(3, 1, 5), Shape.of(4, 1))).isEqualTo(Shape.of(3, 4, 5));
    assertThat(Shape.broadcast(Shape.of(), Shape.of(2))).isEqualTo(Shape.of(2));
    assertThat(Shape.broadcast(Shape.of(0), Shape.of(1))).isEqualTo(Shape.of(0));
    assertThatThrownBy(() -> Shape.broadcast(Shape.of(2), Shape.of(3))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]").hasMessageContaining("[3]");
    assertThatThrownBy(() -> Shape.broadcast(Shape.of(0), Shape.of(2))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_negativeOrTooLarge_isRefused() {
    assertThatThrownBy(() -> Shape.of(2, -1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, -1]");
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2^31");
    assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30, 1 << 30))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
