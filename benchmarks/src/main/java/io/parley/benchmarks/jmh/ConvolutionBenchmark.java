package io.parley.benchmarks.jmh;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** LeNet's two convolutions of some images; {@code gigaMacs} are GMAC/s. */
public class ConvolutionBenchmark extends KernelBenchmark {
  private static final Bilinear CONVOLUTION = new Bilinear.Conv2d(Conv2dSpec.of(5, 1));

  @Param({"1", "128"})
  public int size;

  private RingTensor images = random(0);
  private RingTensor features = random(0);
  private final RingTensor firstKernels = random(20, 1, 5, 5);
  private final RingTensor secondKernels = random(50, 20, 5, 5);

  @Setup
  public void setUp() {
    images = random(size, 1, 28, 28);
    features = random(size, 20, 12, 12);
  }

  private static RingTensor random(int... dims) {
    Shape shape = Shape.of(dims);
    return RingTensor.of(shape, new Random(1).longs(shape.size()).toArray());
  }

  @Benchmark
  public RingTensor first(Macs macs) {
    macs.gigaMacs += 1e-9 * size * 20 * 25 * 24 * 24;
    return CONVOLUTION.apply(images, firstKernels);
  }

  @Benchmark
  public RingTensor second(Macs macs) {
    macs.gigaMacs += 1e-9 * size * 50 * 500 * 8 * 8;
    return CONVOLUTION.apply(features, secondKernels);
  }
}
