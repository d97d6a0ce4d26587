package io.parley.benchmarks.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** MegaComparisons done, in millions; JMH reports them per second. */
@AuxCounters
@State(Scope.Thread)
public class MegaComparisons {
  public double megaComparisons;
}
