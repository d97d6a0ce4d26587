package io.parley.plan.trace;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.plan.Op;
import io.parley.plan.OpText;
import io.parley.plan.Values;
import io.parley.plan.formulas.Comparisons;
import io.parley.plan.formulas.Division;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Equal;
import io.parley.plan.formulas.Greater;
import io.parley.plan.formulas.GreaterOrEqual;
import io.parley.plan.formulas.Less;
import io.parley.plan.formulas.LessOrEqual;

/** Numbers that nobody sees while the plan runs. Whatever is computed from them is secret too. */
public final class SecretTensor extends SecretLosses {
  SecretTensor(Trace trace, int node) {
    super(trace, node);
  }

  @Override
  SecretTensor wrap(int result) {
    return new SecretTensor(trace, result);
  }

  @Override
  SecretTensor self() {
    return this;
  }

  public SecretTensor add(SecretTensor y) {
    return binary("add", new Op.Add(), y);
  }

  public SecretTensor add(PublicTensor y) {
    return binary("add", new Op.Add(), y);
  }

  public SecretTensor add(double y) {
    return add(constant(y));
  }

  public SecretTensor sub(SecretTensor y) {
    return binary("sub", new Op.Sub(), y);
  }

  public SecretTensor sub(PublicTensor y) {
    return binary("sub", new Op.Sub(), y);
  }

  public SecretTensor sub(double y) {
    return sub(constant(y));
  }

  /** The elementwise product. */
  public SecretTensor mul(SecretTensor y) {
    return product("mul", new Bilinear.Mul(), y);
  }

  /** The elementwise product. */
  public SecretTensor mul(PublicTensor y) {
    return product("mul", new Bilinear.Mul(), y);
  }

  public SecretTensor mul(double y) {
    return mul(constant(y));
  }

  /** With the fraction bits of this tensor. */
  private PublicTensor constant(double y) {
    return trace.constant(Values.scalar(y), type().fractionBits());
  }

  /** Integers as numbers with the trace's fraction bits; they have to stay below 2^(62 − 2f). */
  public SecretTensor toNumber() {
    return asNumbers();
  }

  /** ⌊x⌋, as integers. */
  public SecretTensor toIntegers() {
    return type().isInteger() ? this : wrap(trace.add("to_integers", new Op.ToInteger(), this));
  }

  /** ⌊x/y⌋, of numbers or of integers; 0 where y is 0. */
  public SecretTensor floorDiv(SecretTensor y) {
    return wrap(Division.floorDiv(algebra(), node, trace.mine(y)));
  }

  /** x − y·⌊x/y⌋, which has y's sign, of numbers or of integers; 0 where y is 0. */
  public SecretTensor floorMod(SecretTensor y) {
    return wrap(Division.floorMod(algebra(), node, trace.mine(y)));
  }

  /** x/y, as numbers, also of integers, see {@link #toNumber}; see {@link Elementwise#div}. */
  public SecretTensor div(SecretTensor y) {
    return quotient(y);
  }

  /** x/y, as numbers, also of integers, see {@link #toNumber}; see {@link Elementwise#div}. */
  public SecretTensor div(PublicTensor y) {
    return quotient(y);
  }

  private SecretTensor quotient(Traced<?> y) {
    SecretTensor x = asNumbers();
    trace.mine(y);
    return wrap(Elementwise.div(x.algebra(), x.node, y.asNumbers().node));
  }

  /** The matrix product of the last two axes; leading axes broadcast, and vectors are rows or columns. */
  public SecretTensor matmul(SecretTensor y) {
    return product("matmul", new Bilinear.MatMul(), y);
  }

  /** The matrix product of the last two axes; leading axes broadcast, and vectors are rows or columns. */
  public SecretTensor matmul(PublicTensor y) {
    return product("matmul", new Bilinear.MatMul(), y);
  }

  /** The convolution of N×C×H×W images with O×(C/groups)×KH×KW kernels. */
  public SecretTensor conv2d(SecretTensor kernels, Conv2dSpec spec) {
    return product("conv2d", new Bilinear.Conv2d(spec), kernels);
  }

  /** The convolution of N×C×H×W images with O×(C/groups)×KH×KW kernels. */
  public SecretTensor conv2d(PublicTensor kernels, Conv2dSpec spec) {
    return product("conv2d", new Bilinear.Conv2d(spec), kernels);
  }

  /** {@code x < y}, elementwise. */
  public SecretBits lessThan(SecretTensor y) {
    return compared(new Less(), y);
  }

  public SecretBits lessThan(PublicTensor y) {
    return compared(new Less(), y);
  }

  public SecretBits lessThan(double y) {
    return lessThan(constant(y));
  }

  /** x > y, elementwise. */
  public SecretBits greaterThan(SecretTensor y) {
    return compared(new Greater(), y);
  }

  public SecretBits greaterThan(PublicTensor y) {
    return compared(new Greater(), y);
  }

  public SecretBits greaterThan(double y) {
    return greaterThan(constant(y));
  }

  /** x ≤ y, elementwise. */
  public SecretBits lessOrEqual(SecretTensor y) {
    return compared(new LessOrEqual(), y);
  }

  /** x ≥ y, elementwise. */
  public SecretBits greaterOrEqual(SecretTensor y) {
    return compared(new GreaterOrEqual(), y);
  }

  /** x = y, elementwise, to the last place. */
  public SecretBits equalTo(SecretTensor y) {
    return compared(new Equal(), y);
  }

  /** x = y, elementwise, to the last place. */
  public SecretBits equalTo(double y) {
    return compared(new Equal(), constant(y));
  }

  /** x = 0, elementwise, to the last place. */
  public SecretBits isZero() {
    return new SecretBits(wrap(Comparisons.isZero(algebra(), node)));
  }

  private SecretBits compared(Op.Formula comparison, Traced<?> y) {
    return new SecretBits(binary(OpText.name(comparison), comparison, y));
  }

  private SecretTensor product(String verb, Bilinear map, Traced<?> y) {
    return binary(verb, new Op.Product(map, 0), y);
  }

  private SecretTensor binary(String verb, Op op, Traced<?> y) {
    return wrap(trace.add(verb, op, this, y));
  }
}
