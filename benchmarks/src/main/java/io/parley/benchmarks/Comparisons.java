package io.parley.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Comparisons done, in millions; JMH reports them per second. */
@AuxCounters
@State(Scope.Thread)
public class Comparisons {
  public double megaComparisons;
}
