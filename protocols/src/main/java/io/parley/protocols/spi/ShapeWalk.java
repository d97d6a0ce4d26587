package io.parley.protocols.spi;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import java.util.List;

/**
 * The side of a role that holds no shares: all that is linear is free and only shapes move on.
 *
 * @param <N> what it holds of numbers
 */
public abstract class ShapeWalk<N extends Share> implements Primitives<N, ShapeOnly> {
  /** What a role releases that has no part in outputs. */
  protected static final long[] NOTHING = new long[0];

  /** The value of this op, as yet unopened. */
  protected abstract N number(Shape shape);

  @Override
  public N input(Shape shape, long[] payload) {
    return number(shape);
  }

  @Override
  public ShapeOnly inputBits(Shape shape, long[] payload) {
    return new ShapeOnly(shape);
  }

  /** The value of a linear op. */
  protected N linear(Shape shape, List<N> operands) {
    return number(shape);
  }

  @Override
  public final N constant(RingTensor value) {
    return number(value.shape());
  }

  @Override
  public final N add(N x, N y) {
    return linear(x.shape(), List.of(x, y));
  }

  @Override
  public final N sub(N x, N y) {
    return linear(x.shape(), List.of(x, y));
  }

  @Override
  public final N negate(N x) {
    return linear(x.shape(), List.of(x));
  }

  @Override
  public final N addPublic(N x, RingTensor y) {
    return linear(x.shape(), List.of(x));
  }

  @Override
  public N shiftLeft(N x, int bits) {
    return number(x.shape());
  }

  @Override
  public final N rearrange(Structure structure, List<N> inputs) {
    return linear(structure.shape(inputs.stream().map(Share::shape).toList()), inputs);
  }

  @Override
  public N productPublic(Bilinear map, N x, RingTensor y) {
    return number(map.shape(x.shape(), y.shape()));
  }

  @Override
  public N productPublic(Bilinear map, RingTensor x, N y) {
    return number(map.shape(x.shape(), y.shape()));
  }

  @Override
  public ShapeOnly xor(ShapeOnly x, ShapeOnly y) {
    return x;
  }

  @Override
  public final ShapeOnly xorPublic(ShapeOnly x, BitTensor y) {
    return x;
  }

  @Override
  public final ShapeOnly not(ShapeOnly x) {
    return x;
  }

  @Override
  public final ShapeOnly andPublic(ShapeOnly x, BitTensor y) {
    return x;
  }
}
