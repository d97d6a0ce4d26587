package io.parley.benchmarks.jmh;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Prg;
import io.parley.crypto.Seed;
import io.parley.crypto.Shape;
import io.parley.crypto.WideTensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Square matrix products mod 2^128, of a 64-bit and of a 128-bit left factor; {@code gigaMacs} are GMAC/s. */
public class WideMatmulBenchmark extends KernelBenchmark {
  private static final Bilinear MATMUL = new Bilinear.MatMul();

  @Param({"128", "512", "1024"})
  public int size;

  private WideTensor x = WideTensor.zeros(Shape.of(0));
  private WideTensor y = WideTensor.zeros(Shape.of(0));

  @Setup
  public void setUp() {
    Prg.Stream stream = new Prg(Seed.of(new byte[Seed.BYTES])).stream(0);
    x = WideTensor.random(stream, Shape.of(size, size));
    y = WideTensor.random(stream, Shape.of(size, size));
  }

  @Benchmark
  public WideTensor narrowByWide(Macs macs) {
    macs.gigaMacs += 1e-9 * size * size * size;
    return MATMUL.apply(x.low(), y);
  }

  @Benchmark
  public WideTensor wideByWide(Macs macs) {
    macs.gigaMacs += 1e-9 * size * size * size;
    return MATMUL.apply(x, y);
  }
}
