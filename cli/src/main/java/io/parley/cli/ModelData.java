package io.parley.cli;

import io.parley.cli.data.DataArray;
import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import io.parley.onnx.OnnxModel.DataInput;
import io.parley.onnx.OnnxModel.Dimension;
import io.parley.onnx.Sizes;
import io.parley.plan.BadRequestException;
import io.parley.plan.PlanInputs;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the user brings for all inputs of a model, in the shapes that the model takes. Not safe for use by several
 * threads.
 */
final class ModelData implements ModelRun.Rows {
  /** Beyond it, not every integer is a double. */
  private static final double EXACT_INTEGERS = 1L << 53;

  private final Model model;
  private final Map<String, DataArray> arrays;
  private final Map<String, Integer> dimensions;
  private final int rows;
  private final Map<String, Values> shaped = new LinkedHashMap<>();
  private int done;

  /**
   * @param arrays for each input
   * @param given sizes of open dimensions; others are those of the arrays
   * @throws BadRequestException if the arrays do not fit the model or each other
   */
  ModelData(Model model, Map<String, DataArray> arrays, Map<String, Integer> given) {
    this.model = model;
    this.arrays = arrays;
    Models.checkBatchName(model, given);
    dimensions = new HashMap<>(given);
    model.inputs().forEach(this::takeDimensions);
    rows = countRows();
    Map<String, Shape> shapes = model.shapes(new Sizes(model.openBatch().isPresent() ? rows : fixedBatch(),
        dimensions));
    for (DataInput input : model.inputs()) {
      shaped.put(input.name(), shaped(input, Objects.requireNonNull(shapes.get(input.name()))));
    }
  }

  /** How many there are. */
  int rows() {
    return rows;
  }

  /** The sizes of all open dimensions but the batch. */
  Map<String, Integer> dimensions() {
    return dimensions;
  }

  /** How many rows go together: so many, or all if the model cannot run them apart. */
  int batch(Optional<Integer> chosen, int otherwise) {
    return Models.canCut(model)
        ? chosen.orElse(otherwise)
        : chosen.orElse(model.openBatch().isPresent() ? rows : fixedBatch());
  }

  /** The sizes that the model leaves open and the arrays have, where an array has as many axes. */
  private void takeDimensions(DataInput input) {
    Shape shape = array(input).shape();
    for (int axis = 0; axis < input.dims().size() && shape.rank() == input.dims().size(); axis++) {
      if (input.dims().get(axis) instanceof Dimension.Open(String name) && !isBatch(input.dims().get(axis))
          && shape.dim(axis) > 0) {
        dimensions.putIfAbsent(name, shape.dim(axis));
      }
    }
  }

  private boolean isBatch(Dimension dimension) {
    return dimension.openName().isPresent() && dimension.openName().equals(model.openBatch());
  }

  /** Whether its first axis is the batch. */
  private boolean hasRows(DataInput input) {
    return !input.dims().isEmpty() && isBatch(input.dims().getFirst());
  }

  private int countRows() {
    List<String> counts = new ArrayList<>();
    Set<Integer> different = new HashSet<>();
    for (DataInput input : model.inputs()) {
      DataArray array = array(input);
      if (hasRows(input)) {
        int count = array.shape().rank() == 0 ? 0 : array.shape().dim(0);
        if (count == 0) {
          throw new BadRequestException(array.source() + " has no rows, but is for "
              + InputArguments.describe(input) + " of " + model.name() + ". Add some");
        }
        counts.add(count + " in " + array.source());
        different.add(count);
      }
    }
    if (different.size() > 1) {
      throw new BadRequestException("All inputs need the same number of rows, but there are "
          + String.join(" and ", counts) + ". Name files that belong together");
    }
    return counts.isEmpty() ? fixedBatch() : different.iterator().next();
  }

  /** Of a model that leaves no batch open: what its first input has. */
  private int fixedBatch() {
    return model.inputs().stream().limit(1).flatMap(i -> i.dims().stream().limit(1))
        .mapToInt(d -> d instanceof Dimension.Fixed(int size) ? size : 1).findFirst().orElse(1);
  }

  private DataArray array(DataInput input) {
    return Objects.requireNonNull(arrays.get(input.name()), input.name());
  }

  private Values shaped(DataInput input, Shape wanted) {
    DataArray array = array(input);
    Shape shape = array.shape();
    boolean fits = shape.size() == wanted.size()
        && (array.origin() == DataArray.Origin.TABLE || ends(shape).containsAll(ends(wanted))
            || ends(wanted).containsAll(ends(shape)));
    if (!fits) {
      String has = array.origin() == DataArray.Origin.TABLE
          ? array.source() + " has " + shape.dim(0) + " rows of " + shape.dim(1) + " columns"
          : array.source() + " is of shape " + shape;
      throw new BadRequestException(has + ", but " + InputArguments.describe(input) + " of " + model.name()
          + " takes " + (hasRows(input)
              ? wanted.size() / rows + " numbers for each row, of shape "
                  + Shape.of(Arrays.stream(wanted.dims()).skip(1).toArray())
              : "just " + wanted)
          + ". Name another file, or reshape it");
    }
    return Values.of(wanted, array.values().data());
  }

  /** The sizes of the blocks that axes end: arrays whose axes only merge some of another's hold the same in order. */
  private static Set<Integer> ends(Shape shape) {
    Set<Integer> ends = new HashSet<>(Set.of(1));
    int block = 1;
    for (int d : shape.dims()) {
      block *= d;
      ends.add(block);
    }
    return ends;
  }

  /**
   * Checks every number.
   *
   * @param bound the model
   * @throws BadRequestException if one is not of its input's type; names file and row
   */
  void check(BoundModel bound) {
    for (DataInput input : model.inputs()) {
      Values values = Objects.requireNonNull(shaped.get(input.name()));
      TensorType type = bound.input(input.name());
      int rowSize = hasRows(input) ? values.shape().size() / rows : values.shape().size();
      for (int from = 0; from < values.shape().size(); from += rowSize) {
        double[] row = Arrays.copyOfRange(values.data(), from, from + rowSize);
        try {
          PlanInputs.checkRange(input.name(), Values.of(Shape.of(rowSize), row), type);
          checkExact(input.name(), row, type);
        } catch (BadRequestException e) {
          throw new BadRequestException(array(input).source()
              + (hasRows(input) ? ", row " + (from / rowSize + 1) + " of " + rows : "") + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static void checkExact(String name, double[] numbers, TensorType type) {
    for (double number : numbers) {
      if (type.isInteger() && Math.abs(number) >= EXACT_INTEGERS) {
        throw new BadRequestException("Input '" + name + "' holds " + number
            + ", but integers are exact below 2^53 only. Make them smaller");
      }
    }
  }

  /** Of all rows, by the names of inputs. */
  Map<String, Values> all() {
    return Collections.unmodifiableMap(shaped);
  }

  /** What the user should know of how the data is taken. */
  List<String> notes() {
    return model.inputs().stream().filter(i -> i.element() == Element.REAL).map(this::array)
        .filter(a -> a.origin() == DataArray.Origin.BYTES)
        .map(a -> a.source() + " holds bytes: they count as they are, from 0 to 255").toList();
  }

  @Override
  public int left() {
    return rows - done;
  }

  @Override
  public Map<String, Values> next(int most) {
    int count = Math.min(most, left());
    Map<String, Values> next = new HashMap<>();
    for (DataInput input : model.inputs()) {
      Values values = Objects.requireNonNull(shaped.get(input.name()));
      next.put(input.name(), hasRows(input) && count < rows ? rows(values, done, count) : values);
    }
    done += count;
    return next;
  }

  private static Values rows(Values of, int from, int count) {
    int[] dims = of.shape().dims();
    int size = of.shape().size() / dims[0];
    dims[0] = count;
    return Values.of(Shape.of(dims), Arrays.copyOfRange(of.data(), from * size, (from + count) * size));
  }
}
