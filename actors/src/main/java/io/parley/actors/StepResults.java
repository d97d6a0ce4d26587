package io.parley.actors;

import io.parley.client.RoleReport;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What comes of a job's steps at its client. The seats write outputs, the run's actor the rest. */
final class StepResults {
  /** Of a step that all roles have done. */
  record Result(Map<String, Values> outputs, List<RoleReport> roles, double seconds) {}

  private final int steps;
  private final Map<Integer, Map<String, Values>> revealed = new ConcurrentHashMap<>();
  /** Of the step that goes on. */
  private final List<RoleReport> reports = new ArrayList<>();
  private final List<Result> complete = new ArrayList<>();
  private long sinceNanos = System.nanoTime();

  /** From now on it counts what the first step takes. */
  StepResults(int steps) {
    this.steps = steps;
  }

  /** The client's part of a step is done. Called by its seat. */
  void reveal(int step, Map<String, Values> outputs) {
    revealed.put(step, outputs);
  }

  /** How many steps all roles have done, from the first on. */
  int complete() {
    return complete.size();
  }

  /** The job begins again after the last step that is complete. */
  void beginAgain() {
    reports.clear();
    revealed.keySet().removeIf(step -> step >= complete.size());
  }

  /**
   * A role is done with the step that goes on. A coordinator need not be believed: of a step that the client is not done
   * with it cannot be true.
   *
   * @param roles how many take part
   */
  void spent(int step, RoleReport report, int roles) {
    if (step != complete.size() || !revealed.containsKey(step) || reports.size() >= roles) {
      return;
    }
    reports.add(report);
    if (reports.size() == roles) {
      end();
    }
  }

  private void end() {
    long now = System.nanoTime();
    complete.add(new Result(revealed.getOrDefault(complete.size(), Map.of()), List.copyOf(reports),
        (now - sinceNanos) / 1e9));
    reports.clear();
    sinceNanos = now;
  }

  /** Whether the client's part of all steps is done. */
  boolean isRevealed() {
    return revealed.size() == steps;
  }

  /** The job has succeeded, and reports that are missing are lost. */
  List<Result> all() {
    while (complete.size() < steps) {
      end();
    }
    return List.copyOf(complete);
  }
}
