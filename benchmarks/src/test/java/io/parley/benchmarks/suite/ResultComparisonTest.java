package io.parley.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.benchmarks.suite.ResultComparison.Row;
import io.parley.benchmarks.suite.ResultComparison.Verdict;
import io.parley.plan.BadRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultComparisonTest {
  private static ResultComparison compare(Measurement old, Measurement now) {
    return ResultComparison.of(List.of(Fixtures.results(old)), List.of(Fixtures.results(now)), 0.1);
  }

  private static Verdict online(Spread old, Spread now) {
    List<Row> rows = compare(Fixtures.op("mul", "1K", old), Fixtures.op("mul", "1K", now)).rows();
    assertThat(rows).hasSize(2);
    return rows.stream().filter(r -> r.phase().equals("online")).findFirst().orElseThrow()
        .verdict();
  }

  @ParameterizedTest
  @CsvSource({
      "10, 9, 11, 20, 19, 21, SLOWER", "20, 19, 21, 10, 9, 11, FASTER",
      "10, 9, 15, 20, 14, 25, SAME", // the ranges overlap
      "10, 9.9, 10.1, 10.5, 10.4, 10.6, SAME", // 5 % only
      "10, 9.9, 10.1, 11.2, 11.1, 11.3, SLOWER", "10, 10, 10, 10, 10, 10, SAME"})
  void verdict_needsApartRangesAndTheThreshold(double old, double oldMin, double oldMax, double now, double min,
      double max, Verdict verdict) {
    assertThat(online(new Spread(old, oldMin, oldMax), new Spread(now, min, max))).isEqualTo(verdict);
  }

  @Test
  void changed_greatestFirst() {
    Results old = Fixtures.results(Fixtures.op("mul", "1", Fixtures.around(1)),
        Fixtures.op("mul", "1K", Fixtures.around(1)));
    Results now = Fixtures.results(Fixtures.op("mul", "1", Fixtures.around(2)),
        Fixtures.op("mul", "1K", Fixtures.around(3)), Fixtures.op("ltz", "1", Fixtures.around(3)));

    ResultComparison comparison = ResultComparison.of(List.of(old), List.of(now), 0.1);

    assertThat(comparison.changed(Verdict.SLOWER)).extracting(r -> r.subject().size().count() + " " + r.change())
        .containsExactly("1000 +200.0 %", "1000 +200.0 %", "1 +100.0 %", "1 +100.0 %");
    assertThat(comparison.changed(Verdict.FASTER)).isEmpty();
    assertThat(comparison.onlyOld()).isZero();
    assertThat(comparison.onlyNew()).isOne();
  }

  @Test
  void of_measuredTwice_takesTheNewer() {
    Results first = Fixtures.results("2026-01-01T00:00:00Z", List.of(Fixtures.op("mul", "1", Fixtures.around(9))));
    Results second = Fixtures.results("2026-01-02T00:00:00Z", List.of(Fixtures.op("mul", "1", Fixtures.around(1))));

    ResultComparison comparison = ResultComparison.of(List.of(second, first), List.of(first), 0.1);

    assertThat(comparison.rows()).allSatisfy(row -> assertThat(row.ratio()).isEqualTo(9));
  }

  @Test
  void of_nothingInCommon_saysWhatEachHas() {
    assertThatThrownBy(
        () -> compare(Fixtures.op("mul", "1K", Fixtures.around(1)), Fixtures.op("ltz", "1K", Fixtures.around(1))))
        .isInstanceOf(BadRequestException.class).hasMessageContainingAll("Nothing can be compared",
            "'mul 1K, beaver, 2 parties, loopback'", "'ltz 1K, beaver, 2 parties, loopback'", "same options");
  }
}
