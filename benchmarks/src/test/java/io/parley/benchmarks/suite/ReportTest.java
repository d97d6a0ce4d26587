package io.parley.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir
  private static Path directory;
  private static Report report;
  private static String html;

  @BeforeAll
  static void write() throws IOException {
    report = Report.write(List.of(Fixtures.suite()),
        directory.resolve("pages/report.html"));
    html = Files.readString(report.page());
  }

  @Test
  void charts_areThoseThatTheMeasurementsMake() {
    assertThat(report.charts()).extracting(p -> p.getFileName().toString()).containsExactly("models-time.png",
        "models-bytes.png", "models-memory.png", "ops-time.png", "ops-bytes.png", "ops-memory.png", "size-mul.png",
        "size-ltz.png", "size-relu.png", "parties-mul-1K.png", "link-mul-1K.png", "link-ltz-1K.png", "link-relu-1K.png",
        "kernels-GMAC-s.png");
  }

  @Test
  void pngs_showSomethingInSeveralColours() throws IOException {
    for (Path chart : report.charts()) {
      BufferedImage image = ImageIO.read(chart.toFile());
      Map<Integer, Integer> pixels = new HashMap<>();
      for (int y = 0; y < image.getHeight(); y += 3) {
        for (int x = 0; x < image.getWidth(); x += 3) {
          pixels.merge(image.getRGB(x, y), 1, Integer::sum);
        }
      }
      boolean isKernels = chart.getFileName().toString().startsWith("kernels");
      assertThat(pixels.values().stream().filter(n -> n > 30).count()).as("frequent colours of %s", chart)
          .isGreaterThan(isKernels ? 2 : 6);
      assertThat(pixels.getOrDefault(0xff0072b2, 0)).as("pixels of the first series of %s", chart).isGreaterThan(30);
    }
  }

  @Test
  void page_needsNoOtherFileAndEscapesText() {
    assertThat(html).contains("Zilog Z80 &lt;fast&gt;, 2 cores, 64.0 GB", "measured 2026-01-02")
        .doesNotContain("<fast>", "{charts}", "{tables}", "{machines}", "http://", "https://");
    assertThat(html.split("<img ", -1)).hasSize(report.charts().size() + 1);
    assertThat(html.split("src=\"data:image/png;base64,", -1)).hasSize(report.charts().size() + 1);
  }

  @Test
  void page_tellsMediansAndRanges() {
    assertThat(html).contains("<h2>ops</h2>", "<h2>models</h2>", "<h2>kernels</h2>",
        "<td class=\"n\">20.0 ms</td><td class=\"n\">18.0 ms–24.0 ms</td>", "41 GMAC/s", "Each role",
        "replicated-malicious, 3 parties, wan");
  }

  @Test
  void seconds_haveAUnitInWhichTheyReadWell() {
    assertThat(List.of(Page.seconds(12.345), Page.seconds(0.0123), Page.seconds(0.000_012_3), Page.seconds(0)))
        .containsExactly("12.35 s", "12.3 ms", "12.30 µs", "0.0 ms");
  }

  @Test
  void onlyOneMeasurement_makesAPageToo() throws IOException {
    Report small = Report.write(List.of(Fixtures.results(Fixtures.kernel("Words.prg", 4096, 35))),
        directory.resolve("small.html"));

    assertThat(small.charts()).hasSize(1);
    assertThat(Files.readString(small.page())).contains("Words.prg");
  }
}
