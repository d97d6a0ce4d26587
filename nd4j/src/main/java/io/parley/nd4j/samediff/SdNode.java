package io.parley.nd4j.samediff;

import io.parley.plan.BadRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.impl.summarystats.Variance;

/** An op of a graph and its operands. */
record SdNode(String label, DifferentialFunction op, List<SdValue> in) {
  SdNode {
    in = List.copyOf(in);
  }

  SdValue x() {
    return in.getFirst();
  }

  SdValue x(int i) {
    if (i >= in.size()) {
      throw refusal("has no operand " + (i + 1));
    }
    return in.get(i);
  }

  boolean has(int i) {
    return i < in.size();
  }

  int rank() {
    return x().shape().rank();
  }

  /** Integer arguments, as ND4J's native ops number them. */
  int[] integers() {
    return op instanceof DynamicCustomOp custom
        ? Arrays.stream(custom.iArgs()).mapToInt(Math::toIntExact).toArray()
        : new int[0];
  }

  int integer(int i, int otherwise) {
    int[] all = integers();
    return i < all.length ? all[i] : otherwise;
  }

  double real(int i, double otherwise) {
    return op instanceof DynamicCustomOp custom && i < custom.tArgs().length ? custom.tArgs()[i] : otherwise;
  }

  boolean flag(int i) {
    return op instanceof DynamicCustomOp custom && i < custom.bArgs().length && custom.bArgs()[i];
  }

  /** The public operand of an op with a scalar. */
  double scalar() {
    if (op instanceof ScalarOp scalar) {
      return scalar.scalar().getDouble(0);
    }
    throw refusal("has no scalar");
  }

  /** What a variance divides by less than the number of elements. */
  int correction() {
    return op instanceof Variance variance && variance.isBiasCorrected() ? 1 : 0;
  }

  boolean keepsAxes() {
    return op instanceof BaseReduceOp reduce ? reduce.isKeepDims() : flag(0);
  }

  /** The axes of a reduction, which may be an operand; all if there are none. */
  List<Integer> axes() {
    int[] given = has(1) ? known(1) : op instanceof DynamicCustomOp ? integers() : op.getDimensions();
    boolean all = given == null || given.length == 0 || Arrays.stream(given).anyMatch(d -> d == Integer.MAX_VALUE);
    return (all ? IntStream.range(0, rank()) : Arrays.stream(given).map(this::axis).sorted()).boxed().toList();
  }

  int axis(int axis) {
    int counted = axis < 0 ? axis + rank() : axis;
    if (counted < 0 || counted >= rank()) {
      throw refusal("names axis " + axis + " of shape " + x().shape());
    }
    return counted;
  }

  /** The whole numbers of an operand that the graph determines. */
  int[] known(int i) {
    if (x(i) instanceof SdValue.Known known) {
      return Arrays.stream(known.values().data()).mapToInt(d -> (int) d).toArray();
    }
    throw refusal("needs operand " + (i + 1) + " to be a constant");
  }

  BadRequestException refusal(String reason) {
    return new BadRequestException("Op '" + label + "' (" + op.opName() + ") " + reason
        + "; change the graph, or trace the computation");
  }
}
