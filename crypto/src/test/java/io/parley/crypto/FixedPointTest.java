package io.parley.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointTest {
  private static final FixedPoint F16 = new FixedPoint(16);

  @Property
  void encode_thenDecode_isWithinHalfAUnit(@ForAll @IntRange(min = 8, max = 26) int fractionBits,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
    // given
    FixedPoint fixed = new FixedPoint(fractionBits);

    // when
    double back = fixed.decode(fixed.encode(value));

    // then
    assertThat(Math.abs(back - value)).isLessThanOrEqualTo(Math.scalb(0.5, -fractionBits));
  }

  @Property
  void decode_thenEncode_isTheWord(@ForAll @IntRange(max = 62) int fractionBits, @ForAll int high) {
    // given: words of at most 53 significant bits, which a double holds
    FixedPoint fixed = new FixedPoint(fractionBits);
    long word = (long) high << 20;

    // when, then
    assertThat(fixed.encode(fixed.decode(word))).isEqualTo(word);
  }

  @Property
  void encode_negatedValue_isTheNegatedWord(@ForAll @DoubleRange(min = -1e9, max = 1e9) double value) {
    assertThat(F16.encode(-value)).isEqualTo(-F16.encode(value));
  }

  @Test
  void encode_ties_goToEven() {
    assertThat(F16.encode(0x0.8p-16)).isZero();
    assertThat(F16.encode(0x1.8p-16)).isEqualTo(2);
    assertThat(F16.encode(-0x1.8p-16)).isEqualTo(-2);
    assertThat(F16.encode(0x0.80001p-16)).isOne();
    assertThat(F16.encode(-0.0)).isZero();
    assertThat(F16.encode(Double.MIN_VALUE)).isZero();
  }

  @Test
  void encode_largestValues_fit() {
    double largest = Math.nextDown(0x1p46);
    assertThat(F16.encode(largest)).isEqualTo((1L << 62) - (1L << 9));
    assertThat(F16.encode(-largest)).isEqualTo(-(1L << 62) + (1L << 9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p46, -0x1p46, 1e300, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY})
  void encode_outOfRange_namesValueAndLimit(double value) {
    assertThatThrownBy(() -> F16.encode(value)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value " + value).hasMessageContaining("16 fraction bits")
        .hasMessageContaining("below 2^46");
  }

  @Test
  void encode_array_namesTheIndexOfTheCulprit() {
    assertThatThrownBy(() -> F16.encode(Shape.of(3), new double[]{1, 2, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN at index 2");
  }

  @Test
  void encode_array_encodesEach() {
    // given
    double[] values = {1.5, -2.25, 0};

    // when
    RingTensor encoded = F16.encode(Shape.of(3, 1), values);

    // then
    assertThat(Naive.words(encoded)).containsExactly(98304, -147456, 0);
    assertThat(F16.decode(encoded)).isEqualTo(values);
  }

  @Test
  void fractionBits_outOfRange_areRefused() {
    assertThatThrownBy(() -> new FixedPoint(-1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new FixedPoint(63)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("63");
  }
}
