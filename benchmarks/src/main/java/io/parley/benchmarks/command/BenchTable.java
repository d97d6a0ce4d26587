package io.parley.benchmarks.command;

import io.parley.benchmarks.suite.Measurement;
import io.parley.benchmarks.suite.Measurement.Cluster;
import io.parley.benchmarks.suite.Measurement.RoleFigures;
import io.parley.benchmarks.suite.Spread;
import io.parley.cli.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measurements as text. */
final class BenchTable {
  private static final double MB = 1e6;

  private BenchTable() {}

  static void printClusters(PrintWriter out, List<Measurement> measurements, boolean withRoles) {
    Table table = new Table("what", ">size", "protocol", ">parties", "link", ">rounds", ">MB a party sends",
        ">compute s, median", "min–max", ">online s, median", "min–max", ">offline s, median", "min–max");
    for (Measurement m : measurements) {
      Cluster cluster = m.what().cluster().orElseThrow();
      List<String> row = new ArrayList<>(List.of(m.what().name(), m.what().size().label(), cluster.family(),
          String.valueOf(cluster.parties()), cluster.link(), String.valueOf(m.ofParties(RoleFigures::rounds)),
          megabytes(m.ofParties(RoleFigures::bytesSent))));
      for (String phase : List.of(Measurement.COMPUTE, Measurement.ONLINE, Measurement.OFFLINE)) {
        row.add(m.time(phase).map(s -> seconds(s.median())).orElse(""));
        row.add(m.time(phase).map(s -> seconds(s.min()) + "–" + seconds(s.max())).orElse(""));
      }
      table.row(row.toArray(String[]::new));
    }
    table.print(out);
    if (withRoles) {
      out.println();
      printRoles(out, measurements);
    }
    out.println();
    out.println(
        "Each role is a JVM of its own on this machine. Compute is the parties' time "
            + "from the last input share to the end of the plan, checks included; online is from the first input share to "
            + "the last output, offline before it (a tape of more than 1 GB is dealt meanwhile). MB are 10^6 bytes of "
            + "payload, shares for the client included."
            + (withRoles ? " Peak RSS is known for the first row on newly started nodes." : ""));
    out.flush();
  }

  private static void printRoles(PrintWriter out, List<Measurement> measurements) {
    Table table = new Table("what", ">size", "cluster", "role", ">rounds", ">MB sent", ">MB received",
        ">peak RSS, MiB");
    for (Measurement m : measurements) {
      for (RoleFigures role : m.roles()) {
        table.row(m.what().name(), m.what().size().label(), m.what().cluster().orElseThrow().label(), role.role(),
            String.valueOf(role.rounds()), megabytes(role.bytesSent()),
            megabytes(role.bytesReceived()),
            role.peakRssBytes() == 0 ? "–" : String.valueOf(role.peakRssBytes() >> 20));
      }
    }
    table.print(out);
  }

  static void printKernels(PrintWriter out, List<Measurement> measurements) {
    Table table = new Table("kernel", ">size", ">µs a call, median", "min–max", ">work in a second", "");
    for (Measurement m : measurements) {
      Spread call = m.time();
      Map.Entry<String, Double> rate = m.rates().entrySet().stream().findFirst().orElse(Map.entry("", 0.0));
      table.row(m.what().name(), m.what().size().label(), micros(call.median()),
          micros(call.min()) + "–" + micros(call.max()), String.format(Locale.ROOT, "%.2f", rate.getValue()),
          rate.getKey());
    }
    table.print(out);
    out.println();
    out.println("One thread in a JVM of its own; JMH measures. GMAC/s are 10^9 multiply-adds, GB/s are 10^9 bytes of "
        + "ring elements in a second.");
    out.flush();
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.4f", seconds);
  }

  private static String micros(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds * 1e6);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.3f", bytes / MB);
  }
}
