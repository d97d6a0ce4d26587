package io.parley.benchmarks.suite;

import io.parley.cli.failure.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * A page of results with charts, and the charts as PNG files beside it.
 *
 * @param page where it went
 * @param charts the PNG files
 */
public record Report(Path page, List<Path> charts) {
  public Report {
    charts = List.copyOf(charts);
  }

  /** Draws and writes everything; the charts are named for what they show. */
  public static Report write(Collection<Results> results, Path page) {
    List<Measurement> measurements = List.copyOf(Latest.of(results).values());
    List<Chart> charts = new Charts(measurements).choose();
    Drawing drawing = new Drawing(charts.stream().map(Chart::series).filter(names -> names.size() > 1)
        .flatMap(List::stream).distinct().sorted().toList());
    SequencedMap<Chart, byte[]> drawn = new LinkedHashMap<>();
    charts.forEach(chart -> drawn.put(chart, drawing.png(chart)));
    Path directory = Objects.requireNonNullElse(page.toAbsolutePath().getParent(), page);
    try {
      Files.createDirectories(directory);
      for (Map.Entry<Chart, byte[]> chart : drawn.entrySet()) {
        Files.write(png(directory, chart.getKey()), chart.getValue());
      }
      Files.writeString(page, new Page(results, measurements, drawn).html());
    } catch (IOException e) {
      throw new FailedException("cannot write to " + directory + " (" + e + "); name another file with --out", e);
    }
    return new Report(page, charts.stream().map(chart -> png(directory, chart)).toList());
  }

  private static Path png(Path directory, Chart chart) {
    return directory.resolve(chart.file() + ".png");
  }
}
