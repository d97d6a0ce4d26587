package io.parley.benchmarks.jmh;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the benchmarks of kernels share: the choice of kernels, which a JVM makes but once. */
@State(Scope.Thread)
public abstract class KernelBenchmark extends Timed {
  @Param({"vector", "plain"})
  public String kernels = "";

  @Setup
  public final void chooseKernels() {
    System.setProperty("parley.kernels", kernels);
  }
}
