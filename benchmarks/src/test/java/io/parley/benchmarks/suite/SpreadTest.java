package io.parley.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void of_oddCount_isTheMiddle() {
    assertThat(Spread.of(List.of(5.0, 1.0, 9.0))).isEqualTo(new Spread(5, 1, 9));
  }

  @Test
  void of_evenCount_isTheMeanOfTheMiddleTwo() {
    assertThat(Spread.of(List.of(4.0, 1.0, 9.0, 2.0))).isEqualTo(new Spread(3, 1, 9));
  }

  @Test
  void of_one_isThatOne() {
    assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
  }

  @Test
  void overlaps_touchingRanges_do() {
    assertThat(new Spread(1, 1, 2).overlaps(new Spread(3, 2, 4))).isTrue();
    assertThat(new Spread(3, 2, 4).overlaps(new Spread(1, 1, 2))).isTrue();
    assertThat(new Spread(1, 1, 2).overlaps(new Spread(3, 2.1, 4))).isFalse();
    assertThat(new Spread(3, 2.1, 4).overlaps(new Spread(1, 1, 2))).isFalse();
  }

  @Test
  void medianOutsideTheRange_cannotBe() {
    assertThatThrownBy(() -> new Spread(5, 1, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Spread(Double.NaN, 1, 4)).isInstanceOf(IllegalArgumentException.class);
  }
}
