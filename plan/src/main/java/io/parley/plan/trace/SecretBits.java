package io.parley.plan.trace;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.DType;
import io.parley.plan.Op;
import io.parley.plan.formulas.Or;
import io.parley.plan.formulas.Reductions;

/** Truth values that nobody sees while the plan runs. They do not broadcast. */
public final class SecretBits {
  private final SecretTensor bits;

  SecretBits(SecretTensor bits) {
    this.bits = bits;
  }

  /**
   * Bits that a {@link TracedFormula} made.
   *
   * @throws BadRequestException if they are numbers
   */
  public static SecretBits of(SecretTensor bits) {
    if (bits.type().dtype() != DType.BIT) {
      throw new BadRequestException("A tensor of " + bits.type() + " holds no bits; compare it first");
    }
    return new SecretBits(bits);
  }

  /** The same, for a {@link TracedFormula}. */
  public SecretTensor tensor() {
    return bits;
  }

  public Shape shape() {
    return bits.shape();
  }

  public SecretBits and(SecretBits y) {
    return result("and", new Op.And(), this, y);
  }

  /** By De Morgan, which costs one and. */
  public SecretBits or(SecretBits y) {
    return result("or", new Or(), this, y);
  }

  public SecretBits xor(SecretBits y) {
    return result("xor", new Op.Xor(), this, y);
  }

  public SecretBits not() {
    return new SecretBits(bits.wrap(bits.trace.add("not", new Op.Not(), bits)));
  }

  /** Whether any is 1, over the given axes, which are dropped; over all if none is given. */
  public SecretBits any(int... axes) {
    return new SecretBits(bits.wrap(Reductions.any(bits.algebra(), bits.node, bits.axes(axes), false)));
  }

  /** Whether all are 1, over the given axes, which are dropped; over all if none is given. */
  public SecretBits all(int... axes) {
    return new SecretBits(bits.wrap(Reductions.all(bits.algebra(), bits.node, bits.axes(axes), false)));
  }

  /** x where the bit is 1, else y. */
  public SecretTensor select(SecretTensor x, SecretTensor y) {
    return choose(x, y);
  }

  /** x where the bit is 1, else y; costs no more than the bits as numbers. */
  public SecretTensor select(PublicTensor x, PublicTensor y) {
    return choose(x, y);
  }

  private SecretTensor choose(Traced<?> x, Traced<?> y) {
    return bits.wrap(bits.trace.add("select", new Op.Select(), bits, x, y));
  }

  /** The integers 0 and 1. */
  public SecretTensor toIntegers() {
    return bits.wrap(bits.trace.add("to_integers", new Op.BitToRing(), bits));
  }

  /** The numbers 0 and 1. */
  public SecretTensor toNumber() {
    Trace trace = bits.trace;
    SecretTensor ring = bits.wrap(trace.add("bit_to_ring", new Op.BitToRing(), bits));
    return bits.wrap(trace.add("to_number", new Op.ShiftLeft(trace.fractionBits()), ring));
  }

  private static SecretBits result(String verb, Op op, SecretBits x, SecretBits y) {
    return new SecretBits(x.bits.wrap(x.bits.trace.add(verb, op, x.bits, y.bits)));
  }

  @Override
  public String toString() {
    return bits.toString();
  }
}
