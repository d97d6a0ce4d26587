package io.parley.benchmarks.jmh;

import io.parley.crypto.RingKernels;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Square matrix products mod 2^64; {@code gigaMacs} are GMAC/s. */
public class MatmulBenchmark extends KernelBenchmark {
  @Param({"128", "512", "1024"})
  public int size;

  private long[] x = {};
  private long[] y = {};
  private long[] out = {};

  @Setup
  public void setUp() {
    Random random = new Random(1);
    x = random.longs((long) size * size).toArray();
    y = random.longs((long) size * size).toArray();
    out = new long[size * size];
  }

  @Benchmark
  public long[] matmul(Macs macs) {
    RingKernels.get().matmul(size, size, size, x, 0, y, 0, out, 0);
    macs.gigaMacs += 1e-9 * size * size * size;
    return out;
  }
}
