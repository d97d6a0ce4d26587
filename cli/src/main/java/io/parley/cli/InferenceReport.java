package io.parley.cli;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.parley.client.RunMode;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an inference gave and cost. Seconds, rounds and bytes are sums over the batches that count.
 *
 * @param accuracy the share of images that were classified as labelled
 * @param plaintextAccuracy the same of the model in the clear
 * @param agreement the share of images that both classified alike
 * @param maxAbsError the largest difference between a score and its plaintext
 * @param totalSeconds from asking for a run to having its result, summed
 */
record InferenceReport(String model, String protocol, int parties, RunMode mode, int count, int batch, int batches,
    int warmups, double accuracy, double plaintextAccuracy, double agreement, double maxAbsError, double offlineSeconds,
    double onlineSeconds, double totalSeconds, List<RoleCost> roles) {
  private static final double MB = 1e6;

  InferenceReport {
    roles = List.copyOf(roles);
  }

  double imagesPerSecond() {
    return count / totalSeconds;
  }

  void print(PrintWriter out) {
    new Table("", ">")
        .row("accuracy, private", percent(accuracy))
        .row("accuracy, plaintext", percent(plaintextAccuracy))
        .row("same prediction", Math.round(agreement * count) + " of " + count)
        .row("largest logit error", String.format(Locale.ROOT, "%.6f", maxAbsError))
        .row("offline", seconds(offlineSeconds))
        .row("online", seconds(onlineSeconds))
        .row("images per second", String.format(Locale.ROOT, "%.1f", imagesPerSecond()))
        .print(out);
    out.println();
    Table table = new Table("role", "node", ">rounds", ">MB sent", ">MB received", ">peak RSS, MB");
    for (RoleCost role : roles) {
      table.row(role.name(), role.node(), String.valueOf(role.rounds()), megabytes(role.bytesSent()),
          megabytes(role.bytesReceived()), String.format(Locale.ROOT, "%.0f", role.peakRssMb()));
    }
    table.print(out);
    out.println();
    out.println("Sums over " + (batches == 1 ? "one batch" : batches + " batches") + " of " + batch
        + (count % batch == 0 ? "" : ", the last filled up with blanks") + ", after " + warmups
        + " warm-up run" + (warmups == 1 ? "" : "s") + " that do" + (warmups == 1 ? "es" : "") + " not count. "
        + switch (mode) {
          case APART, MAKE -> "Offline is before the first input is shared, online from then to the last output.";
          case STREAM -> "Offline, the provider's time of dealing, overlaps with online.";
          case STORED -> "Offline is the burning and checking of tapes made beforehand; what is read of them counts as "
              + "received.";
        }
        + " Images per second include both and the plan's way to the roles. MB are 10^6 bytes of payload.");
    out.flush();
  }

  /** Writes all figures as JSON. */
  void write(Path file) {
    String json = ConfigValueFactory.fromMap(asMap()).render(ConfigRenderOptions.concise().setFormatted(true));
    try {
      Files.writeString(file, json + "\n");
    } catch (IOException e) {
      throw new BadRequestException("Cannot write " + file + " (" + e + "). Check --json", e);
    }
  }

  private Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("protocol", protocol);
    map.put("parties", parties);
    map.put("mode", mode.name().toLowerCase(Locale.ROOT));
    map.put("count", count);
    map.put("batch", batch);
    map.put("batches", batches);
    map.put("warmups", warmups);
    map.put("accuracy", accuracy);
    map.put("plaintext_accuracy", plaintextAccuracy);
    map.put("agreement", agreement);
    map.put("max_abs_error", maxAbsError);
    map.put("offline_seconds", offlineSeconds);
    map.put("online_seconds", onlineSeconds);
    map.put("total_seconds", totalSeconds);
    map.put("images_per_second", imagesPerSecond());
    map.put("roles", roles.stream().map(role -> Map.of("name", role.name(), "node", role.node(), "rounds",
        role.rounds(), "bytes_sent", role.bytesSent(), "bytes_received", role.bytesReceived(), "peak_rss_mb",
        role.peakRssMb())).toList());
    return map;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / MB);
  }
}
