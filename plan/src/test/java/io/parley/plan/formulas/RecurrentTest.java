package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static io.parley.plan.formulas.FormulaRun.random;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import io.parley.plan.formulas.Recurrent.GruGates;
import io.parley.plan.formulas.Recurrent.LstmGates;
import io.parley.plan.formulas.Recurrent.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrentTest {
  private static final int STEPS = 4;
  private static final int BATCH = 2;
  private static final int INPUTS = 3;
  private static final int UNITS = 2;
  private static final double ULPS = 60;

  private final Values x = random(-2, 2, STEPS, BATCH, INPUTS);
  private final Values start = random(-1, 1, BATCH, UNITS);
  private final Values cell = random(-1.5, 1.5, BATCH, UNITS);

  private static Values[] weights(int gates) {
    int rows = gates * UNITS;
    return new Values[]{random(-1, 1, rows, INPUTS), random(-0.75, 0.75, rows, UNITS), random(-0.5, 0.5, rows),
        random(-0.25, 0.25, rows)};
  }

  private static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }

  /** Row r of weights times a vector, plus a bias. */
  private static double dot(Values w, Values bias, int r, double[] v, int from, int length) {
    double sum = bias.data()[r];
    for (int i = 0; i < length; i++) {
      sum += w.data()[r * length + i] * v[from + i];
    }
    return sum;
  }

  private interface Step {
    /** The next state of unit u, from W·x + b and U·h + b of each of its gates. */
    double next(double[] fromInput, double[] fromState, int n, int u, double[] h);
  }

  /** All states of one direction. */
  private Values run(Values[] w, int gates, boolean reverse, Step step) {
    double[] all = new double[STEPS * BATCH * UNITS];
    double[] h = start.data().clone();
    for (int i = 0; i < STEPS; i++) {
      int t = reverse ? STEPS - 1 - i : i;
      double[] next = new double[h.length];
      for (int n = 0; n < BATCH; n++) {
        for (int u = 0; u < UNITS; u++) {
          double[] fromInput = new double[gates];
          double[] fromState = new double[gates];
          for (int g = 0; g < gates; g++) {
            fromInput[g] = dot(w[0], w[2], g * UNITS + u, x.data(), (t * BATCH + n) * INPUTS, INPUTS);
            fromState[g] = dot(w[1], w[3], g * UNITS + u, h, n * UNITS, UNITS);
          }
          next[n * UNITS + u] = step.next(fromInput, fromState, n, u, h);
        }
      }
      h = next;
      System.arraycopy(h, 0, all, t * BATCH * UNITS, h.length);
    }
    return Values.of(Shape.of(STEPS, BATCH, UNITS), all);
  }

  private static Weights<Integer> weights(List<Integer> in) {
    return new Weights<>(in.get(2), in.get(3), in.get(4), in.get(5));
  }

  private Values[] with(Values[] w, Values... more) {
    Values[] all = new Values[2 + w.length + more.length];
    all[0] = x;
    all[1] = start;
    System.arraycopy(w, 0, all, 2, w.length);
    System.arraycopy(more, 0, all, 2 + w.length, more.length);
    return all;
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void rnn_eitherDirection_isNear(boolean reverse) {
    Values[] w = weights(1);
    assertCombines(run(w, 1, reverse, (i, s, n, u, h) -> Math.max(0, i[0] + s[0])), ULPS,
        (a, in) -> Recurrent.rnn(a, in.get(0), weights(in), in.get(1), Recurrent.Activation.RELU, reverse).all(),
        with(w));
  }

  @ParameterizedTest
  @CsvSource({"ZRH, true, false", "RZH, true, true"})
  void gru_resetAfterTheProduct_isNear(GruGates gates, boolean resetAfter, boolean reverse) {
    int z = gates == GruGates.ZRH ? 0 : 1;
    Values[] w = weights(3);
    Values expected = run(w, 3, reverse, (i, s, n, u, h) -> {
      double update = sigmoid(i[z] + s[z]);
      double reset = sigmoid(i[1 - z] + s[1 - z]);
      return (1 - update) * Math.tanh(i[2] + reset * s[2]) + update * h[n * UNITS + u];
    });
    assertCombines(expected, ULPS, (a, in) -> Recurrent
        .gru(a, in.get(0), weights(in), in.get(1), gates, resetAfter, reverse).all(), with(w));
  }

  @Test
  void gru_resetBeforeTheProduct_isNear() {
    Values[] w = weights(3);
    Values expected = run(w, 3, false, (i, s, n, u, h) -> {
      double update = sigmoid(i[0] + s[0]);
      double[] kept = new double[UNITS];
      for (int k = 0; k < UNITS; k++) {
        double fromState = dot(w[1], w[3], UNITS + k, h, n * UNITS, UNITS);
        // The resets of all units are needed, not that of u alone.
        kept[k] = sigmoid(resetInput(w, n, k) + fromState) * h[n * UNITS + k];
      }
      return (1 - update) * Math.tanh(i[2] + dot(w[1], w[3], 2 * UNITS + u, kept, 0, UNITS))
          + update * h[n * UNITS + u];
    });
    Values first = Values.of(Shape.of(1, BATCH, UNITS), Arrays.copyOf(expected.data(), BATCH * UNITS));
    assertCombines(first, ULPS, (a, in) -> a.slice(
        Recurrent.gru(a, in.get(0), weights(in), in.get(1), GruGates.ZRH, false, false).all(), 0, 0, 1), with(w));
  }

  /** W·x + b of the reset gate of unit k in the first step. */
  private double resetInput(Values[] w, int n, int k) {
    return dot(w[0], w[2], UNITS + k, x.data(), n * INPUTS, INPUTS);
  }

  @ParameterizedTest
  @CsvSource({"IOFC, false", "IFCO, true"})
  void lstm_eitherOrderAndDirection_isNear(LstmGates gates, boolean reverse) {
    boolean onnx = gates == LstmGates.IOFC;
    Values[] w = weights(4);
    double[] c = cell.data().clone();
    Values expected = run(w, 4, reverse, (i, s, n, u, h) -> {
      double input = sigmoid(i[0] + s[0]);
      double output = onnx ? sigmoid(i[1] + s[1]) : sigmoid(i[3] + s[3]);
      double forget = onnx ? sigmoid(i[2] + s[2]) : sigmoid(i[1] + s[1]);
      double candidate = Math.tanh(onnx ? i[3] + s[3] : i[2] + s[2]);
      c[n * UNITS + u] = forget * c[n * UNITS + u] + input * candidate;
      return output * Math.tanh(c[n * UNITS + u]);
    });
    assertCombines(expected, ULPS, (a, in) -> Recurrent
        .lstm(a, in.get(0), weights(in), in.get(1), in.get(6), gates, reverse).states().all(), with(w, cell));
    assertCombines(Values.of(cell.shape(), c), ULPS, (a, in) -> Recurrent
        .lstm(a, in.get(0), weights(in), in.get(1), in.get(6), gates, reverse).cell(), with(w, cell));
    int at = reverse ? 0 : STEPS - 1;
    Values last = Values.of(cell.shape(),
        Arrays.copyOfRange(expected.data(), at * BATCH * UNITS, (at + 1) * BATCH * UNITS));
    assertCombines(last, ULPS, (a, in) -> Recurrent
        .lstm(a, in.get(0), weights(in), in.get(1), in.get(6), gates, reverse).states().last(), with(w, cell));
  }

  @Test
  void weightsOfAnotherCell_areRefused() {
    assertThatThrownBy(() -> FormulaRun.plan((a, in) -> Recurrent
        .lstm(a, in.get(0), weights(in), in.get(1), in.get(1), LstmGates.IOFC, false).cell(), with(weights(3))))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("4 gates need [8, 3]");
  }
}
