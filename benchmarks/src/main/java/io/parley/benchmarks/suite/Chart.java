package io.parley.benchmarks.suite;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;

/** What a chart shows. Series are in the order of their legend. */
sealed interface Chart {
  /** Of its files, without ending. */
  String file();

  String title();

  /** What is on the vertical axis, with its unit. */
  String quantity();

  /** All numbers on the vertical axis. */
  DoubleStream values();

  /** The names of the series. */
  List<String> series();

  /**
   * Groups of bars.
   *
   * @param groups below the groups
   * @param heights by series; one for each group, empty where nothing was measured
   */
  record Bars(String file, String title, String quantity, List<String> groups,
      SequencedMap<String, List<Optional<Double>>> heights) implements Chart {
    @Override
    public DoubleStream values() {
      return heights.values().stream().flatMap(List::stream).flatMap(Optional::stream).mapToDouble(v -> v);
    }

    @Override
    public List<String> series() {
      return List.copyOf(heights.sequencedKeySet());
    }
  }

  /**
   * Lines through points.
   *
   * @param along what is on the horizontal axis
   * @param points by series, x and y of each
   */
  record Lines(String file, String title, String quantity, String along,
      SequencedMap<String, List<double[]>> points) implements Chart {
    @Override
    public DoubleStream values() {
      return points.values().stream().flatMap(List::stream).mapToDouble(p -> p[1]);
    }

    DoubleStream positions() {
      return points.values().stream().flatMap(List::stream).mapToDouble(p -> p[0]);
    }

    @Override
    public List<String> series() {
      return List.copyOf(points.sequencedKeySet());
    }
  }

  /** Whether numbers lie so far apart that only a logarithmic axis shows them all. */
  static boolean needsLogarithm(DoubleStream numbers) {
    double[] sorted = numbers.sorted().toArray();
    return sorted.length > 0 && sorted[0] > 0 && sorted[sorted.length - 1] / sorted[0] > 20;
  }
}
