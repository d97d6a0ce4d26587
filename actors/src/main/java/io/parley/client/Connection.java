package io.parley.client;

import io.parley.plan.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The way to a cluster, behind {@link Parley}; safe for use by several threads. Not for users, who call that. */
public interface Connection extends AutoCloseable {
  /**
   * Runs plans one after the other as one job, or has a tape for one made, as the options' mode says.
   *
   * @param inputs all that each plan declares, checked
   * @return of each plan
   */
  List<RunResult> submit(List<PreparedPlan> plans, RunOptions options, List<Map<String, Values>> inputs)
      throws InterruptedException;

  /** See {@link Parley#tapes}. */
  List<TapeInfo> tapes() throws InterruptedException;

  /** See {@link Parley#burnTapes}. */
  Set<UUID> burnTapes(Optional<UUID> id) throws InterruptedException;

  /** See {@link Parley#members}. */
  Members members() throws InterruptedException;

  @Override
  void close();
}
