package io.parley.benchmarks.suite;

import io.parley.benchmarks.suite.Measurement.Subject;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The newest measurement of each subject. */
final class Latest {
  private Latest() {}

  static SequencedMap<Subject, Measurement> of(Collection<Results> results) {
    SequencedMap<Subject, Measurement> latest = new LinkedHashMap<>();
    results.stream().sorted(Comparator.comparing(Results::date)).flatMap(r -> r.measurements().stream())
        .forEach(m -> latest.put(m.what(), m));
    return latest;
  }
}
