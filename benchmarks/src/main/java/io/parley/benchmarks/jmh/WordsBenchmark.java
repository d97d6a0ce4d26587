package io.parley.benchmarks.jmh;

import io.parley.crypto.Prg;
import io.parley.crypto.RingKernels;
import io.parley.crypto.Seed;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Passes over ring elements; {@code gigabytes} counts the elements once. */
public class WordsBenchmark extends KernelBenchmark {
  @Param({"4096", "1000000"})
  public int size;

  private long[] x = {};
  private long[] y = {};
  private long[] out = {};
  private long[] planes = {};
  private long[] bits = {};
  private final Prg.Stream stream = new Prg(Seed.of(new byte[Seed.BYTES])).stream(0);

  @Setup
  public void setUp() {
    x = new Random(1).longs(size).toArray();
    y = new Random(2).longs(size).toArray();
    out = new long[size];
    bits = new long[(size + 63) / 64];
    planes = new long[64 * bits.length];
  }

  @Benchmark
  public long[] add(Gigabytes work) {
    RingKernels.get().add(x, y, out);
    return done(work, out);
  }

  @Benchmark
  public long[] mulAdd(Gigabytes work) {
    RingKernels.get().mulAdd(x, y, out);
    return done(work, out);
  }

  @Benchmark
  public long[] xorAnd(Gigabytes work) {
    RingKernels.get().xorAnd(x, y, out);
    return done(work, out);
  }

  @Benchmark
  public long[] slice(Gigabytes work) {
    RingKernels.get().slice(x, planes);
    return done(work, planes);
  }

  @Benchmark
  public long[] join(Gigabytes work) {
    RingKernels.get().join(planes, out);
    return done(work, out);
  }

  @Benchmark
  public long[] packSigns(Gigabytes work) {
    RingKernels.get().pack(x, 63, bits);
    return done(work, bits);
  }

  @Benchmark
  public long[] prg(Gigabytes work) {
    stream.fill(out);
    return done(work, out);
  }

  private long[] done(Gigabytes work, long[] result) {
    work.gigabytes += 8e-9 * size;
    return result;
  }
}
