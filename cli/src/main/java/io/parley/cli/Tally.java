package io.parley.cli;

import io.parley.client.RoleReport;
import io.parley.client.RunReport;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what the batches of one inference gave and cost. */
final class Tally {
  private final int classes;
  private final Map<String, RoleCost> roles = new LinkedHashMap<>();
  private int batches;
  private int count;
  private int right;
  private int plaintextRight;
  private int agreeing;
  private double maxAbsError;
  private double offlineSeconds;
  private double onlineSeconds;
  private double totalSeconds;

  Tally(int classes) {
    this.classes = classes;
  }

  /** How many images there were. */
  int count() {
    return count;
  }

  /**
   * Takes one batch.
   *
   * @param labels each below the number of classes
   * @param scores and {@code reference} of shape n×classes, where n is at least the number of labels
   */
  void add(int[] labels, Values scores, Values reference, RunReport cost) {
    for (int i = 0; i < labels.length; i++) {
      int guess = best(scores.data(), i);
      int plaintextGuess = best(reference.data(), i);
      right += guess == labels[i] ? 1 : 0;
      plaintextRight += plaintextGuess == labels[i] ? 1 : 0;
      agreeing += guess == plaintextGuess ? 1 : 0;
      for (int c = i * classes; c < (i + 1) * classes; c++) {
        maxAbsError = Math.max(maxAbsError, Math.abs(scores.data()[c] - reference.data()[c]));
      }
    }
    count += labels.length;
    batches++;
    offlineSeconds += cost.offlineSeconds();
    onlineSeconds += cost.onlineSeconds();
    totalSeconds += cost.totalSeconds();
    for (RoleReport role : cost.roles()) {
      roles.merge(role.role(), RoleCost.of(role), RoleCost::plus);
    }
  }

  private int best(double[] scores, int image) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (scores[image * classes + c] > scores[image * classes + best]) {
        best = c;
      }
    }
    return best;
  }

  InferenceReport report(Inference.Task task, int parties) {
    List<RoleCost> costs = new ArrayList<>(roles.values());
    return new InferenceReport(task.model(), task.protocol(), parties, task.mode(), count, task.batch(), batches,
        task.warmups(), (double) right / count, (double) plaintextRight / count, (double) agreeing / count, maxAbsError,
        offlineSeconds, onlineSeconds, totalSeconds, costs);
  }
}
