package io.parley.cli;

import io.parley.client.RoleReport;
import io.parley.client.RunMode;
import io.parley.client.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the batches of one job cost: sums over those that count.
 *
 * @param totalSeconds from asking for a run to having its result
 */
record Cost(int batches, double offlineSeconds, double onlineSeconds, double totalSeconds, List<RoleCost> roles) {
  static final Cost NONE = new Cost(0, 0, 0, 0, List.of());
  private static final double MB = 1e6;

  Cost {
    roles = List.copyOf(roles);
  }

  Cost plus(RunReport run) {
    Map<String, RoleCost> sums = new LinkedHashMap<>();
    roles.forEach(role -> sums.put(role.name(), role));
    for (RoleReport role : run.roles()) {
      sums.merge(role.role(), RoleCost.of(role), RoleCost::plus);
    }
    return new Cost(batches + 1, offlineSeconds + run.offlineSeconds(), onlineSeconds + run.onlineSeconds(),
        totalSeconds + run.totalSeconds(), new ArrayList<>(sums.values()));
  }

  /** A line for each role. */
  Table table() {
    Table table = new Table("role", "node", ">rounds", ">MB sent", ">MB received", ">peak RSS, MB");
    for (RoleCost role : roles) {
      table.row(role.name(), role.node(), String.valueOf(role.rounds()), megabytes(role.bytesSent()),
          megabytes(role.bytesReceived()), String.format(Locale.ROOT, "%.0f", role.peakRssMb()));
    }
    return table;
  }

  /** What the figures mean. */
  static String explain(RunMode mode) {
    return switch (mode) {
      case APART, MAKE -> "Offline is before the first input is shared, online from then to the last output.";
      case STREAM -> "Offline, the provider's time of dealing, overlaps with online.";
      case STORED -> "Offline is the burning and checking of tapes made beforehand; what is read of them counts as "
          + "received.";
    };
  }

  /** For JSON. */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("batches", batches);
    map.put("offline_seconds", offlineSeconds);
    map.put("online_seconds", onlineSeconds);
    map.put("total_seconds", totalSeconds);
    map.put("roles", roles.stream().map(role -> Map.of("name", role.name(), "node", role.node(), "rounds",
        role.rounds(), "bytes_sent", role.bytesSent(), "bytes_received", role.bytesReceived(), "peak_rss_mb",
        role.peakRssMb())).toList());
    return map;
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / MB);
  }
}
