package io.parley.cli.data;

import io.parley.crypto.FixedPoint;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The first images of one file with their labels from another, batch by batch. Opening reads everything once, so that
 * what is wrong with it shows before the first batch. Not safe for use by several threads.
 */
public final class LabelledImages implements AutoCloseable {
  private final ArrayFile images;
  private final Shape imageShape;
  private final int[] labels;
  private final boolean scaled;
  private int done;

  /**
   * Some images and what they show.
   *
   * @param images of shape n×(an image's shape)
   */
  public record Batch(Values images, int[] labels) {
    public int size() {
      return labels.length;
    }
  }

  private LabelledImages(ArrayFile images, Shape imageShape, int[] labels, boolean scaled) {
    this.images = images;
    this.imageShape = imageShape;
    this.labels = labels;
    this.scaled = scaled;
  }

  /**
   * Opens both files and compares them.
   *
   * @param imageShape of one image as the model takes it; the file may arrange the same number of values otherwise
   * @param classes how many there are; labels number them from 0
   * @param count how many images to read
   * @param fixedPoint what the images' values have to fit
   * @param scaled whether bytes count as 0 … 1, or as integers
   * @throws BadRequestException if a file cannot be read, or they do not fit each other or the rest
   */
  public static LabelledImages open(Path imageFile, Path labelFile, Shape imageShape, int classes, int count,
      FixedPoint fixedPoint, boolean scaled) {
    int[] labels;
    try (ArrayFile images = ArrayFile.open(imageFile); ArrayFile labelled = ArrayFile.open(labelFile)) {
      check(images, labelled, imageShape, count);
      labels = labels(labelled, classes, count);
      checkValues(images, count, fixedPoint);
    }
    return new LabelledImages(ArrayFile.open(imageFile), imageShape, labels, scaled);
  }

  private static void check(ArrayFile images, ArrayFile labels, Shape imageShape, int count) {
    if (labels.itemDims().length > 0) {
      throw new BadRequestException("Labels need one axis, but " + labels.path() + " is of shape " + labels.shape()
          + ". Check --labels");
    }
    if (images.count() != labels.count()) {
      throw new BadRequestException(images.path() + " has " + images.count() + " images, but " + labels.path() + " has "
          + labels.count() + " labels. Name files that belong together");
    }
    if (count > images.count()) {
      throw new BadRequestException(images.path() + " has " + images.count() + " images, so " + count
          + " cannot be taken. Ask for at most " + images.count());
    }
    if (images.itemSize() != imageShape.size()) {
      throw new BadRequestException("The model takes images of shape " + imageShape + " (" + imageShape.size()
          + " values), but those in " + images.path() + " are of shape " + Shape.of(images.itemDims()) + " ("
          + images.itemSize() + " values). Check --images and --model");
    }
  }

  private static int[] labels(ArrayFile file, int classes, int count) {
    double[] numbers = file.next(count);
    for (double label : numbers) {
      if (label != Math.rint(label) || !(label >= 0 && label < classes)) {
        throw new BadRequestException("Labels are whole numbers from 0 to " + (classes - 1)
            + ", as the model has " + classes + " classes, but " + file.path() + " has " + label
            + ". Check --labels and --model");
      }
    }
    return Arrays.stream(numbers).mapToInt(label -> (int) label).toArray();
  }

  private static void checkValues(ArrayFile images, int count, FixedPoint fixedPoint) {
    for (int i = 0; i < count && !images.holdsBytes(); i++) {
      try {
        fixedPoint.encode(Shape.of(images.itemSize()), images.next(1));
      } catch (IllegalArgumentException e) {
        throw new BadRequestException("Image " + i + " in " + images.path() + ": " + e.getMessage()
            + ". Scale the images", e);
      }
    }
  }

  /** How many images are left to read. */
  public int left() {
    return labels.length - done;
  }

  /** The next images, at most {@code size}. */
  public Batch next(int size) {
    int items = Math.min(size, left());
    double[] pixels = scaled ? images.nextScaled(items) : images.next(items);
    int[] dims = new int[imageShape.rank() + 1];
    dims[0] = items;
    System.arraycopy(imageShape.dims(), 0, dims, 1, imageShape.rank());
    done += items;
    return new Batch(Values.of(Shape.of(dims), pixels), Arrays.copyOfRange(labels, done - items, done));
  }

  @Override
  public void close() {
    images.close();
  }
}
