package io.parley.plan;

import io.parley.crypto.BitTensor;
import io.parley.crypto.Shape;

/**
 * The type of one value in a plan.
 *
 * @param fractionBits bits behind the point of a FIXED tensor; 0 for BIT
 */
public record TensorType(DType dtype, Shape shape, Visibility visibility, int fractionBits) {
  public TensorType {
    if (dtype == DType.BIT && fractionBits != 0) {
      throw new IllegalArgumentException("A BIT tensor has no fraction bits");
    }
  }

  public static TensorType secret(Shape shape, int fractionBits) {
    return new TensorType(DType.FIXED, shape, Visibility.SECRET, fractionBits);
  }

  public static TensorType publicly(Shape shape, int fractionBits) {
    return new TensorType(DType.FIXED, shape, Visibility.PUBLIC, fractionBits);
  }

  public static TensorType secretBits(Shape shape) {
    return new TensorType(DType.BIT, shape, Visibility.SECRET, 0);
  }

  public static TensorType secretIntegers(Shape shape) {
    return secret(shape, 0);
  }

  public static TensorType publicIntegers(Shape shape) {
    return publicly(shape, 0);
  }

  /** Whether these are whole numbers: fixed point without fraction bits. */
  public boolean isInteger() {
    return dtype == DType.FIXED && fractionBits == 0;
  }

  public TensorType withShape(Shape to) {
    return new TensorType(dtype, to, visibility, fractionBits);
  }

  public TensorType withFractionBits(int bits) {
    return new TensorType(dtype, shape, visibility, bits);
  }

  /** The 64-bit words that hold the elements: one each, or one for 64 bits. */
  public int words() {
    return dtype == DType.BIT ? BitTensor.wordCount(shape.size()) : shape.size();
  }

  public boolean isSecret() {
    return visibility == Visibility.SECRET;
  }

  @Override
  public String toString() {
    String element = dtype == DType.BIT ? "bit" : isInteger() ? "int" : "fixed<" + fractionBits + ">";
    return (isSecret() ? "secret " : "public ") + element + shape;
  }
}
