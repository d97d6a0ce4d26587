package io.parley.plan.formulas;

import io.parley.crypto.Conv2dSpec;

/**
 * The geometry of windows along one axis.
 *
 * @param kernel elements of a window
 * @param stride elements between windows
 * @param padBefore elements of padding before the first one
 * @param padAfter elements of padding behind the last one
 * @param dilation elements between the taps of one window
 */
public record AxisWindow(int kernel, int stride, int padBefore, int padAfter, int dilation) {
  /** Without padding or dilation. */
  public static AxisWindow of(int kernel, int stride) {
    return new AxisWindow(kernel, stride, 0, 0, 1);
  }

  /** Along the width of images of height 1. */
  Conv2dSpec asRow(int groups) {
    return new Conv2dSpec(1, kernel, 1, stride, 0, padBefore, 0, padAfter, 1, dilation, groups);
  }

  /** Along the height, each column by itself. */
  Conv2dSpec asColumn() {
    return new Conv2dSpec(kernel, 1, stride, 1, padBefore, 0, padAfter, 0, dilation, 1, 1);
  }

  /** How many windows fit. */
  int windows(int length) {
    return Math.floorDiv(length + padBefore + padAfter - dilation * (kernel - 1) - 1, stride) + 1;
  }
}
