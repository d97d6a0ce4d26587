package io.parley.benchmarks.suite;

import io.parley.cli.failure.FailedException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws charts, without a display. */
final class Drawing {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 460;
  /** Pixels of a PNG for one of the chart's own. */
  private static final int SCALE = 2;
  /** By Okabe and Ito: told apart with any colour vision. */
  private static final List<Color> COLOURS = List.of(new Color(0x0072b2), new Color(0xe69f00), new Color(0x009e73),
      new Color(0xd55e00), new Color(0xcc79a7), new Color(0x56b4e9), new Color(0x666666), new Color(0xbfae00));
  private static final List<Marker> MARKERS = List.of(SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND,
      SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.TRIANGLE_DOWN, SeriesMarkers.TRAPEZOID,
      SeriesMarkers.OVAL, SeriesMarkers.RECTANGLE);
  private static final Color INK = new Color(0x222222);
  private static final Color FAINT = new Color(0xe4e6e9);
  private static final String NUMBERS = "#,##0.######";

  /** All series of a page that need telling apart, so that each has one colour throughout. */
  private final List<String> series;

  Drawing(List<String> series) {
    this.series = series;
    System.setProperty("java.awt.headless", "true");
  }

  /** As PNG, so fine that it is sharp on screens with small pixels. */
  byte[] png(Chart chart) {
    BufferedImage image = new BufferedImage(SCALE * WIDTH, SCALE * HEIGHT, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    draw(chart).paint(graphics, WIDTH, HEIGHT);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new IllegalStateException("Memory does not fail", e);
    }
    return out.toByteArray();
  }

  private org.knowm.xchart.internal.chartpart.Chart<?, ?> draw(Chart chart) {
    try {
      return switch (chart) {
        case Chart.Bars bars -> bars(bars);
        case Chart.Lines lines -> lines(lines);
      };
    } catch (LinkageError | NullPointerException e) {
      throw new FailedException("cannot draw charts: Java finds no fonts (" + e
          + "); install some (Debian, Ubuntu: apt-get install fontconfig fonts-dejavu-core)", e);
    }
  }

  private CategoryChart bars(Chart.Bars bars) {
    CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(bars.title())
        .yAxisTitle(bars.quantity()).build();
    style(chart.getStyler(), bars);
    chart.getStyler().setAvailableSpaceFill(0.85).setLegendVisible(bars.heights().size() > 1);
    bars.heights().forEach((name, heights) -> chart
        .addSeries(name, bars.groups(), heights.stream().map(h -> h.orElse(null)).toList())
        .setFillColor(colour(name)));
    return chart;
  }

  private XYChart lines(Chart.Lines lines) {
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(lines.title()).xAxisTitle(lines.along())
        .yAxisTitle(lines.quantity()).build();
    style(chart.getStyler(), lines);
    boolean isLogarithmic = Chart.needsLogarithm(lines.positions());
    chart.getStyler().setXAxisLogarithmic(isLogarithmic).setMarkerSize(9);
    if (!isLogarithmic) {
      // Sizes and parties are whole numbers.
      chart.getStyler().setxAxisTickLabelsFormattingFunction(
          x -> x == Math.rint(x) ? String.valueOf(x.longValue()) : "");
    }
    lines.points().forEach((name, points) -> {
      XYSeries drawn = chart.addSeries(name, points.stream().mapToDouble(p -> p[0]).toArray(),
          points.stream().mapToDouble(p -> p[1]).toArray());
      drawn.setMarkerColor(colour(name));
      drawn.setLineColor(colour(name));
      drawn.setMarker(MARKERS.get(index(name)));
      drawn.setLineStyle(new BasicStroke(2));
    });
    return chart;
  }

  private static void style(AxesChartStyler styler, Chart chart) {
    boolean isLogarithmic = Chart.needsLogarithm(chart.values());
    styler.setYAxisLogarithmic(isLogarithmic).setYAxisLogarithmicDecadeOnly(true)
        .setXAxisLogarithmicDecadeOnly(true).setXAxisDecimalPattern(NUMBERS).setYAxisDecimalPattern(NUMBERS)
        .setPlotGridLinesColor(FAINT).setPlotGridVerticalLinesVisible(false)
        .setAxisTickLabelsFont(font(Font.PLAIN, 12)).setAxisTitleFont(font(Font.PLAIN, 13))
        .setAxisTickMarksColor(FAINT).setAxisTickLabelsColor(INK).setLocale(Locale.ROOT);
    if (isLogarithmic) {
      double least = chart.values().min().orElseThrow();
      double most = chart.values().max().orElseThrow();
      styler.setYAxisMin(Math.pow(10, Math.floor(Math.log10(least)))).setYAxisMax(
          Math.pow(10, Math.ceil(Math.log10(most))));
    } else {
      styler.setYAxisMin(0.0).setYAxisMax(1.08 * chart.values().max().orElse(1));
    }
    styler.setChartBackgroundColor(Color.WHITE).setPlotBorderVisible(false).setChartTitleFont(font(Font.BOLD, 15))
        .setChartTitleBoxVisible(false).setChartFontColor(INK).setLegendPosition(LegendPosition.OutsideE)
        .setLegendBorderColor(Color.WHITE).setLegendFont(font(Font.PLAIN, 12)).setChartPadding(12);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  private Color colour(String name) {
    return COLOURS.get(index(name));
  }

  private int index(String name) {
    return Math.max(0, series.indexOf(name)) % COLOURS.size();
  }
}
