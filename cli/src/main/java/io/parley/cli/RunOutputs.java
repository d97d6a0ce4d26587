package io.parley.cli;

import io.parley.cli.data.OutputArray;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Gathers the outputs of a run, and those of the model in the clear if they are to be compared. */
final class RunOutputs implements ModelRun.Sink {
  private final ModelRun run;
  private final int rows;
  private final boolean compares;
  private Optional<OutputRows> outputs = Optional.empty();
  private Optional<OutputRows> plaintext = Optional.empty();

  /**
   * @param rows of all batches
   */
  RunOutputs(ModelRun run, int rows, boolean compares) {
    this.run = run;
    this.rows = rows;
    this.compares = compares;
  }

  /**
   * What the model for a batch will give for all rows; the numbers are still zeros.
   *
   * @throws io.parley.plan.BadRequestException if it cannot be put together from several batches
   */
  OutputRows joined(BoundModel bound) {
    return new OutputRows(bound, rows, run::bound);
  }

  @Override
  public void begin(BoundModel bound) {
    outputs = Optional.of(joined(bound));
    plaintext = compares ? Optional.of(joined(bound)) : Optional.empty();
  }

  @Override
  public void take(ModelRun.Batch batch) {
    outputs.orElseThrow().add(batch.outputs(), batch.rows());
    plaintext.ifPresent(joined -> joined.add(batch.plaintext(), batch.rows()));
  }

  List<OutputArray> arrays() {
    return outputs.map(OutputRows::arrays).orElse(List.of());
  }

  /** From plaintext; empty if nobody asked. */
  List<Deviation> deviations() {
    List<OutputArray> got = arrays();
    return plaintext.map(OutputRows::arrays).map(expected -> IntStream.range(0, got.size())
        .mapToObj(i -> Deviation.of(got.get(i), expected.get(i))).toList()).orElse(List.of());
  }
}
