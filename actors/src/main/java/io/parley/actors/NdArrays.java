package io.parley.actors;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J arrays to and from plaintext tensors, without loss. */
final class NdArrays {
  /** The largest magnitude up to which every integer is a double. */
  private static final long EXACT = 1L << 53;

  private NdArrays() {}

  /**
   * @param name of the input, for messages
   * @throws BadRequestException if the array holds no numbers, or integers that a double cannot hold
   */
  static Values toValues(String name, INDArray array) {
    DataType type = array.dataType();
    if (!type.isNumerical() && type != DataType.BOOL) {
      throw new BadRequestException("Input '" + name + "' is of type " + type + ". Give numbers or booleans");
    }
    Shape shape = shapeOf(name, array.shape());
    if (shape.size() == 0) {
      return Values.of(shape);
    }
    if (type == DataType.INT64 || type == DataType.UINT64) {
      return Values.of(shape, exact(name, array.dup('c').data().asLong()));
    }
    return Values.of(shape, array.castTo(DataType.DOUBLE).dup('c').data().asDouble());
  }

  static INDArray fromValues(Values values) {
    long[] dims = Arrays.stream(values.shape().dims()).asLongStream().toArray();
    if (values.shape().size() == 0) {
      return Nd4j.create(DataType.DOUBLE, dims);
    }
    return dims.length == 0
        ? Nd4j.scalar(values.data()[0])
        : Nd4j.create(values.data(), dims, 'c');
  }

  private static Shape shapeOf(String name, long[] dims) {
    try {
      return Shape.of(Arrays.stream(dims).mapToInt(Math::toIntExact).toArray());
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new BadRequestException(
          "Input '" + name + "' of shape " + Arrays.toString(dims) + " is too large. Split it into batches", e);
    }
  }

  private static double[] exact(String name, long[] words) {
    for (long word : words) {
      if (word > EXACT || word < -EXACT) {
        throw new BadRequestException(
            "Input '" + name + "' has an integer beyond 2^53, which no fixed point holds. Scale it down");
      }
    }
    return Arrays.stream(words).asDoubleStream().toArray();
  }
}
