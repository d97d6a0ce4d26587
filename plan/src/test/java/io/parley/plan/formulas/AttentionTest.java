package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static io.parley.plan.formulas.FormulaRun.random;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttentionTest {
  private static final int QUERIES = 3;
  private static final int KEYS = 5;

  /** Attention of the part of the last axis from an offset on. */
  private static void attend(double[] out, Values q, Values k, Values v, int depth, int offset, double[] mask) {
    int width = q.shape().dim(-1);
    for (int i = 0; i < QUERIES; i++) {
      double[] weights = new double[KEYS];
      double sum = 0;
      for (int j = 0; j < KEYS; j++) {
        double score = 0;
        for (int d = offset; d < offset + depth; d++) {
          score += q.data()[i * width + d] * k.data()[j * width + d];
        }
        weights[j] = Math.exp(score / Math.sqrt(depth) + mask[i * KEYS + j]);
        sum += weights[j];
      }
      for (int d = offset; d < offset + depth; d++) {
        for (int j = 0; j < KEYS; j++) {
          out[i * width + d] += weights[j] / sum * v.data()[j * width + d];
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void scaledDotProduct_withAndWithoutMask_isNear(int depth) {
    Values q = random(-2, 2, 1, QUERIES, depth);
    Values k = random(-2, 2, 1, KEYS, depth);
    Values v = random(-3, 3, 1, KEYS, depth);
    Values causal = Attention.causal(QUERIES, KEYS);
    double[] free = new double[q.data().length];
    double[] masked = new double[q.data().length];
    attend(free, q, k, v, depth, 0, new double[QUERIES * KEYS]);
    attend(masked, q, k, v, depth, 0, causal.data());

    assertCombines(Values.of(q.shape(), free), 20,
        (a, in) -> Attention.scaledDotProduct(a, in.get(0), in.get(1), in.get(2), Optional.empty()), q, k, v);
    assertCombines(Values.of(q.shape(), masked), 20,
        (a, in) -> Attention.scaledDotProduct(a, in.get(0), in.get(1), in.get(2), Optional.of(causal)), q, k, v);
  }

  @Test
  void multiHead_eachHeadSeesItsPart() {
    Values q = random(-2, 2, 1, QUERIES, 8);
    Values k = random(-2, 2, 1, KEYS, 8);
    Values v = random(-3, 3, 1, KEYS, 8);
    Values mask = Attention.visible(Values.of(Shape.of(QUERIES, KEYS), 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1));
    double[] expected = new double[q.data().length];
    attend(expected, q, k, v, 4, 0, mask.data());
    attend(expected, q, k, v, 4, 4, mask.data());

    assertCombines(Values.of(q.shape(), expected), 20,
        (a, in) -> Attention.multiHead(a, in.get(0), in.get(1), in.get(2), 2, Optional.of(mask)), q, k, v);
  }

  @Test
  void multiHead_headsThatDoNotFit_areRefused() {
    Values q = random(-2, 2, 1, QUERIES, 8);
    assertThatThrownBy(() -> FormulaRun.plan(
        (a, in) -> Attention.multiHead(a, in.get(0), in.get(0), in.get(0), 3, Optional.empty()), q))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("multiple of the heads");
  }
}
