package io.parley.nd4j.catalogue;

import io.parley.crypto.Conv2dSpec;
import io.parley.plan.BadRequestException;
import io.parley.plan.formulas.AxisWindow;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.enums.DataFormat;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv1DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling3DConfig;

/** What ND4J tells of windows, as formulas take it: channels come first, and paddings are given in numbers. */
final class WindowConfigs {
  private WindowConfigs() {}

  static AxisWindow of(Conv1DConfig c) {
    numbers(c.getPaddingMode() == null || c.getPaddingMode() == PaddingMode.VALID);
    channelsFirst(c.getDataFormat(), "NCW");
    return new AxisWindow((int) c.getK(), (int) c.getS(), (int) c.getP(), (int) c.getP(), (int) c.getD());
  }

  static Conv2dSpec of(Conv2DConfig c) {
    numbers(c.getPaddingMode() == null || c.getPaddingMode() == PaddingMode.VALID);
    channelsFirst(c.getDataFormat(), "NCHW");
    return plane(c.getKH(), c.getKW(), c.getSH(), c.getSW(), c.getPH(), c.getPW(), c.getDH(), c.getDW());
  }

  static Conv2dSpec of(DeConv2DConfig c) {
    numbers(!c.isSameMode());
    channelsFirst(c.getDataFormat(), "NCHW");
    return plane(c.getKH(), c.getKW(), c.getSH(), c.getSW(), c.getPH(), c.getPW(), c.getDH(), c.getDW());
  }

  static Conv2dSpec of(Pooling2DConfig c) {
    numbers(c.getPaddingMode() == null || c.getPaddingMode() == PaddingMode.VALID);
    channelsFirst(c.isNHWC() ? "NHWC" : "NCHW", "NCHW");
    return plane(c.getKH(), c.getKW(), c.getSH(), c.getSW(), c.getPH(), c.getPW(), c.getDH(), c.getDW());
  }

  static AxisWindow depth(Conv3DConfig c) {
    numbers(c.getPaddingMode() == null || c.getPaddingMode() == PaddingMode.VALID);
    channelsFirst(c.getDataFormat(), "NCDHW");
    return new AxisWindow((int) c.getKD(), (int) c.getSD(), (int) c.getPD(), (int) c.getPD(), (int) c.getDD());
  }

  static Conv2dSpec plane(Conv3DConfig c) {
    return plane(c.getKH(), c.getKW(), c.getSH(), c.getSW(), c.getPH(), c.getPW(), c.getDH(), c.getDW());
  }

  static AxisWindow depth(Pooling3DConfig c) {
    numbers(!c.isSameMode());
    channelsFirst(c.isNCDHW() ? "NCDHW" : "NDHWC", "NCDHW");
    return new AxisWindow((int) c.getKD(), (int) c.getSD(), (int) c.getPD(), (int) c.getPD(), (int) c.getDD());
  }

  static Conv2dSpec plane(Pooling3DConfig c) {
    return plane(c.getKH(), c.getKW(), c.getSH(), c.getSW(), c.getPH(), c.getPW(), c.getDH(), c.getDW());
  }

  /** Of what moves blocks. */
  static void channelsFirst(DataFormat format) {
    channelsFirst(format.name(), "NCHW");
  }

  static void channelsFirst(@Nullable String format, String first) {
    if (format != null && !format.toUpperCase(Locale.ROOT).equals(first)) {
      throw new BadRequestException("The format " + format + " is not supported; bring tensors as " + first);
    }
  }

  private static void numbers(boolean valid) {
    if (!valid) {
      throw new BadRequestException("Paddings are given in numbers; set the padding mode VALID and the padding itself");
    }
  }

  private static Conv2dSpec plane(long kh, long kw, long sh, long sw, long ph, long pw, long dh, long dw) {
    return new Conv2dSpec((int) kh, (int) kw, (int) sh, (int) sw, (int) ph, (int) pw, (int) ph, (int) pw, (int) dh,
        (int) dw, 1);
  }
}
