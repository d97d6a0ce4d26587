package io.parley.benchmarks.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Ring elements passed over, in units of 10^9 bytes; JMH reports them per second. */
@AuxCounters
@State(Scope.Thread)
public class Gigabytes {
  public double gigabytes;
}
