package io.parley.cli;

import io.parley.cli.data.OutputArray;
import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import io.parley.plan.BadRequestException;
import io.parley.plan.DType;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/** Puts the outputs of batches together again, without what filled the last one up. */
final class OutputRows {
  /** An output of all rows. */
  private static final class Joined {
    private final TensorType type;
    private final Shape shape;
    private final int numbersPerRow;
    private final double[] numbers;

    /**
     * @param type of a batch
     * @param rows 0 if the rows cannot be told apart
     */
    Joined(TensorType type, int batch, int rows) {
      this.type = type;
      int[] dims = type.shape().dims();
      if (rows > 0) {
        dims[0] = Math.multiplyExact(dims[0] / batch, rows);
      }
      shape = Shape.of(dims);
      numbersPerRow = rows > 0 ? shape.size() / rows : 0;
      numbers = new double[shape.size()];
    }

    void add(Values batch, int from, int count) {
      System.arraycopy(batch.data(), 0, numbers, from * numbersPerRow,
          numbersPerRow == 0 ? numbers.length : count * numbersPerRow);
    }
  }

  private final Map<String, Joined> outputs = new LinkedHashMap<>();
  private int done;

  /**
   * @param model for a batch
   * @param rows of all batches together
   * @param other the model for another batch, to see which axes grow with it
   * @throws BadRequestException if there are several batches, but an output does not tell the rows apart
   */
  OutputRows(BoundModel model, int rows, IntFunction<BoundModel> other) {
    Map<String, TensorType> types = model.outputs();
    if (rows == model.batch()) {
      types.forEach((name, type) -> outputs.put(name, new Joined(type, rows, 0)));
      return;
    }
    int otherBatch = model.batch() == 1 ? 2 : 1;
    Map<String, TensorType> otherTypes = other.apply(otherBatch).outputs();
    types.forEach((name, type) -> {
      Shape of = Objects.requireNonNull(otherTypes.get(name), name).shape();
      if (type.shape().rank() == 0 || of.rank() == 0
          || (long) type.shape().dim(0) * otherBatch != (long) of.dim(0) * model.batch()) {
        throw new BadRequestException("Output '" + name + "' of shape " + type.shape() + " does not tell the rows of a "
            + "batch of " + model.batch() + " apart, so all " + rows + " have to go together. Use --batch " + rows);
      }
      outputs.put(name, new Joined(type, model.batch(), rows));
    });
  }

  /** Takes the outputs of the next rows. */
  void add(Map<String, Values> batch, int count) {
    outputs.forEach((name, joined) -> joined.add(Objects.requireNonNull(batch.get(name), name), done, count));
    done += count;
  }

  /** All outputs, in the order of the model. */
  List<OutputArray> arrays() {
    List<OutputArray> arrays = new ArrayList<>();
    outputs.forEach((name, joined) -> arrays.add(
        new OutputArray(name, element(joined.type), Values.of(joined.shape, joined.numbers))));
    return arrays;
  }

  static Element element(TensorType type) {
    return type.dtype() == DType.BIT ? Element.BOOL : type.isInteger() ? Element.INTEGER : Element.REAL;
  }
}
