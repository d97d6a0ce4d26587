package io.parley.crypto;

import static io.parley.crypto.Naive.words;
import static io.parley.crypto.NaiveWide.MODULUS;
import static io.parley.crypto.NaiveWide.edgy;
import static io.parley.crypto.NaiveWide.edgyWide;
import static io.parley.crypto.NaiveWide.elements;
import static io.parley.crypto.NaiveWide.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WideTensorTest {
  private static final RawAccess RAW = RawAccess.grant();

  private static void check(WideTensor actual, BigInteger[] x, BigInteger[] y, BinaryOperator<BigInteger> op) {
    assertThat(elements(actual))
        .isEqualTo(IntStream.range(0, x.length).mapToObj(i -> op.apply(x[i], y[i]).mod(MODULUS)).toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 1001})
  void everyOperation_isThatOfTheIntegersMod2To128(int size) {
    // given
    Shape shape = Shape.of(size);
    WideTensor x = edgyWide(shape, 1);
    WideTensor y = edgyWide(shape, 2);
    RingTensor z = edgy(shape, 3);

    // when, then
    check(x.add(y), elements(x), elements(y), BigInteger::add);
    check(x.sub(y), elements(x), elements(y), BigInteger::subtract);
    check(x.mul(y), elements(x), elements(y), BigInteger::multiply);
    check(x.add(z), elements(x), elements(z), BigInteger::add);
    check(x.sub(z), elements(x), elements(z), BigInteger::subtract);
    check(x.mul(z), elements(x), elements(z), BigInteger::multiply);
    check(x.addHigh(z), elements(x), elements(z), (a, b) -> a.add(b.shiftLeft(64)));
    check(x.negate(), elements(x), elements(x), (a, _) -> a.negate());
    for (int bits = 0; bits < 128; bits++) {
      int b = bits;
      check(x.shiftLeft(bits), elements(x), elements(x), (a, _) -> a.shiftLeft(b));
    }
  }

  @Test
  void mul_scalar_isUnsigned() {
    // given
    WideTensor x = edgyWide(Shape.of(3, 67), 1);
    long[] words = words(edgy(Shape.of(40), 2));

    for (int i = 0; i + 1 < words.length; i++) {
      Wide scalar = new Wide(words[i], words[i + 1]);

      // when, then
      check(x.mul(scalar.low()), elements(x), elements(x), (a, _) -> a.multiply(value(scalar.low())));
      check(x.mul(scalar), elements(x), elements(x), (a, _) -> a.multiply(value(scalar)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 1000, 1001})
  void inner_addsTheProductsUp(int size) {
    // given
    WideTensor x = edgyWide(Shape.of(size), 1);
    RingTensor coefficients = edgy(Shape.of(size + 5), 2);

    // when
    Wide inner = x.inner(words(coefficients), 4);

    // then
    BigInteger[] c = elements(coefficients);
    BigInteger[] v = elements(x);
    assertThat(value(inner)).isEqualTo(IntStream.range(0, size).mapToObj(i -> c[i + 4].multiply(v[i]))
        .reduce(BigInteger.ZERO, BigInteger::add).mod(MODULUS));
  }

  @Test
  void inner_largestWords_carriesThroughout() {
    // given
    WideTensor x = NaiveWide.allOnesWide(Shape.of(777));
    RingTensor coefficients = NaiveWide.allOnes(Shape.of(777));

    // when
    Wide inner = x.inner(words(coefficients), 0);

    // then
    assertThat(value(inner)).isEqualTo(value(-1).multiply(BigInteger.valueOf(-777)).mod(MODULUS));
  }

  @Test
  void wide_everyOperation_isThatOfTheIntegersMod2To128() {
    // given
    long[] words = words(edgy(Shape.of(400), 1));
    for (int i = 0; i + 3 < words.length; i++) {
      Wide x = new Wide(words[i], words[i + 1]);
      Wide y = new Wide(words[i + 2], words[i + 3]);

      // when, then
      assertThat(value(x.add(y))).isEqualTo(value(x).add(value(y)).mod(MODULUS));
      assertThat(value(x.sub(y))).isEqualTo(value(x).subtract(value(y)).mod(MODULUS));
      assertThat(value(x.mul(y))).isEqualTo(value(x).multiply(value(y)).mod(MODULUS));
      assertThat(x.isZero()).isEqualTo(value(x).signum() == 0);
      assertThat(x.equals(y)).isEqualTo(value(x).equals(value(y)));
    }
    assertThat(Wide.ofUnsigned(-1).add(Wide.ofUnsigned(1))).isEqualTo(new Wide(0, 1))
        .hasSameHashCodeAs(new Wide(0, 1));
  }

  @Test
  void words_holdTheLowPlaneAndThenTheHighOne() {
    // given
    Shape shape = Shape.of(2, 3);
    WideTensor x = edgyWide(shape, 1);

    // when
    long[] words = x.words(RAW);

    // then
    assertThat(words).startsWith(words(x.low())).endsWith(words(x.high())).hasSize(12);
    assertThat(elements(WideTensor.ofWords(shape, words))).isEqualTo(elements(x));
    assertThat(elements(x.reshape(Shape.of(6)))).isEqualTo(elements(x));
  }

  @Test
  void random_drawsTheLowPlaneAndThenTheHighOne() {
    // given
    byte[] bytes = new byte[Seed.BYTES];
    new Random(1).nextBytes(bytes);
    Prg prg = new Prg(Seed.of(bytes));

    // when
    WideTensor x = WideTensor.random(prg.stream(3), Shape.of(5, 7));

    // then
    assertThat(x.words(RAW)).isEqualTo(prg.stream(3).next(70));
  }

  @Test
  void shapesThatDiffer_areRefused() {
    WideTensor x = WideTensor.zeros(Shape.of(2, 3));
    assertThatThrownBy(() -> x.add(WideTensor.zeros(Shape.of(3, 2)))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> x.mul(RingTensor.zeros(Shape.of(6)))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> x.reshape(Shape.of(5))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WideTensor.of(Shape.of(2), new long[2], new long[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WideTensor.ofWords(Shape.of(2), new long[3])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> x.inner(new long[8], 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> x.shiftLeft(128)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void toString_showsNoWords() {
    assertThat(WideTensor.zeros(Shape.of(2))).hasToString("WideTensor[2]");
    assertThat(Wide.ZERO).hasToString("Wide[redacted]");
  }
}
