package io.parley.actors;

import io.parley.client.RoleReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** What the roles spent on the step of a job that goes on, as they tell its conductor. */
final class StepCosts {
  private final Map<Integer, Long> dealt = new HashMap<>();
  private final Map<Integer, Conductor.Finished> finished = new TreeMap<>();

  void add(Conductor.Dealt done) {
    dealt.put(done.role(), done.nanos());
  }

  void add(Conductor.Finished done) {
    finished.put(done.role(), done);
  }

  /**
   * In the order of roles; forgets them for the next step.
   *
   * @param role as people call it
   * @param node the name of the role's
   */
  List<RoleReport> take(IntFunction<String> role, IntFunction<String> node) {
    List<RoleReport> reports = finished.values().stream().map(done -> new RoleReport(role.apply(done.role()),
        node.apply(done.role()), seconds(dealt.getOrDefault(done.role(), 0L)), seconds(done.nanos()),
        done.peakRssBytes(), done.usage())).toList();
    dealt.clear();
    finished.clear();
    return reports;
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
