package io.parley.protocols.spdz2k;

import io.parley.crypto.Bilinear;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.crypto.Wide;
import io.parley.crypto.WideTensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** A party's part of ⟦x⟧: x_i and m_i with Σ m_i = α·Σ x_i mod 2^128. The numbers meant are Σ x_i mod 2^64. */
record Authenticated(WideTensor value, WideTensor mac) {
  Shape shape() {
    return value.shape();
  }

  /** A public value, of which the first party holds all, and the MAC shares α_i·x. */
  static Authenticated constant(RingTensor x, boolean first, Wide alpha) {
    WideTensor value = WideTensor.ofUnsigned(x);
    return new Authenticated(first ? value : WideTensor.zeros(x.shape()), value.mul(alpha));
  }

  /** What is linear over Z_2^128 is applied to both parts. */
  Authenticated map(UnaryOperator<WideTensor> linear) {
    return new Authenticated(linear.apply(value), linear.apply(mac));
  }

  Authenticated add(Authenticated y) {
    return new Authenticated(value.add(y.value), mac.add(y.mac));
  }

  Authenticated sub(Authenticated y) {
    return new Authenticated(value.sub(y.value), mac.sub(y.mac));
  }

  Authenticated left(Bilinear map, RingTensor x) {
    return map(part -> map.apply(x, part));
  }

  Authenticated right(Bilinear map, RingTensor y) {
    return map(part -> map.apply(part, y));
  }

  static Authenticated rearrange(Structure structure, List<Authenticated> inputs) {
    return new Authenticated(structure.applyWide(inputs.stream().map(Authenticated::value).toList()),
        structure.applyWide(inputs.stream().map(Authenticated::mac).toList()));
  }

  @Override
  public String toString() {
    return "Authenticated" + shape();
  }
}
