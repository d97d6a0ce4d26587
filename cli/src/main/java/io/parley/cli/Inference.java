package io.parley.cli;

import io.parley.cli.data.LabelledImages;
import io.parley.client.Parley;
import io.parley.crypto.FixedPoint;
import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import io.parley.onnx.OnnxModel;
import io.parley.plan.BadRequestException;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Classifies images privately, and once more in the clear to compare: scores what a {@link ModelRun} gives. Everything
 * that the user may have got wrong is found when this is made, before any node is asked for anything.
 */
final class Inference implements AutoCloseable {
  static final int FRACTION_BITS = FixedPoint.DEFAULT_FRACTION_BITS;
  private static final FixedPoint FIXED_POINT = new FixedPoint(FRACTION_BITS);

  /**
   * What to do.
   *
   * @param model a file, or a name of {@link Models#SHIPPED}
   * @param count how many images
   * @param warmups runs on the first images before those that count
   */
  record Task(String model, ModelTask how, Path images, Path labels, int count, int warmups) {
    Task {
      check(count >= 1, "There must be at least 1 image, not " + count);
      check(warmups >= 0, "--warmup must be at least 0, not " + warmups);
      how = how.forRows(count);
    }

    private static void check(boolean holds, String otherwise) {
      if (!holds) {
        throw new BadRequestException(otherwise);
      }
    }
  }

  private final Task task;
  private final ModelRun model;
  private final String inputName;
  private final String outputName;
  private final int classes;
  private final LabelledImages images;

  Inference(Task task) {
    this.task = task;
    OnnxModel read = Models.read(task.model());
    Shape imageShape = Models.imageShape(read, task.how().sizes(task.how().batch()));
    model = new ModelRun(new Model.Onnx(read), task.how(), "image");
    inputName = read.inputs().getFirst().name();
    Map.Entry<String, TensorType> output = model.asked().outputs().firstEntry();
    if (model.asked().outputs().size() != 1 || output.getValue().shape().rank() != 2) {
      throw new BadRequestException(
          read.name() + " gives " + model.asked().outputs().size() + " outputs, the first of shape "
              + output.getValue().shape() + ", but a classifier gives one score for each class. Name another model");
    }
    outputName = output.getKey();
    classes = output.getValue().shape().dim(1);
    images = LabelledImages.open(task.images(), task.labels(), imageShape, classes, task.count(), FIXED_POINT,
        read.inputs().getFirst().element() != Element.INTEGER);
  }

  /** Runs everything. */
  InferenceReport run(Venue venue, ProgressLine progress) throws InterruptedException {
    venue.check(model);
    return venue.run(model, progress, (parley, parties) -> run(parley, parties, progress));
  }

  private InferenceReport run(Parley parley, int parties, ProgressLine progress) throws InterruptedException {
    Scoring scoring = new Scoring(progress);
    ModelRun.Done done = model.run(parley, parties, task.warmups(), scoring, progress, scoring);
    return scoring.tally.report(task, done);
  }

  /** Compares what comes out with the labels of what went in. */
  private final class Scoring implements ModelRun.Rows, ModelRun.Sink {
    private final ProgressLine progress;
    private final Tally tally = new Tally(classes);
    private int[] labels = {};

    Scoring(ProgressLine progress) {
      this.progress = progress;
    }

    @Override
    public int left() {
      return images.left();
    }

    @Override
    public Map<String, Values> next(int most) {
      LabelledImages.Batch batch = images.next(most);
      labels = batch.labels();
      return Map.of(inputName, batch.images());
    }

    @Override
    public void begin(BoundModel bound) {}

    @Override
    public void take(ModelRun.Batch batch) {
      progress.phase("comparing");
      tally.add(labels, scores(batch.outputs()), scores(batch.plaintext()));
    }

    private Values scores(Map<String, Values> outputs) {
      return Objects.requireNonNull(outputs.get(outputName), outputName);
    }
  }

  @Override
  public void close() {
    images.close();
  }
}
