package io.parley.cli.data;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.nio.file.Path;

/** The first images of one file with their labels from another, batch by batch. Not safe for use by several threads. */
public final class LabelledImages implements AutoCloseable {
  private static final double WHITE = 255;

  private final ArrayFile images;
  private final ArrayFile labels;
  private final Shape imageShape;
  private int left;

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

  private LabelledImages(ArrayFile images, ArrayFile labels, Shape imageShape, int count) {
    this.images = images;
    this.labels = labels;
    this.imageShape = imageShape;
    this.left = count;
  }

  /**
   * Opens both files and compares them.
   *
   * @param imageShape of one image as the model takes it; the file may arrange the same number of values otherwise
   * @param count how many images to read
   * @throws BadRequestException if a file cannot be read, or they do not fit each other, the shape or the count
   */
  public static LabelledImages open(Path imageFile, Path labelFile, Shape imageShape, int count) {
    ArrayFile images = ArrayFile.open(imageFile);
    try {
      ArrayFile labels = ArrayFile.open(labelFile);
      try {
        check(images, labels, imageShape, count);
        return new LabelledImages(images, labels, imageShape, count);
      } catch (BadRequestException e) {
        labels.close();
        throw e;
      }
    } catch (BadRequestException e) {
      images.close();
      throw e;
    }
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

  /** How many images are left to read. */
  public int left() {
    return left;
  }

  /** The next images, at most {@code size}; bytes are scaled to 0 … 1. */
  public Batch next(int size) {
    int items = Math.min(size, left);
    double[] pixels = images.next(items);
    if (images.holdsBytes()) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] /= WHITE;
      }
    }
    int[] dims = new int[imageShape.rank() + 1];
    dims[0] = items;
    System.arraycopy(imageShape.dims(), 0, dims, 1, imageShape.rank());
    double[] numbers = labels.next(items);
    int[] classes = new int[items];
    for (int i = 0; i < items; i++) {
      classes[i] = (int) numbers[i];
      if (classes[i] != numbers[i] || classes[i] < 0) {
        throw new BadRequestException("Labels are whole numbers from 0, but " + labels.path() + " has " + numbers[i]
            + ". Check --labels");
      }
    }
    left -= items;
    return new Batch(Values.of(Shape.of(dims), pixels), classes);
  }

  @Override
  public void close() {
    try (images; labels) {
      left = 0;
    }
  }
}
