package io.parley.plan;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import java.util.Optional;

/**
 * Fixed point with the scales in hand: a value is a node of a lowered plan, and its fraction bits are those of its type.
 * Ring words have to stay below 2^62; who calls sees to it.
 *
 * <p>Protocols may keep what was truncated by d bits, and sums of that, in a ring of 64 − d bits, until it is
 * multiplied. Plans count on d ≤ f only, so whatever was truncated by more has to be {@link #widened} before it is handed
 * out.
 */
public abstract class Words {
  public abstract int emit(Op op, int... operands);

  public abstract int constant(Values values, int bits);

  public abstract TensorType type(int x);

  /** What everybody knows x to be. */
  public abstract Optional<Values> known(int x);

  /** Whether {@link #separated} is to be had. */
  public abstract boolean separates();

  public int separated(Separable function, int x) {
    return emit(new Op.Separated(function), x);
  }

  public int bits(int x) {
    return type(x).fractionBits();
  }

  /** x with so many fraction bits. */
  public int at(int x, int bits) {
    int has = bits(x);
    return has == bits ? x : emit(has < bits ? new Op.ShiftLeft(bits - has) : new Op.Truncate(has - bits), x);
  }

  /** x with no more than so many fraction bits. */
  public int atMost(int x, int bits) {
    return at(x, Math.min(bits(x), bits));
  }

  public int add(int x, int y) {
    int bits = Math.max(bits(x), bits(y));
    return emit(new Op.Add(), at(x, bits), at(y, bits));
  }

  public int sub(int x, int y) {
    int bits = Math.max(bits(x), bits(y));
    return emit(new Op.Sub(), at(x, bits), at(y, bits));
  }

  public int negate(int x) {
    return emit(new Op.Negate(), x);
  }

  /** x + c, with c rounded to x's scale. */
  public int plus(int x, double c) {
    return c == 0 ? x : emit(new Op.Add(), x, like(x, c));
  }

  /** c − x. */
  public int minus(double c, int x) {
    return emit(new Op.Sub(), like(x, c), x);
  }

  private int like(int x, double c) {
    return emit(new Op.Rearrange(new Structure.Broadcast(type(x).shape())), constant(Values.scalar(c), bits(x)));
  }

  /** The product with all its fraction bits. */
  public int mul(int x, int y) {
    return emit(new Op.Product(new Bilinear.Mul(), 0), x, y);
  }

  /** x · c, with c rounded to so many bits, which x gets in addition. */
  public int times(int x, double c, int bits) {
    return mul(x, constant(Values.scalar(c), bits));
  }

  /** x·2^by for the same fraction bits: words grow. */
  public int up(int x, int by) {
    return by == 0 ? x : times(x, Math.scalb(1.0, by), 0);
  }

  /** x·2^−by by more fraction bits: words stay. */
  public int down(int x, int by) {
    return by == 0 ? x : emit(new Op.Rescale(by), x);
  }

  /** The same words as so many fraction bits. */
  public int read(int x, int bits) {
    return down(x, bits - bits(x));
  }

  /** The words as integers. */
  public int words(int x) {
    return read(x, 0);
  }

  /** Of integers: x·2^by, rounded down or one up. */
  public int shifted(int x, int by) {
    return by >= 0 ? up(x, by) : right(x, -by);
  }

  /** Of integers: ⌊x/2^by⌋ or one more, in the whole ring. */
  public int right(int x, int by) {
    return by == 0 ? x : widened(words(emit(new Op.Truncate(by), bits(x) < by ? read(x, by) : x)));
  }

  /** x &lt; 0, as bits. */
  public int isNegative(int x) {
    return emit(new Op.IsNegative(), x);
  }

  /** x &lt; c, as bits. */
  public int isBelow(int x, double c) {
    return isNegative(plus(x, -c));
  }

  public int xor(int bits, int others) {
    return emit(new Op.Xor(), bits, others);
  }

  public int and(int bits, int others) {
    return emit(new Op.And(), bits, others);
  }

  public int not(int bits) {
    return emit(new Op.Not(), bits);
  }

  /** x where the bit is 1, else 0; of public x the bit's multiple. */
  public int mask(int bits, int x) {
    return type(bits).visibility() == type(x).visibility() ? emit(new Op.Mask(), bits, x) : mul(number(bits), x);
  }

  /** The bit as the number 0 or 1, with no fraction bits. */
  public int number(int bits) {
    if (type(bits).dtype() != DType.BIT) {
      throw new IllegalArgumentException("Not bits: " + type(bits));
    }
    return emit(new Op.BitToRing(), bits);
  }

  /** x, in the whole ring. */
  public int widened(int x) {
    return times(x, 1, 0);
  }

  /** c where the bit is 1, else x. */
  public int replaced(int bits, double c, int x) {
    return add(x, mask(bits, minus(c, x)));
  }

  /** max(x, c). */
  public int atLeast(int x, double c) {
    return replaced(isBelow(x, c), c, x);
  }

  /** c &lt; x, as bits. */
  public int isAbove(int x, double c) {
    return isNegative(minus(c, x));
  }

  /** min(x, c). */
  public int noMoreThan(int x, double c) {
    return replaced(isAbove(x, c), c, x);
  }

  /** |x|, of min(x, 0). */
  public int sizeOf(int x, int least) {
    return sub(x, up(least, 1));
  }

  /** −x where the bit is 1, else x; in the whole ring. */
  public int signed(int negative, int x) {
    return sub(mask(not(negative), x), mask(negative, x));
  }

  public Shape shape(int x) {
    return type(x).shape();
  }

  /** The same elements, repeated. */
  public int broadcast(int x, Shape to) {
    return shape(x).equals(to) ? x : rearrange(new Structure.Broadcast(to), x);
  }

  public int rearrange(Structure structure, int x) {
    return emit(new Op.Rearrange(structure), x);
  }

  /** x where the bit is 1, else y: numbers of one scale, in the whole ring. */
  public int choose(int bits, int x, int y) {
    return add(y, mask(bits, sub(x, y)));
  }

  /** The matrix product of the last two axes, with all its fraction bits. */
  public int matmul(int x, int y) {
    return emit(new Op.Product(new Bilinear.MatMul(), 0), x, y);
  }
}
