package io.parley.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an inference gave and cost.
 *
 * @param accuracy the share of images that were classified as labelled
 * @param plaintextAccuracy the same of the model in the clear
 * @param agreement the share of images that both classified alike
 * @param maxAbsError the largest difference between a score and its plaintext
 */
record InferenceReport(String model, String protocol, int count, int warmups, ModelRun.Done done, double accuracy,
    double plaintextAccuracy, double agreement, double maxAbsError) {
  double imagesPerSecond() {
    return count / done.cost().totalSeconds();
  }

  void print(PrintWriter out) {
    new Table("", ">")
        .row("accuracy, private", percent(accuracy))
        .row("accuracy, plaintext", percent(plaintextAccuracy))
        .row("same prediction", Math.round(agreement * count) + " of " + count)
        .row("largest logit error", String.format(Locale.ROOT, "%.6f", maxAbsError))
        .row("offline", Cost.seconds(done.cost().offlineSeconds()))
        .row("online", Cost.seconds(done.cost().onlineSeconds()))
        .row("images per second", String.format(Locale.ROOT, "%.1f", imagesPerSecond()))
        .print(out);
    out.println();
    done.cost().table().print(out);
    out.println();
    int batch = done.batch();
    int batches = done.cost().batches();
    out.println("Sums over " + (batches == 1 ? "one batch" : batches + " batches") + " of " + batch
        + (count % batch == 0 ? "" : ", the last filled up with blanks") + ", after " + warmups
        + " warm-up run" + (warmups == 1 ? "" : "s") + " that do" + (warmups == 1 ? "es" : "") + " not count. "
        + Cost.explain(done.mode())
        + " Images per second include both and the plan's way to the roles. MB are 10^6 bytes of payload.");
    out.flush();
  }

  /** Writes all figures as JSON. */
  void write(Path file) {
    JsonFile.write(file, asMap());
  }

  private Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("protocol", protocol);
    map.put("parties", done.parties());
    map.put("mode", done.mode().name().toLowerCase(Locale.ROOT));
    map.put("count", count);
    map.put("batch", done.batch());
    map.put("warmups", warmups);
    map.put("accuracy", accuracy);
    map.put("plaintext_accuracy", plaintextAccuracy);
    map.put("agreement", agreement);
    map.put("max_abs_error", maxAbsError);
    map.put("images_per_second", imagesPerSecond());
    map.putAll(done.cost().asMap());
    return map;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
