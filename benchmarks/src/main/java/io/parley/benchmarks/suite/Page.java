package io.parley.benchmarks.suite;

import io.parley.benchmarks.suite.Measurement.Cluster;
import io.parley.benchmarks.suite.Measurement.RoleFigures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of a {@link Report}: one file that needs no other; its charts are within it. */
final class Page {
  private static final double MB = 1e6;
  private static final String DASH = "–";

  private final Collection<Results> results;
  private final List<Measurement> measurements;
  private final SequencedMap<Chart, byte[]> drawn;

  Page(Collection<Results> results, List<Measurement> measurements, SequencedMap<Chart, byte[]> drawn) {
    this.results = results;
    this.measurements = measurements;
    this.drawn = drawn;
  }

  String html() {
    String machines = results.stream().map(r -> r.machine().label()).distinct().map(Page::escaped)
        .collect(Collectors.joining("<br>"));
    String versions = results.stream().map(Results::parley).distinct().map(Page::escaped)
        .collect(Collectors.joining(", "));
    String dates = results.stream().map(r -> r.date().toString().substring(0, 10)).distinct().sorted()
        .collect(Collectors.joining(", "));
    return template().replace("{machines}", machines).replace("{versions}", versions).replace("{dates}", dates)
        .replace("{charts}",
            drawn.entrySet().stream().map(e -> figure(e.getKey(), e.getValue())).collect(Collectors.joining("\n")))
        .replace("{tables}", tables());
  }

  private static String figure(Chart chart, byte[] png) {
    return "<figure><img alt=\"" + escaped(chart.title() + ", " + chart.quantity())
        + "\" src=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(png) + "\"></figure>";
  }

  private String tables() {
    StringBuilder html = new StringBuilder();
    measurements.stream().collect(Collectors.groupingBy(m -> m.what().suite(), TreeMap::new,
        Collectors.toList())).forEach((suite, ofSuite) -> {
          List<Measurement> sorted = ofSuite.stream().sorted(Comparator.comparing((Measurement m) -> m.what().name())
              .thenComparing(m -> m.what().size()).thenComparing(m -> m.what().label())).toList();
          html.append("<h2>").append(escaped(suite)).append("</h2>\n");
          html.append(sorted.stream().allMatch(m -> m.what().cluster().isEmpty())
              ? kernels(sorted)
              : clusters(sorted) + roles(sorted));
        });
    return html.toString();
  }

  private static String kernels(List<Measurement> measurements) {
    return table(List.of("kernel", ">size", ">a call, median", ">min–max", ">work in a second", ">runs"),
        measurements.stream().map(m -> List.of(m.what().name(), m.what().size().label(), seconds(m.time().median()),
            range(m.time()), rates(m), String.valueOf(m.runs()))));
  }

  private static String clusters(List<Measurement> measurements) {
    return table(List.of("what", ">size", "protocol", ">parties", "link", ">online, median", ">min–max",
        ">offline, median", ">min–max", ">compute, median", ">min–max", ">rounds", ">MB a party sends",
        ">MB of the provider", ">work in a second", ">runs"), measurements.stream().map(m -> {
          Cluster cluster = m.what().cluster().orElseThrow();
          return Stream.of(Stream.of(m.what().name(), m.what().size().label(), cluster.family(),
              String.valueOf(cluster.parties()), cluster.link()),
              Stream.of(Measurement.ONLINE, Measurement.OFFLINE, Measurement.COMPUTE).flatMap(phase -> Stream.of(
                  m.time(phase).map(s -> seconds(s.median())).orElse(DASH),
                  m.time(phase).map(Page::range).orElse(DASH))),
              Stream.of(String.valueOf(m.ofParties(RoleFigures::rounds)),
                  megabytes(m.ofParties(RoleFigures::bytesSent)), megabytes(provider(m)), rates(m),
                  String.valueOf(m.runs())))
              .flatMap(s -> s).toList();
        }));
  }

  private static long provider(Measurement m) {
    return m.roles().stream().filter(r -> r.role().equals("provider")).mapToLong(RoleFigures::bytesSent).sum();
  }

  private static String roles(List<Measurement> measurements) {
    return "<details><summary>Each role</summary>\n" + table(List.of("what", ">size", "cluster", "role", ">rounds",
        ">MB sent", ">MB received", ">peak RSS, MiB"),
        measurements.stream().flatMap(m -> m.roles().stream().map(r -> List.of(m.what().name(),
            m.what().size().label(), m.what().cluster().map(Cluster::label).orElse(DASH), r.role(),
            String.valueOf(r.rounds()), megabytes(r.bytesSent()), megabytes(r.bytesReceived()),
            r.peakRssBytes() == 0 ? DASH : String.valueOf(r.peakRssBytes() >> 20)))))
        + "</details>\n";
  }

  /** A title that starts with {@code >} aligns its column to the right. */
  private static String table(List<String> titles, Stream<List<String>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
    titles.forEach(t -> html.append(t.startsWith(">") ? "<th class=\"n\">" + escaped(t.substring(1)) : "<th>" + t)
        .append("</th>"));
    html.append("</tr>\n");
    rows.forEach(row -> {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        html.append(titles.get(i).startsWith(">") ? "<td class=\"n\">" : "<td>").append(escaped(row.get(i)))
            .append("</td>");
      }
      html.append("</tr>\n");
    });
    return html.append("</table></div>\n").toString();
  }

  private static String rates(Measurement m) {
    return m.rates().isEmpty()
        ? DASH
        : m.rates().entrySet().stream().map(Page::rate).collect(Collectors.joining(", "));
  }

  private static String rate(Map.Entry<String, Double> rate) {
    return String.format(Locale.ROOT, rate.getValue() < 10 ? "%.2f" : "%.0f", rate.getValue()) + " "
        + rate.getKey();
  }

  private static String range(Spread s) {
    return seconds(s.min()) + DASH + seconds(s.max());
  }

  /** With a unit in which it reads well. */
  static String seconds(double seconds) {
    if (seconds >= 1) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    return seconds >= 1e-3 || seconds == 0
        ? String.format(Locale.ROOT, "%.1f ms", seconds * 1e3)
        : String.format(Locale.ROOT, "%.2f µs", seconds * 1e6);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.3f", bytes / MB);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  private static String template() {
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream("page.html"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
