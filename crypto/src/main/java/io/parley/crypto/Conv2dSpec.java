package io.parley.crypto;

/**
 * The geometry of a two-dimensional window operation over NCHW tensors.
 *
 * @param kernelHeight rows of the window
 * @param kernelWidth columns of the window
 * @param strideHeight rows between windows
 * @param strideWidth columns between windows
 * @param padTop rows of padding above; likewise the others
 * @param dilationHeight rows between taps of one window
 * @param dilationWidth columns between taps of one window
 * @param groups channel groups; 1 for pooling
 */
public record Conv2dSpec(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight,
    int dilationHeight,
    int dilationWidth,
    int groups) {
  public Conv2dSpec {
    if (kernelHeight < 1 || kernelWidth < 1 || strideHeight < 1 || strideWidth < 1 || dilationHeight < 1
        || dilationWidth < 1 || groups < 1) {
      throw new IllegalArgumentException("Kernel, strides, dilations and groups must be positive");
    }
    if (padTop < 0 || padLeft < 0 || padBottom < 0 || padRight < 0) {
      throw new IllegalArgumentException("Paddings must not be negative");
    }
  }

  /** A square window without padding or dilation. */
  public static Conv2dSpec of(int kernel, int stride) {
    return new Conv2dSpec(kernel, kernel, stride, stride, 0, 0, 0, 0, 1, 1, 1);
  }

  public Conv2dSpec withGroups(int count) {
    return new Conv2dSpec(kernelHeight, kernelWidth, strideHeight, strideWidth, padTop, padLeft, padBottom, padRight,
        dilationHeight, dilationWidth, count);
  }

  /** Windows along the height; zero or less if not even one fits. */
  public int outHeight(int height) {
    return windows((long) height + padTop + padBottom, dilationHeight, kernelHeight, strideHeight);
  }

  /** Windows along the width; zero or less if not even one fits. */
  public int outWidth(int width) {
    return windows((long) width + padLeft + padRight, dilationWidth, kernelWidth, strideWidth);
  }

  private static int windows(long length, long dilation, int kernel, int stride) {
    return Math.clamp(Math.floorDiv(length - dilation * (kernel - 1) - 1, stride) + 1, Integer.MIN_VALUE,
        Integer.MAX_VALUE);
  }
}
