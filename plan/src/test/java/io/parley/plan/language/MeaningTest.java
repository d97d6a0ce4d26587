package io.parley.plan.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ops mean for numbers that are finer, smaller or larger than those of fixed point. */
class MeaningTest {
  private static final double FINE = 0x1p-40;

  private static double[] meaning(String op, List<?> attributes, double... x) {
    return PlaintextInterpreter.evaluate(Vocabulary.named(op).orElseThrow().make(attributes),
        List.of(Values.of(Shape.of(x.length), x))).data();
  }

  @Test
  void sorts_tellNumbersApartThatFixedPointDoesNot() {
    double[] x = {1 + FINE, 1, 1 + 2 * FINE, 1};
    assertThat(meaning("stableSort", List.of(0, false, "indices"), x)).containsExactly(1, 3, 0, 2);
    assertThat(meaning("stableSort", List.of(0, true, "values"), x)).containsExactly(x[2], x[0], 1, 1);
    assertThat(meaning("topK", List.of(2, 0, true, "indices"), x)).containsExactly(2, 0);
    assertThat(meaning("argmin", List.of(0, true), x)).containsExactly(3);
  }

  @Test
  void sorts_takeBothZerosForEqual() {
    assertThat(meaning("stableSort", List.of(0, false, "indices"), 0.0, -0.0, 0.0)).containsExactly(0, 1, 2);
  }

  @Test
  void round_isExactBesideTies() {
    assertThat(meaning("round", List.of(), 2.5, 2.5 + FINE, 3.5 - FINE, -0.5)).containsExactly(2, 3, 3, 0);
  }

  @Test
  void clamp_keepsBoundsBeyondFixedPoint() {
    assertThat(meaning("clamp", List.of(-1e12, 1e12), -1e15, 5, 1e15)).containsExactly(-1e12, 5, 1e12);
  }

  @Test
  void unitNorm_ofSmallNumbers_hasLengthOne() {
    assertThat(meaning("unitNorm", List.of(0, 0.0), 3e-9, 4e-9)).containsExactly(0.6, 0.8);
    assertThat(meaning("unitNorm", List.of(0, 0.0), 0, 0)).containsExactly(0, 0);
  }
}
