package io.parley.nd4j;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's arrays as values and back. Views, strides and column-major order make no difference. */
public final class Nd4jArrays {
  /** Beyond it a double does not hold every whole number. */
  private static final long EXACT = 1L << 53;

  private Nd4jArrays() {}

  /**
   * The elements of an array of numbers or booleans; booleans are 0 and 1.
   *
   * @throws BadRequestException if the array holds text, or whole numbers beyond 2^53
   */
  public static Values values(INDArray array) {
    DataType type = array.dataType();
    Shape shape = shape(array);
    return switch (type) {
      case UTF8, COMPRESSED, UNKNOWN -> throw refusal(type);
      case LONG, UINT64 -> Values.of(shape, shape.size() == 0 ? new double[0] : whole(array));
      case DOUBLE, FLOAT, HALF, BFLOAT16, INT, SHORT, UBYTE, BYTE, BOOL, UINT16, UINT32 ->
        Values.of(shape, shape.size() == 0 ? new double[0] : reals(array));
    };
  }

  /**
   * The same for the inputs of a run.
   *
   * @throws BadRequestException naming the input
   */
  public static Map<String, Values> values(Map<String, INDArray> inputs) {
    Map<String, Values> values = new LinkedHashMap<>();
    inputs.forEach((name, array) -> {
      try {
        values.put(name, values(array));
      } catch (BadRequestException e) {
        throw new BadRequestException("Input '" + name + "': " + e.getMessage(), e);
      }
    });
    return values;
  }

  /** An array of doubles, in row-major order. */
  public static INDArray array(Values values) {
    return array(values, DataType.DOUBLE);
  }

  /**
   * An array of the given type, in row-major order. Whole numbers are rounded to the nearest, since fixed point may miss
   * them by little.
   *
   * @throws BadRequestException if the type is none of numbers or booleans, or does not hold the values
   */
  public static INDArray array(Values values, DataType type) {
    double[] data = switch (type) {
      case UTF8, COMPRESSED, UNKNOWN -> throw refusal(type);
      case DOUBLE, FLOAT, HALF, BFLOAT16 -> values.data().clone();
      case BOOL -> checked(values.data(), type, v -> v == 0 || v == 1);
      case BYTE -> rounded(values, type, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case UBYTE -> rounded(values, type, 0, 255);
      case SHORT -> rounded(values, type, Short.MIN_VALUE, Short.MAX_VALUE);
      case UINT16 -> rounded(values, type, 0, 65_535);
      case INT -> rounded(values, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case UINT32 -> rounded(values, type, 0, 4_294_967_295.0);
      case LONG -> rounded(values, type, -EXACT, EXACT);
      case UINT64 -> rounded(values, type, 0, EXACT);
    };
    long[] shape = Arrays.stream(values.shape().dims()).asLongStream().toArray();
    if (data.length == 0) {
      return Nd4j.create(type, shape);
    }
    INDArray flat = Nd4j.createFromArray(data);
    return (shape.length == 0 ? Nd4j.scalar(data[0]) : flat.reshape('c', shape)).castTo(type);
  }

  private static Shape shape(INDArray array) {
    if (array.isEmpty() && array.rank() == 0) {
      return Shape.of(0);
    }
    try {
      return Shape.of(Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray());
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new BadRequestException(
          "The array of shape " + Arrays.toString(array.shape()) + " is too large; split it into batches", e);
    }
  }

  private static double[] reals(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  private static double[] whole(INDArray array) {
    long[] words = array.dup('c').data().asLong();
    long least = array.dataType() == DataType.UINT64 ? 0 : -EXACT;
    for (long word : words) {
      if (word < least || word > EXACT) {
        throw new BadRequestException(
            "The array holds " + word + ", but whole numbers are exact up to 2^53 only; scale it down");
      }
    }
    return Arrays.stream(words).asDoubleStream().toArray();
  }

  private static double[] rounded(Values values, DataType type, double least, double most) {
    return checked(Arrays.stream(values.data()).map(Math::rint).toArray(), type, v -> v >= least && v <= most);
  }

  private static double[] checked(double[] data, DataType type, DoublePredicate fits) {
    for (double v : data) {
      if (!fits.test(v)) {
        throw new BadRequestException(
            "The value " + v + " does not fit " + type + "; take another type, such as DOUBLE");
      }
    }
    return data.clone();
  }

  private static BadRequestException refusal(DataType type) {
    return new BadRequestException("An array of " + type + " holds neither numbers nor booleans; use DOUBLE");
  }
}
