package io.parley.cli;

import io.parley.cli.data.LabelledImages;
import io.parley.client.Members;
import io.parley.client.Parley;
import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.client.RunResult;
import io.parley.crypto.FixedPoint;
import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import io.parley.onnx.OnnxModel;
import io.parley.onnx.Sizes;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.PlaintextInterpreter;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.protocols.cost.MemoryEstimate;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Classifies images privately, and once more in the clear to compare. Everything that the user may have got wrong is
 * found when this is made, before any node is asked for anything.
 */
final class Inference implements AutoCloseable {
  static final int FRACTION_BITS = FixedPoint.DEFAULT_FRACTION_BITS;
  private static final FixedPoint FIXED_POINT = new FixedPoint(FRACTION_BITS);

  /**
   * What to do.
   *
   * @param model a file, or a name of {@link Models#SHIPPED}
   * @param count how many images
   * @param batch how many at once; with tapes, that for which they were made
   * @param dimensions the sizes of open dimensions by their names
   * @param warmups runs on the first images before those that count
   * @param comparisons how they are made; empty for as the protocol does by itself
   */
  record Task(String model, Path images, Path labels, int count, int batch,
      Map<String, Integer> dimensions, int warmups, String protocol, RunMode mode,
      Optional<ComparisonChoice> comparisons) {
    Task with(RunMode otherMode, int otherBatch) {
      return new Task(model, images, labels, count, otherBatch, dimensions, warmups, protocol, otherMode, comparisons);
    }

    Task {
      check(count >= 1, "There must be at least 1 image, not " + count);
      check(batch >= 1, "--batch must be at least 1, not " + batch);
      check(warmups >= 0, "--warmup must be at least 0, not " + warmups);
      batch = mode == RunMode.STORED ? batch : Math.min(batch, count);
    }

    private static void check(boolean holds, String otherwise) {
      if (!holds) {
        throw new BadRequestException(otherwise);
      }
    }
  }

  /** The model for one size of batches. */
  private record Bound(int batch, Imported imported, Plan lowered) {
    static Bound of(OnnxModel model, Sizes sizes, Protocol protocol) {
      Imported imported = model.bind(sizes, FRACTION_BITS, WeightVisibility.SECRET);
      return new Bound(sizes.batch(), imported, Lowering.lower(imported.surfacePlan(), protocol.target()));
    }
  }

  private final Task task;
  private final Protocol protocol;
  private final OnnxModel model;
  private final Bound asked;
  private final String inputName;
  private final String outputName;
  private final int classes;
  private final LabelledImages images;

  Inference(Task task) {
    this.task = task;
    protocol = Protocols.byName(task.protocol());
    if (task.mode() == RunMode.STORED) {
      Tapes.check(protocol);
    }
    model = Models.read(task.model());
    Shape imageShape = Models.imageShape(model, sizes(task.batch()));
    asked = Bound.of(model, sizes(task.batch()), protocol);
    inputName = model.inputs().getFirst().name();
    Plan surface = asked.imported().surfacePlan();
    outputName = surface.outputs().getFirst().name();
    TensorType output = surface.node(surface.outputs().getFirst().node()).type();
    if (surface.outputs().size() != 1 || output.shape().rank() != 2) {
      throw new BadRequestException(
          model.name() + " gives " + surface.outputs().size() + " outputs, the first of shape "
              + output.shape() + ", but a classifier gives one score for each class. Name another model");
    }
    classes = output.shape().dim(1);
    asked.imported().weights().forEach((name, values) -> checkWeight(model, name, values));
    images = LabelledImages.open(task.images(), task.labels(), imageShape, classes, task.count(), FIXED_POINT,
        model.inputs().getFirst().element() != Element.INTEGER);
  }

  private static void checkWeight(OnnxModel model, String name, Values values) {
    try {
      FIXED_POINT.encode(values.shape(), values.data());
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("Weight '" + name + "' of " + model.name() + ": " + e.getMessage()
          + ". Scale the model's weights", e);
    }
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

  /** Runs everything on the first so many parties of a cluster. */
  InferenceReport run(Parley parley, int parties, ProgressLine progress) throws InterruptedException {
    Bound bound = task.mode() == RunMode.STORED
        ? bound(task.batch(), parties)
        : fitting(parley.members(), parties, progress);
    RunMode mode = mode(bound, parties);
    Tally tally = new Tally(classes);
    boolean isFirst = true;
    while (images.left() > 0) {
      LabelledImages.Batch batch = images.next(bound.batch());
      Map<String, Values> inputs = inputs(batch, bound);
      for (int i = 0; isFirst && i < task.warmups(); i++) {
        progress.step("warm-up");
        parley.run(bound.lowered(), options(parties, mode, progress), inputs);
      }
      isFirst = false;
      progress.step("images " + (tally.count() + 1) + " to " + (tally.count() + batch.size()));
      RunResult result = parley.run(bound.lowered(), options(parties, mode, progress), inputs);
      progress.phase("comparing");
      Map<String, Values> reference = PlaintextInterpreter.run(bound.imported().surfacePlan(), inputs);
      tally.add(batch.labels(), output(result.outputs()), output(reference), result.report());
      progress.done(tally.count());
    }
    return tally.report(task.with(mode, bound.batch()), parties);
  }

  private Sizes sizes(int batch) {
    return new Sizes(batch, task.dimensions());
  }

  private RunMode mode(Bound bound, int parties) {
    return task.mode() == RunMode.APART ? Tapes.mode(bound.lowered(), protocol, parties) : task.mode();
  }

  /** As many images at a time as the nodes have memory for, at most those asked for. */
  private Bound fitting(Members members, int parties, ProgressLine progress) {
    BatchCut cut = BatchCut.of(members, parties, needsProvider(), batch -> {
      Bound bound = bound(batch, parties);
      return MemoryEstimate.of(bound.lowered(), protocol, new Roles(parties), mode(bound, parties) == RunMode.APART);
    });
    boolean isFixed = model.openBatch().isEmpty();
    BatchCut.Choice choice = cut.fitting(task.batch(), isFixed);
    choice.why().ifPresent(progress::say);
    return bound(choice.batch(), parties);
  }

  /** With the comparisons that are asked for. */
  private Bound bound(int batch, int parties) {
    Bound bound = batch == asked.batch() ? asked : Bound.of(model, sizes(batch), protocol);
    return task.comparisons()
        .map(c -> new Bound(batch, bound.imported(), c.choose(bound.lowered(), protocol, parties))).orElse(bound);
  }

  private Values output(Map<String, Values> outputs) {
    return Objects.requireNonNull(outputs.get(outputName), outputName);
  }

  private RunOptions options(int parties, RunMode mode, ProgressLine progress) {
    return RunOptions.defaults().withProtocol(task.protocol()).withParties(parties).withMode(mode)
        .withProgress(progress::phase);
  }

  /** A batch that is not full is filled up with zeros: it runs the same plan. */
  private Map<String, Values> inputs(LabelledImages.Batch batch, Bound bound) {
    Shape shape = batch.images().shape();
    int[] dims = shape.dims();
    dims[0] = bound.batch();
    Shape full = Shape.of(dims);
    double[] pixels = Arrays.copyOf(batch.images().data(), full.size());
    Map<String, Values> inputs = new HashMap<>(bound.imported().weights());
    inputs.put(inputName, Values.of(full, pixels));
    return inputs;
  }

  @Override
  public void close() {
    images.close();
  }
}
