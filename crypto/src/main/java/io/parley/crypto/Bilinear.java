package io.parley.crypto;

/** A map that is linear in each of its two arguments; the one kind of product that a protocol needs to know. */
public sealed interface Bilinear {
  /** The result's shape; throws IllegalArgumentException with the reason if the operands do not fit. */
  Shape shape(Shape x, Shape y);

  RingTensor apply(RingTensor x, RingTensor y);

  /** The map over Z_2^128, x zero-extended. */
  default WideTensor apply(RingTensor x, WideTensor y) {
    return WideBilinear.apply(this, x, y);
  }

  /** The map over Z_2^128, y zero-extended. */
  default WideTensor apply(WideTensor x, RingTensor y) {
    return WideBilinear.apply(this, x, y);
  }

  /** The map over Z_2^128. */
  default WideTensor apply(WideTensor x, WideTensor y) {
    return WideBilinear.apply(this, x, y);
  }

  /** The elementwise product; the operands broadcast. */
  record Mul() implements Bilinear {
    @Override
    public Shape shape(Shape x, Shape y) {
      return Shape.broadcast(x, y);
    }

    @Override
    public RingTensor apply(RingTensor x, RingTensor y) {
      Shape out = shape(x.shape(), y.shape());
      return StructureKernels.broadcast(x, out).mul(StructureKernels.broadcast(y, out));
    }

    @Override
    public WideTensor apply(RingTensor x, WideTensor y) {
      return apply(y, x);
    }

    @Override
    public WideTensor apply(WideTensor x, RingTensor y) {
      Shape out = shape(x.shape(), y.shape());
      return StructureKernels.broadcast(x, out).mul(StructureKernels.broadcast(y, out));
    }

    @Override
    public WideTensor apply(WideTensor x, WideTensor y) {
      Shape out = shape(x.shape(), y.shape());
      return StructureKernels.broadcast(x, out).mul(StructureKernels.broadcast(y, out));
    }
  }

  /** The matrix product of …×m×k and …×k×n; leading axes are equal, or one operand has none. */
  record MatMul() implements Bilinear {
    @Override
    public Shape shape(Shape x, Shape y) {
      return LinearKernels.matmulShape(x, y);
    }

    @Override
    public RingTensor apply(RingTensor x, RingTensor y) {
      return LinearKernels.matmul(x, y);
    }
  }

  /** The convolution of x, N×C×H×W, with the kernels y, O×(C/groups)×KH×KW, giving N×O×OH×OW. */
  record Conv2d(Conv2dSpec spec) implements Bilinear {
    @Override
    public Shape shape(Shape x, Shape y) {
      return LinearKernels.conv2dShape(x, y, spec);
    }

    @Override
    public RingTensor apply(RingTensor x, RingTensor y) {
      return LinearKernels.conv2d(x, y, spec);
    }
  }
}
