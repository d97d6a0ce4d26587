package io.parley.plan.lowering.functions;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Separable;
import io.parley.crypto.Structure;
import io.parley.plan.DType;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.TensorType;
import io.parley.plan.Values;

/**
 * Fixed point with the scales in hand: a value is a node of a lowered plan, and its fraction bits are those of its type.
 * Ring words have to stay below 2^62; who calls sees to it.
 *
 * <p>Protocols may keep what was truncated by d bits, and sums of that, in a ring of 64 − d bits, until it is
 * multiplied. Plans count on d ≤ f only, so whatever was truncated by more has to be {@link #widened} before it is handed
 * out.
 */
public abstract class Words {
  protected abstract int emit(Op op, int... operands);

  protected abstract int constant(Values values, int bits);

  protected abstract TensorType type(int x);

  /** Whether {@link #separated} is to be had. */
  protected abstract boolean separates();

  int separated(Separable function, int x) {
    return emit(new Op.Separated(function), x);
  }

  int bits(int x) {
    return type(x).fractionBits();
  }

  /** f(x), of a smooth f between from and to, where x lies. */
  int smooth(Function f, double from, double to, double tolerance, int x) {
    return separates()
        ? widened(at(separated(Fit.of(f, 0, from, to, tolerance, bits(x)), x), Polynomial.BITS))
        : Polynomial.fit(f::of, from, to, tolerance).on(this, x);
  }

  /** x with so many fraction bits. */
  int at(int x, int bits) {
    int has = bits(x);
    return has == bits ? x : emit(has < bits ? new Op.ShiftLeft(bits - has) : new Op.Truncate(has - bits), x);
  }

  /** x with no more than so many fraction bits. */
  int atMost(int x, int bits) {
    return at(x, Math.min(bits(x), bits));
  }

  int add(int x, int y) {
    int bits = Math.max(bits(x), bits(y));
    return emit(new Op.Add(), at(x, bits), at(y, bits));
  }

  int sub(int x, int y) {
    int bits = Math.max(bits(x), bits(y));
    return emit(new Op.Sub(), at(x, bits), at(y, bits));
  }

  int negate(int x) {
    return emit(new Op.Negate(), x);
  }

  /** x + c, with c rounded to x's scale. */
  int plus(int x, double c) {
    return c == 0 ? x : emit(new Op.Add(), x, like(x, c));
  }

  /** c − x. */
  int minus(double c, int x) {
    return emit(new Op.Sub(), like(x, c), x);
  }

  private int like(int x, double c) {
    return emit(new Op.Rearrange(new Structure.Broadcast(type(x).shape())), constant(Values.scalar(c), bits(x)));
  }

  /** The product with all its fraction bits. */
  int mul(int x, int y) {
    return emit(new Op.Product(new Bilinear.Mul(), 0), x, y);
  }

  /** x · c, with c rounded to so many bits, which x gets in addition. */
  int times(int x, double c, int bits) {
    return mul(x, constant(Values.scalar(c), bits));
  }

  /** x·2^by for the same fraction bits: words grow. */
  int up(int x, int by) {
    return times(x, Math.scalb(1.0, by), 0);
  }

  /** x·2^−by by more fraction bits: words stay. */
  int down(int x, int by) {
    return by == 0 ? x : times(x, Math.scalb(1.0, -by), by);
  }

  /** x < 0, as bits. */
  int isNegative(int x) {
    return emit(new Op.IsNegative(), x);
  }

  /** x < c, as bits. */
  int isBelow(int x, double c) {
    return isNegative(plus(x, -c));
  }

  int xor(int bits, int others) {
    return emit(new Op.Xor(), bits, others);
  }

  int not(int bits) {
    return emit(new Op.Not(), bits);
  }

  /** x where the bit is 1, else 0; of public x the bit's multiple. */
  int mask(int bits, int x) {
    return type(bits).visibility() == type(x).visibility() ? emit(new Op.Mask(), bits, x) : mul(number(bits), x);
  }

  /** The bit as the number 0 or 1, with no fraction bits. */
  int number(int bits) {
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
  int replaced(int bits, double c, int x) {
    return add(x, mask(bits, minus(c, x)));
  }

  /** max(x, c). */
  int atLeast(int x, double c) {
    return replaced(isBelow(x, c), c, x);
  }

  /** c < x, as bits. */
  int isAbove(int x, double c) {
    return isNegative(minus(c, x));
  }

  /** min(x, c). */
  int noMoreThan(int x, double c) {
    return replaced(isAbove(x, c), c, x);
  }

  /** |x|, of min(x, 0). */
  int sizeOf(int x, int least) {
    return sub(x, up(least, 1));
  }

  /** −x where the bit is 1, else x; in the whole ring. */
  int signed(int negative, int x) {
    return sub(mask(not(negative), x), mask(negative, x));
  }
}
