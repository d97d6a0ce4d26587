package io.parley.plan.plaintext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaintextInterpreterTest {
  private final Random random = new Random(11);

  @Test
  void conv2d_agreesWithItsDefinition() {
    Conv2dSpec s = new Conv2dSpec(3, 2, 2, 1, 1, 0, 2, 1, 1, 2, 2);
    Values x = values(3, 4, 7, 6);
    Values w = values(6, 2, 3, 2);

    Values y = product(new Bilinear.Conv2d(s), x, w);

    int o = 0;
    for (int n = 0; n < 3; n++) {
      for (int out = 0; out < 6; out++) {
        for (int oy = 0; oy < s.outHeight(7); oy++) {
          for (int ox = 0; ox < s.outWidth(6); ox++) {
            double sum = 0;
            for (int c = 0; c < 2; c++) {
              for (int ky = 0; ky < 3; ky++) {
                for (int kx = 0; kx < 2; kx++) {
                  int row = oy * 2 - 1 + ky;
                  int column = ox + kx * 2;
                  if (row >= 0 && row < 7 && column < 6) {
                    sum += at(x, n, out / 3 * 2 + c, row, column) * at(w, out, c, ky, kx);
                  }
                }
              }
            }
            assertThat(y.data()[o++]).isCloseTo(sum, within(1e-12));
          }
        }
      }
    }
    assertThat(o).isEqualTo(y.shape().size());
  }

  @Test
  void conv2d_ofManyImages_isTheSameInParts() {
    // More columns than fit one matrix product.
    Conv2dSpec s = new Conv2dSpec(5, 5, 1, 1, 2, 2, 2, 2, 1, 1, 1);
    Values x = values(200, 1, 40, 40);
    Values w = values(1, 1, 5, 5);
    Values last = Values.of(Shape.of(1, 1, 40, 40), Arrays.copyOfRange(x.data(), 199 * 1600, 200 * 1600));

    double[] all = product(new Bilinear.Conv2d(s), x, w).data();

    assertThat(Arrays.copyOfRange(all, 199 * 1600, 200 * 1600))
        .containsExactly(product(new Bilinear.Conv2d(s), last, w).data(), within(1e-12));
  }

  @Test
  void matmul_leadingAxes_areBatches() {
    Values x = values(2, 3, 4);
    Values w = values(4, 5);

    Values y = product(new Bilinear.MatMul(), x, w);

    assertThat(y.shape()).isEqualTo(Shape.of(2, 3, 5));
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 5; j++) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
          sum += x.data()[i * 4 + k] * w.data()[k * 5 + j];
        }
        assertThat(y.data()[i * 5 + j]).isCloseTo(sum, within(1e-12));
      }
    }
  }

  @Test
  void sum_dropsOrKeepsAxes() {
    Values x = Values.of(Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);

    assertThat(sum(x, false, 0, 2)).isEqualTo(Values.of(Shape.of(2), 14, 22));
    assertThat(sum(x, true, 1)).isEqualTo(Values.of(Shape.of(2, 1, 2), 4, 6, 12, 14));
  }

  @Test
  void run_wrongInputs_areRefusedByName() {
    Trace t = Trace.create("test");
    t.reveal("y", t.secret("x", Shape.of(2)));
    Plan plan = t.plan();
    Values good = Values.of(Shape.of(2), 1, 2);

    assertRefused(plan, Map.of(), "'x' is missing");
    assertRefused(plan, Map.of("x", Values.of(Shape.of(3), 1, 2, 3)), "'x' has shape [3]");
    assertRefused(plan, Map.of("x", good, "z", good), "no input [z]");
    assertRefused(plan, Map.of("x", Values.of(Shape.of(2), 1, Double.NaN)), "'x' holds NaN");
    assertRefused(plan, Map.of("x", Values.of(Shape.of(2), 1, 0x1p46)), "below 2^46");
    assertThat(PlaintextInterpreter.run(plan, Map.of("x", good))).isEqualTo(Map.of("y", good));
  }

  private static void assertRefused(Plan plan, Map<String, Values> inputs, String reason) {
    assertThatThrownBy(() -> PlaintextInterpreter.run(plan, inputs)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining(reason);
  }

  private static Values product(Bilinear map, Values x, Values y) {
    return PlaintextInterpreter.evaluate(new Op.Product(map, 0), List.of(x, y));
  }

  private static Values sum(Values x, boolean keep, Integer... axes) {
    return PlaintextInterpreter.evaluate(new Op.Rearrange(new Structure.SumAxes(List.of(axes), keep)), List.of(x));
  }

  private static double at(Values x, int n, int c, int row, int column) {
    return x.data()[((n * x.shape().dim(1) + c) * x.shape().dim(2) + row) * x.shape().dim(3) + column];
  }

  private Values values(int... dims) {
    return Values.of(Shape.of(dims), random.doubles(Shape.of(dims).size(), -1, 1).toArray());
  }
}
