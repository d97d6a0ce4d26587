package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cli.data.OutputArray;
import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import io.parley.plan.Values;
import org.junit.jupiter.api.Test;

class DeviationTest {
  @Test
  void of_numbers_findsTheLargestDifferenceAndWhereItIs() {
    Deviation d = Deviation.of(numbers(1, 2, 3, 4, 5, 6.5), numbers(1, 2, 3.25, 4, 5, 7));

    assertThat(d.different()).isEqualTo(2);
    assertThat(d.largest()).isEqualTo(0.5);
    assertThat(d.at()).containsExactly(1, 2);
    assertThat(d.value()).isEqualTo(6.5);
    assertThat(d.plaintext()).isEqualTo(7);
  }

  @Test
  void isBroken_numbers_beyondThePartOfTheLargestOrOfOne() {
    assertThat(Deviation.of(numbers(0.03, 0, 0, 0, 0, 0), numbers(0, 0, 0, 0, 0, 0)).isBroken()).isFalse();
    assertThat(Deviation.of(numbers(0.04, 0, 0, 0, 0, 0), numbers(0, 0, 0, 0, 0, 0)).isBroken()).isTrue();
    assertThat(Deviation.of(numbers(3, 0, 0, 0, 0, 100), numbers(0, 0, 0, 0, 0, 100)).isBroken()).isFalse();
    assertThat(Deviation.of(numbers(4, 0, 0, 0, 0, 100), numbers(0, 0, 0, 0, 0, 100)).isBroken()).isTrue();
  }

  @Test
  void isBroken_integersAndBooleans_areCountedOnly() {
    Deviation d = Deviation.of(new OutputArray("n", Element.INTEGER, Values.of(Shape.of(2), 1, 9)),
        new OutputArray("n", Element.INTEGER, Values.of(Shape.of(2), 1, 2)));

    assertThat(d.different()).isEqualTo(1);
    assertThat(d.isBroken()).isFalse();
  }

  private static OutputArray numbers(double... data) {
    return new OutputArray("y", Element.REAL, Values.of(Shape.of(2, 3), data));
  }
}
