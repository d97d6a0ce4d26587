package io.parley.cli;

import io.parley.plan.Values;

/** Counts how well the images of one inference were classified. */
final class Tally {
  private final int classes;
  private int count;
  private int right;
  private int plaintextRight;
  private int agreeing;
  private double maxAbsError;

  Tally(int classes) {
    this.classes = classes;
  }

  /**
   * Takes one batch.
   *
   * @param labels each below the number of classes
   * @param scores and {@code reference} of shape n×classes, where n is at least the number of labels
   */
  void add(int[] labels, Values scores, Values reference) {
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

  InferenceReport report(Inference.Task task, ModelRun.Done done) {
    return new InferenceReport(task.model(), task.how().protocol(), count, task.warmups(), done,
        (double) right / count, (double) plaintextRight / count, (double) agreeing / count, maxAbsError);
  }
}
