package io.parley.benchmarks.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Multiply-accumulates done; JMH reports them per second. */
@AuxCounters
@State(Scope.Thread)
public class Macs {
  public double gigaMacs;
}
