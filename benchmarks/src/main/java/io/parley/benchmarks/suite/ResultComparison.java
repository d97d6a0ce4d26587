package io.parley.benchmarks.suite;

import io.parley.benchmarks.suite.Measurement.Subject;
import io.parley.plan.BadRequestException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Old measurements against new ones of the same subjects. A time has changed if the two ranges do not overlap and the
 * medians differ by more than the threshold; anything less may be chance.
 *
 * @param rows every time that both have
 * @param onlyOld how many subjects the new ones lack
 * @param onlyNew how many the old ones lack
 */
public record ResultComparison(List<Row> rows, int onlyOld, int onlyNew) {
  /** What became of a time. */
  public enum Verdict {
    SLOWER, FASTER, SAME
  }

  /**
   * One time of one subject.
   *
   * @param phase as in {@link Measurement}
   */
  public record Row(Subject subject, String phase, Spread old, Spread now, Verdict verdict) {
    /** New median by old median. */
    public double ratio() {
      return now.median() / old.median();
    }

    /** +12.3 % for slower. */
    public String change() {
      return String.format(Locale.ROOT, "%+.1f %%", 100 * (ratio() - 1));
    }
  }

  public ResultComparison {
    rows = List.copyOf(rows);
  }

  /**
   * @param threshold by what share of the old median a time has to change
   * @throws BadRequestException if the two have no subject in common
   */
  public static ResultComparison of(Collection<Results> old, Collection<Results> now, double threshold) {
    Map<Subject, Measurement> before = Latest.of(old);
    Map<Subject, Measurement> after = Latest.of(now);
    List<Row> rows = new ArrayList<>();
    int common = 0;
    for (Measurement o : before.values()) {
      Measurement n = after.get(o.what());
      if (n != null) {
        common++;
        o.seconds().forEach((phase, was) -> n.time(phase).ifPresent(
            is -> rows.add(new Row(o.what(), phase, was, is, verdict(was, is, threshold)))));
      }
    }
    if (rows.isEmpty()) {
      throw new BadRequestException(
          "Nothing can be compared: the two have no measurement of the same op or model, size, "
              + "protocol, parties and link. The old ones begin with " + first(before) + ", the new ones with "
              + first(after) + ". Measure both with the same options");
    }
    return new ResultComparison(rows, before.size() - common, after.size() - common);
  }

  private static String first(Map<Subject, Measurement> measurements) {
    Optional<Subject> first = measurements.keySet().stream().findFirst();
    return first.map(s -> "'" + s.label() + "'").orElse("nothing");
  }

  private static Verdict verdict(Spread old, Spread now, double threshold) {
    double change = now.median() / old.median() - 1;
    if (old.overlaps(now) || !(Math.abs(change) > threshold)) {
      return Verdict.SAME;
    }
    return change > 0 ? Verdict.SLOWER : Verdict.FASTER;
  }

  /** Those that changed in one way, the greatest change first. */
  public List<Row> changed(Verdict verdict) {
    return rows.stream().filter(r -> r.verdict() == verdict)
        .sorted((x, y) -> Double.compare(Math.abs(Math.log(y.ratio())), Math.abs(Math.log(x.ratio())))).toList();
  }
}
