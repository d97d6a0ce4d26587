package io.parley.plan.trace;

import io.parley.crypto.Bilinear;
import io.parley.plan.Op;

/** Numbers that every role knows. With a secret they give a secret. */
public final class PublicTensor extends TracedAxes<PublicTensor> {
  PublicTensor(Trace trace, int node) {
    super(trace, node);
  }

  @Override
  PublicTensor wrap(int result) {
    return new PublicTensor(trace, result);
  }

  @Override
  PublicTensor self() {
    return this;
  }

  public PublicTensor add(PublicTensor y) {
    return wrap(trace.add("add", new Op.Add(), this, y));
  }

  public SecretTensor add(SecretTensor y) {
    return secret("add", new Op.Add(), y);
  }

  public PublicTensor sub(PublicTensor y) {
    return wrap(trace.add("sub", new Op.Sub(), this, y));
  }

  public SecretTensor sub(SecretTensor y) {
    return secret("sub", new Op.Sub(), y);
  }

  /** The elementwise product. */
  public PublicTensor mul(PublicTensor y) {
    return wrap(trace.add("mul", new Op.Product(new Bilinear.Mul(), 0), this, y));
  }

  /** The elementwise product. */
  public SecretTensor mul(SecretTensor y) {
    return secret("mul", new Op.Product(new Bilinear.Mul(), 0), y);
  }

  public PublicTensor matmul(PublicTensor y) {
    return wrap(trace.add("matmul", new Op.Product(new Bilinear.MatMul(), 0), this, y));
  }

  public SecretTensor matmul(SecretTensor y) {
    return secret("matmul", new Op.Product(new Bilinear.MatMul(), 0), y);
  }

  private SecretTensor secret(String verb, Op op, SecretTensor y) {
    return new SecretTensor(trace, trace.add(verb, op, this, y));
  }
}
