package io.parley.plan;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Separable;
import io.parley.crypto.Structure;
import java.util.List;

/**
 * What a node computes. {@link Primitive} ops are what protocols implement; {@link Composite} ops are what users write,
 * and lowering turns them into primitives.
 */
public sealed interface Op {
  /** An op that a protocol implements, or that concerns no protocol. */
  sealed interface Primitive extends Op {}

  /** An op that lowering replaces. */
  sealed interface Composite extends Op {}

  /**
   * An op that is a record in a file of its own and a line in the vocabulary. Its components are its attributes, and its
   * name is the record's.
   */
  sealed interface Registered extends Composite {
    /**
     * The type of its value.
     *
     * @throws BadRequestException if the operands do not fit
     */
    TensorType type(Operands in);

    /** Whether an operand is bits; the others are numbers. */
    default boolean takesBits(int operand) {
      return false;
    }

    /** Its value in plain mathematics. */
    Values of(Algebra<Values> reals, List<Values> in);
  }

  /** An op that other ops explain; lowering writes those in its place. */
  non-sealed interface Formula extends Registered {
    /** What stands for it, in other ops. */
    <V> V expand(Algebra<V> a, List<V> in);

    /** What {@link #expand} writes has to come near to it; where that is plain mathematics itself, it serves. */
    @Override
    default Values of(Algebra<Values> reals, List<Values> in) {
      return expand(reals, in);
    }
  }

  /** An op for which one scale of all numbers is not enough; lowering writes it with the scales of its words in hand. */
  non-sealed interface Scaled extends Registered {
    /**
     * What stands for it.
     *
     * @param in numbers with f fraction bits, which may broadcast
     * @param f the fraction bits of all numbers
     * @return with fraction bits as they come
     */
    int lower(Words w, List<Integer> in, int f);

    /** Where its value lies and how far it may be off, given that of its operands. */
    Interval bounds(List<Interval> in);
  }

  // Sources

  /**
   * A tensor that {@code owner} brings when the plan runs.
   *
   * @param within the least and the largest that an element can be, which all who see the plan know; empty if nothing is
   *     said
   */
  record Input(String name, String owner, List<Double> within) implements Primitive {
    public Input {
      within = List.copyOf(within);
      boolean fits = within.isEmpty() || (within.size() == 2 && Double.isFinite(within.getFirst())
          && Double.isFinite(within.getLast()) && within.getFirst() <= within.getLast());
      if (!fits) {
        throw new IllegalArgumentException(
            "the bounds of input '" + name + "' are " + within + ", but have to be a least and a largest number");
      }
    }

    public Input(String name, String owner) {
      this(name, owner, List.of());
    }
  }

  /** A public tensor that is part of the plan. */
  record Constant(Values values) implements Primitive {}

  // Linear

  /** x + y, of equal shapes and fraction bits once lowered; before that the operands broadcast. */
  record Add() implements Primitive {}

  /** x − y, likewise. */
  record Sub() implements Primitive {}

  record Negate() implements Primitive {}

  /** Moves elements, or sums them; see {@link Structure}. */
  record Rearrange(Structure structure) implements Primitive {}

  /** Multiplies the ring elements by 2^bits: more fraction bits for the same value. */
  record ShiftLeft(int bits) implements Primitive {}

  // Products

  /** A product, then as many fraction bits dropped as {@code truncateBits} says; 0 in surface plans. */
  record Product(Bilinear map, int truncateBits) implements Primitive {}

  /** The same words, read with so many fraction bits more, or less: x·2^−bits. */
  record Rescale(int bits) implements Primitive {}

  /** Drops fraction bits, with an error of at most 1 unit in the last place. */
  record Truncate(int bits) implements Primitive {}

  /** The function of each element; for protocols whose values are masked by what the provider knows. */
  record Separated(Separable function) implements Primitive {}

  // Comparison and bits

  /** {@code x < 0}, as bits. */
  record IsNegative(Comparison comparison) implements Primitive {
    public IsNegative() {
      this(Comparison.USUAL);
    }
  }

  record And() implements Primitive {}

  record Xor() implements Primitive {}

  record Not() implements Primitive {}

  /** x where the bit is 1, else 0; operands: bits, x. Once lowered both are secret or both are public. */
  record Mask() implements Primitive {}

  /** A bit as the number 0 or 1, with 0 fraction bits. */
  record BitToRing() implements Primitive {}

  // Composite

  /** The function of each element. */
  record Apply(Function function) implements Composite {}

  /** ⌊x⌋ as an integer, which has no fraction bits. */
  record ToInteger() implements Composite {}

  /** max(x, 0). */
  record Relu() implements Composite {}

  /** max(x, y). */
  record Max() implements Composite {}

  /** x where the bit is 1, else y; operands: bits, x, y. */
  record Select() implements Composite {}

  /** The maximum of each window of an NCHW tensor; padding never wins. */
  record MaxPool(Conv2dSpec window) implements Composite {}

  /** The mean of each window of an NCHW tensor; padding counts as zeros, or not at all. */
  record AveragePool(Conv2dSpec window, boolean countPadding) implements Composite {}
}
