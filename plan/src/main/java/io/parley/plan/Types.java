package io.parley.plan;

import java.util.List;

/**
 * The typing rules of plans. A result is secret if any operand is. {@link Level#SURFACE} and {@link Level#LOWERED} differ
 * in this, and in nothing else:
 *
 * <table>
 * <caption>Rules that differ</caption>
 * <tr><th>op</th><th>surface</th><th>lowered</th></tr>
 * <tr><td>Product</td><td>f × f gives f</td><td>a × b gives a + b − truncateBits</td></tr>
 * <tr><td>Product of matrices</td><td>leading axes broadcast, vectors are rows or columns</td><td>leading axes are equal, or
 * one operand has none</td></tr>
 * <tr><td>Add, Sub, Mask</td><td>numbers broadcast; bits never do</td><td>shapes are equal</td></tr>
 * <tr><td>Truncate</td><td>refused</td><td>drops fraction bits</td></tr>
 * <tr><td>composite ops</td><td>allowed</td><td>refused</td></tr>
 * </table>
 */
public final class Types {
  /** A word below 2^62 has no more. */
  static final int MOST_LOWERED_BITS = 62;

  private Types() {}

  /**
   * The type of the op's result.
   *
   * @param node for the message
   * @throws BadRequestException if the operands do not fit; names the node, the op, the operands and the remedy
   */
  public static TensorType infer(Level level, String node, Op op, List<TensorType> inputs) {
    Effort.step(node);
    return new Typing(level, node, op, inputs).result();
  }

  /**
   * Checks what an input or constant is declared as.
   *
   * @throws BadRequestException if the level does not have so many fraction bits
   */
  static void checkScale(Level level, String node, TensorType type) {
    int least = level == Level.SURFACE ? PlanBuilder.MIN_FRACTION_BITS : 0;
    int most = level == Level.SURFACE ? PlanBuilder.MAX_FRACTION_BITS : MOST_LOWERED_BITS;
    if (type.dtype() == DType.FIXED && !type.isInteger()
        && (type.fractionBits() < least || type.fractionBits() > most)) {
      throw new BadRequestException("'" + node + "' has " + type.fractionBits() + " fraction bits; choose " + least
          + " to " + most + (level == Level.SURFACE ? ", or 0 for integers" : ""));
    }
  }

  /**
   * @throws BadRequestException if the type is not that of the values, or fixed point cannot hold them
   */
  static void checkConstant(Level level, String node, Values values, TensorType type) {
    checkScale(level, node, type);
    if (!type.shape().equals(values.shape()) || type.isSecret()) {
      throw new BadRequestException("Constant '" + node + "' of shape " + values.shape() + " cannot be " + type);
    }
    // A surface constant may be encoded at twice its fraction bits.
    int largestExponent = 62 - (level == Level.SURFACE ? 2 : 1) * type.fractionBits();
    for (double v : values.data()) {
      if (type.isInteger() && v != Math.rint(v)) {
        throw new BadRequestException("Constant '" + node + "' holds " + v
            + " among integers; use whole numbers, or convert the integers to numbers");
      }
      boolean fits = type.dtype() == DType.BIT ? v == 0 || v == 1 : Math.abs(v) < Math.scalb(1.0, largestExponent);
      if (!fits) {
        throw new BadRequestException("Constant '" + node + "' holds " + v + ", but " + type + " takes "
            + (type.dtype() == DType.BIT ? "0 and 1" : "finite values below 2^" + largestExponent)
            + "; use fewer fraction bits or scale the model");
      }
    }
  }
}
