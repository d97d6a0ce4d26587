package io.parley.cli;

import io.parley.cli.data.OutputArray;
import io.parley.onnx.Element;
import java.util.Arrays;

/**
 * How far an output is from plaintext.
 *
 * @param different how many numbers differ at all
 * @param largest difference, absolute
 * @param at the index of that number; empty for a single number
 * @param bound of the largest difference; infinite for integers and booleans, which may rightly differ where a real number
 *        behind them lies close to where they change
 */
record Deviation(String output, int count, int different, double largest, int[] at, double value, double plaintext,
    double bound) {
  /** Of the largest number of an output, or of 1 if that is larger. Fixed point that overflows is off by far more. */
  static final double BOUND = 1.0 / 32;

  /**
   * @param reference of the same shape
   */
  static Deviation of(OutputArray output, OutputArray reference) {
    double[] got = output.values().data();
    double[] expected = reference.values().data();
    int worst = 0;
    int different = 0;
    double largest = 1;
    for (int i = 0; i < got.length; i++) {
      different += got[i] != expected[i] ? 1 : 0;
      largest = Math.max(largest, Math.abs(expected[i]));
      worst = Math.abs(got[i] - expected[i]) > Math.abs(got[worst] - expected[worst]) ? i : worst;
    }
    return new Deviation(output.name(), got.length, different, Math.abs(got[worst] - expected[worst]),
        index(worst, output.values().shape().dims()), got[worst], expected[worst],
        output.element() == Element.REAL ? BOUND * largest : Double.POSITIVE_INFINITY);
  }

  boolean isBroken() {
    return !(largest <= bound);
  }

  String place() {
    return Arrays.toString(at);
  }

  private static int[] index(int flat, int... dims) {
    int[] index = new int[dims.length];
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      index[axis] = flat % dims[axis];
      flat /= dims[axis];
    }
    return index;
  }
}
