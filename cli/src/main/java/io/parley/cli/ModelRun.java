package io.parley.cli;

import io.parley.client.Members;
import io.parley.client.Parley;
import io.parley.client.RangeCheck;
import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.client.RunReport;
import io.parley.client.RunResult;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import io.parley.plan.plaintext.PlaintextInterpreter;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.protocols.cost.MemoryEstimate;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.util.Map;
import java.util.Optional;

/**
 * A model that is run privately, batch after batch. What the user may have got wrong about it is found when this is
 * made, before any node is asked for anything.
 */
final class ModelRun {
  /** The rows of data that a model takes, in their order. */
  interface Rows {
    /** How many are left. */
    int left();

    /** The next ones by the model's inputs, at most so many. */
    Map<String, Values> next(int most);
  }

  /** Who wants the results. */
  interface Sink {
    /**
     * Before the first run.
     *
     * @throws BadRequestException if what a model for this batch gives is of no use
     */
    void begin(BoundModel model);

    /** A batch is done. */
    void take(Batch batch);
  }

  /**
   * A batch that was run.
   *
   * @param rows how many, from the first, are not there to fill it up
   * @param inputs of the whole plan
   */
  record Batch(int rows, BoundModel model, Map<String, Values> inputs, Map<String, Values> outputs, RunReport cost) {
    /** The outputs of the model in the clear. */
    Map<String, Values> plaintext() {
      return PlaintextInterpreter.run(model.surface(), inputs);
    }
  }

  /**
   * How everything was run.
   *
   * @param batch how many rows at once
   */
  record Done(int parties, int batch, RunMode mode, Cost cost) {}

  private final Model model;
  private final ModelTask task;
  private final String thing;
  private final Protocol protocol;
  private final BoundModel asked;

  /**
   * @param thing what a row is, in the singular
   * @throws BadRequestException if the model cannot be run so
   */
  ModelRun(Model model, ModelTask task, String thing) {
    this.model = model;
    this.task = task;
    this.thing = thing;
    protocol = Protocols.byName(task.protocol());
    if (task.mode() == RunMode.STORED) {
      Tapes.check(protocol);
    }
    asked = BoundModel.of(model, task, task.batch(), protocol);
    asked.checkWeights(model.name());
  }

  Protocol protocol() {
    return protocol;
  }

  /** As asked for. */
  Optional<ComparisonChoice> comparisons() {
    return task.comparisons();
  }

  boolean needsProvider() {
    return protocol.needsProvider() && task.mode() != RunMode.STORED;
  }

  /** For the batch that was asked for. */
  BoundModel asked() {
    return asked;
  }

  /**
   * Runs all rows on the first so many parties of a cluster, as many at a time as its nodes have memory for.
   *
   * @param warmups runs on the first batch before those that count
   */
  Done run(Parley parley, int parties, int warmups, Rows rows, ProgressLine progress, Sink sink)
      throws InterruptedException {
    BoundModel bound = task.mode() == RunMode.STORED
        ? bound(task.batch(), parties)
        : fitting(parley.members(), parties, progress);
    sink.begin(bound);
    RunMode mode = mode(bound, parties);
    RunOptions plain = RunOptions.defaults().withProtocol(task.protocol()).withParties(parties).withMode(mode)
        .withProgress(progress::phase).withQueue(progress::place).withRangeCheck(RangeCheck.OFF);
    RunOptions options = task.comparisons().map(plain::withComparisons).orElse(plain);
    Cost cost = Cost.NONE;
    for (int done = 0; rows.left() > 0;) {
      int before = rows.left();
      Map<String, Values> inputs = bound.full(rows.next(bound.batch()));
      int count = before - rows.left();
      task.ranges().check(model.name(), bound, inputs, progress::say);
      for (int i = 0; done == 0 && i < warmups; i++) {
        progress.step("warm-up");
        parley.run(bound.surface(), options, inputs);
      }
      progress.step(thing + "s " + (done + 1) + " to " + (done + count));
      RunResult result = parley.run(bound.surface(), options, inputs);
      cost = cost.plus(result.report());
      done += count;
      sink.take(new Batch(count, bound, inputs, result.outputs(), result.report()));
      progress.done(done);
    }
    return new Done(parties, bound.batch(), mode, cost);
  }

  private RunMode mode(BoundModel bound, int parties) {
    return task.mode() == RunMode.APART ? Tapes.mode(bound.lowered(), protocol, parties) : task.mode();
  }

  /** At most the batch that was asked for. */
  private BoundModel fitting(Members members, int parties, ProgressLine progress) {
    BatchCut cut = BatchCut.of(members, parties, needsProvider(), thing, batch -> {
      BoundModel bound = bound(batch, parties);
      return MemoryEstimate.of(bound.lowered(), protocol, new Roles(parties), mode(bound, parties) == RunMode.APART);
    });
    BatchCut.Choice choice = cut.fitting(task.batch(), !Models.canCut(model));
    choice.why().ifPresent(progress::say);
    return bound(choice.batch(), parties);
  }

  /** For any batch. */
  BoundModel bound(int batch) {
    return batch == asked.batch() ? asked : BoundModel.of(model, task, batch, protocol);
  }

  /** With the comparisons that are asked for. */
  private BoundModel bound(int batch, int parties) {
    BoundModel bound = bound(batch);
    return task.comparisons()
        .map(c -> new BoundModel(batch, bound.imported(), c.choose(bound.lowered(), protocol, parties))).orElse(bound);
  }
}
