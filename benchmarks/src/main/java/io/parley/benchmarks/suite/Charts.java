package io.parley.benchmarks.suite;

import io.parley.benchmarks.suite.Chart.Bars;
import io.parley.benchmarks.suite.Chart.Lines;
import io.parley.benchmarks.suite.Measurement.Cluster;
import io.parley.benchmarks.suite.Measurement.RoleFigures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses which charts some measurements make. */
final class Charts {
  private static final int MOST_GROUPS = 8;
  private static final int LEAST_POINTS = 3;
  private static final String TIME = "online time, ms (median)";
  private static final List<String> LINKS = List.of("loopback", "lan", "wan");

  private final List<Measurement> all;

  Charts(Collection<Measurement> measurements) {
    all = List.copyOf(measurements);
  }

  List<Chart> choose() {
    List<Chart> charts = new ArrayList<>();
    charts.addAll(byProtocol("models", "Models"));
    charts.addAll(byProtocol("ops", "Ops"));
    charts.addAll(bySize());
    charts.addAll(byParties());
    charts.addAll(byLink());
    charts.addAll(kernels());
    return charts;
  }

  /** Time, bytes, and memory where it is known, of everything at its largest common size, with as few parties as each protocol had. */
  private List<Chart> byProtocol(String suite, String title) {
    List<List<Measurement>> groups = new ArrayList<>();
    grouped(clusters(suite).filter(Charts::isBase).toList(), m -> m.what().name()).values()
        .forEach(ofOne -> groups.addAll(suite.equals("models") ? bySize(ofOne) : List.of(mostCompared(ofOne))));
    List<Chart> charts = new ArrayList<>();
    for (int i = 0; i < groups.size(); i += MOST_GROUPS) {
      List<List<Measurement>> some = groups.subList(i, Math.min(groups.size(), i + MOST_GROUPS));
      String part = groups.size() > MOST_GROUPS ? "-" + (i / MOST_GROUPS + 1) : "";
      charts.add(bars(suite + "-time" + part, title + ": time by protocol", TIME, some, Charts::millis));
      charts
          .add(bars(suite + "-bytes" + part, title + ": traffic by protocol", "MB sent by all parties and the provider",
              some, m -> m.bytesSentByServers() / 1e6));
      if (some.stream().flatMap(List::stream).allMatch(m -> peak(m) > 0)) {
        charts.add(bars(suite + "-memory" + part, title + ": memory by protocol", "peak RSS of a party, MiB", some,
            Charts::peak));
      }
    }
    return charts;
  }

  private List<Chart> bySize() {
    List<Chart> charts = new ArrayList<>();
    grouped(clusters("ops").filter(Charts::isBase).filter(m -> m.what().size().dims().size() == 1).toList(),
        m -> m.what().name()).forEach((name, ofOne) -> {
          if (bySize(ofOne).size() >= LEAST_POINTS) {
            charts.add(lines("size-" + name, name + ": time by size", "size", ofOne, m -> m.what().size().product()));
          }
        });
    return charts;
  }

  private List<Chart> byParties() {
    List<Chart> charts = new ArrayList<>();
    List<Measurement> near = all.stream().filter(m -> on(m).filter(c -> c.link().equals(LINKS.getFirst())).isPresent())
        .toList();
    grouped(near, m -> m.what().name() + " " + m.what().size().label()).forEach((name, ofOne) -> {
      List<Measurement> several = grouped(ofOne, m -> cluster(m).family()).values().stream().filter(l -> l.size() > 1)
          .flatMap(List::stream).toList();
      if (!several.isEmpty()) {
        charts.add(lines("parties-" + fileName(name), name + ": time by number of parties", "parties", several,
            m -> cluster(m).parties()));
      }
    });
    return charts;
  }

  private List<Chart> byLink() {
    List<Chart> charts = new ArrayList<>();
    List<Measurement> fewest = all.stream().filter(m -> on(m).isPresent()).filter(this::hasFewestParties).toList();
    grouped(fewest, m -> m.what().name() + " " + m.what().size().label()).forEach((name, ofOne) -> {
      Map<String, List<Measurement>> links = grouped(ofOne, m -> cluster(m).link());
      if (links.size() > 1) {
        List<String> names = links.keySet().stream().sorted(Comparator.comparingInt(Charts::distance)).toList();
        charts.add(bars("link-" + fileName(name), name + ": time by network", TIME, names,
            names.stream().map(links::get).toList(), Charts::millis));
      }
    });
    return charts;
  }

  private static int distance(String link) {
    int known = LINKS.indexOf(link);
    return known < 0 ? LINKS.size() : known;
  }

  /** A chart for each unit of work, of each kernel's largest size. */
  private List<Chart> kernels() {
    List<Chart> charts = new ArrayList<>();
    List<Measurement> kernels = all.stream().filter(m -> m.what().cluster().isEmpty()).toList();
    Map<String, List<Measurement>> byUnit = grouped(kernels.stream().filter(m -> !m.rates().isEmpty()).toList(),
        m -> m.rates().keySet().iterator().next());
    byUnit.forEach((unit, ofUnit) -> {
      List<List<Measurement>> groups = grouped(ofUnit, m -> m.what().name()).values().stream()
          .map(l -> List.of(bySize(l).getLast().getFirst())).toList();
      SequencedMap<String, List<Optional<Double>>> heights = new LinkedHashMap<>();
      heights.put(unit, groups.stream().map(l -> Optional.of(rate(l.getFirst(), unit))).toList());
      charts.add(new Bars("kernels-" + fileName(unit), "Kernels, one thread", unit,
          groups.stream().map(l -> l.getFirst().what().name()).toList(), heights));
    });
    return charts;
  }

  private static double rate(Measurement m, String unit) {
    return m.rates().getOrDefault(unit, 0.0);
  }

  private static Chart bars(String file, String title, String quantity, List<List<Measurement>> groups,
      ToDoubleFunction<Measurement> height) {
    List<String> names = groups.stream().map(List::getFirst).map(m -> m.what().name() + " " + m.what().size().label())
        .toList();
    return bars(file, title, quantity, names, groups, height);
  }

  private static Chart bars(String file, String title, String quantity, List<String> names,
      List<List<Measurement>> groups, ToDoubleFunction<Measurement> height) {
    SequencedMap<String, List<Optional<Double>>> heights = new LinkedHashMap<>();
    for (String protocol : protocols(groups.stream().flatMap(List::stream).toList())) {
      heights.put(protocol, groups.stream().map(group -> group.stream()
          .filter(m -> cluster(m).family().equals(protocol)).findFirst().map(height::applyAsDouble)).toList());
    }
    return new Bars(file, title, quantity, names, heights);
  }

  private static Chart lines(String file, String title, String along, List<Measurement> measurements,
      ToDoubleFunction<Measurement> position) {
    SequencedMap<String, List<double[]>> points = new LinkedHashMap<>();
    for (String protocol : protocols(measurements)) {
      points.put(protocol, measurements.stream().filter(m -> cluster(m).family().equals(protocol))
          .map(m -> new double[]{position.applyAsDouble(m), millis(m)}).sorted(Comparator.comparingDouble(p -> p[0]))
          .toList());
    }
    return new Lines(file, title, TIME, along, points);
  }

  private Stream<Measurement> clusters(String suite) {
    return all.stream().filter(m -> m.what().suite().equals(suite)).filter(m -> on(m).isPresent())
        .filter(this::hasFewestParties);
  }

  private boolean hasFewestParties(Measurement m) {
    return all.stream().filter(o -> o.what().name().equals(m.what().name()))
        .filter(o -> o.what().size().equals(m.what().size())).map(Charts::on).flatMap(Optional::stream)
        .filter(c -> c.family().equals(cluster(m).family())).noneMatch(c -> c.parties() < cluster(m).parties());
  }

  private static boolean isBase(Measurement m) {
    return cluster(m).link().equals(LINKS.getFirst());
  }

  /** Those of the size that most protocols have; of such sizes, the largest. */
  private static List<Measurement> mostCompared(List<Measurement> ofOne) {
    List<List<Measurement>> sizes = bySize(ofOne);
    int most = sizes.stream().mapToInt(List::size).max().orElse(0);
    return sizes.stream().filter(l -> l.size() == most).reduce((_, last) -> last).orElseThrow();
  }

  /** By size, the smallest first. */
  private static List<List<Measurement>> bySize(List<Measurement> measurements) {
    return List.copyOf(measurements.stream()
        .collect(Collectors.groupingBy(m -> m.what().size(), TreeMap::new, Collectors.toList())).values());
  }

  private static List<String> protocols(List<Measurement> measurements) {
    return measurements.stream().map(m -> cluster(m).family()).distinct().sorted().toList();
  }

  private static Map<String, List<Measurement>> grouped(List<Measurement> measurements,
      Function<Measurement, String> by) {
    return measurements.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
  }

  private static Optional<Cluster> on(Measurement m) {
    return m.what().cluster();
  }

  private static Cluster cluster(Measurement m) {
    return m.what().cluster().orElseThrow();
  }

  private static double millis(Measurement m) {
    return m.time().median() * 1e3;
  }

  private static double peak(Measurement m) {
    return m.ofParties(RoleFigures::peakRssBytes) / (double) (1 << 20);
  }

  private static String fileName(String text) {
    return text.replaceAll("[^A-Za-z0-9.-]+", "-");
  }
}
