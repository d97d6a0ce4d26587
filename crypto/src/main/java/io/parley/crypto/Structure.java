package io.parley.crypto;

import java.util.List;

/**
 * A rearrangement of elements that commutes with every linear sharing: it is written once and applied to each component
 * of a share. All members are linear over Z_2^64 and Z_2^128; all but {@link SumAxes} only move elements.
 */
public sealed interface Structure {
  /** The result's shape; throws IllegalArgumentException with the reason if the inputs do not fit. */
  Shape shape(List<Shape> inputs);

  RingTensor apply(List<RingTensor> inputs);

  /** As {@link #apply} over Z_2^128. */
  default WideTensor applyWide(List<WideTensor> inputs) {
    return WideTensor.of(apply(inputs.stream().map(WideTensor::low).toList()),
        apply(inputs.stream().map(WideTensor::high).toList()));
  }

  /** The same elements under another shape. */
  record Reshape(Shape to) implements Structure {
    @Override
    public Shape shape(List<Shape> inputs) {
      if (inputs.getFirst().size() != to.size()) {
        throw new IllegalArgumentException("Cannot reshape " + inputs.getFirst() + " to " + to);
      }
      return to;
    }

    @Override
    public RingTensor apply(List<RingTensor> inputs) {
      return inputs.getFirst().reshape(to);
    }
  }

  /** Output axis i is input axis permutation[i]. */
  record Transpose(List<Integer> permutation) implements Structure {
    public Transpose {
      permutation = List.copyOf(permutation);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return StructureKernels.transposeShape(inputs.getFirst(), permutation);
    }

    @Override
    public RingTensor apply(List<RingTensor> inputs) {
      return StructureKernels.transpose(inputs.getFirst(), permutation);
    }
  }

  /** Per axis the elements start, start + step, … below end; steps are positive. */
  record Slice(List<Integer> starts, List<Integer> ends, List<Integer> steps) implements Structure {
    public Slice {
      starts = List.copyOf(starts);
      ends = List.copyOf(ends);
      steps = List.copyOf(steps);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return StructureKernels.sliceShape(inputs.getFirst(), this);
    }

    @Override
    public RingTensor apply(List<RingTensor> inputs) {
      return StructureKernels.slice(inputs.getFirst(), this);
    }
  }

  /** The inputs side by side along an axis. */
  record Concat(int axis) implements Structure {
    @Override
    public Shape shape(List<Shape> inputs) {
      return StructureKernels.concatShape(inputs, axis);
    }

    @Override
    public RingTensor apply(List<RingTensor> inputs) {
      return StructureKernels.concat(inputs, axis);
    }
  }

  /** Repeats axes of length 1, and new leading axes, by NumPy's rules. */
  record Broadcast(Shape to) implements Structure {
    @Override
    public Shape shape(List<Shape> inputs) {
      if (!Shape.broadcast(inputs.getFirst(), to).equals(to)) {
        throw new IllegalArgumentException("Shape " + inputs.getFirst() + " does not broadcast to " + to);
      }
      return to;
    }

    @Override
    public RingTensor apply(List<RingTensor> inputs) {
      return StructureKernels.broadcast(inputs.getFirst(), to);
    }
  }

  /** Zeros before and after each axis. */
  record Pad(List<Integer> before, List<Integer> after) implements Structure {
    public Pad {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return StructureKernels.padShape(inputs.getFirst(), this);
    }

    @Override
    public RingTensor apply(List<RingTensor> inputs) {
      return StructureKernels.pad(inputs.getFirst(), this);
    }
  }

  /**
   * Tap (row, column) of every window of an NCHW tensor, as N×C×OH×OW. A tap that falls into the padding is zero, or,
   * if {@code clamp}, another tap of the same window that does not (so that a maximum over all taps ignores padding).
   */
  record WindowTap(Conv2dSpec window, int row, int column, boolean clamp) implements Structure {
    public WindowTap {
      if (row < 0 || row >= window.kernelHeight() || column < 0 || column >= window.kernelWidth()) {
        throw new IllegalArgumentException("A window of " + window.kernelHeight() + "×" + window.kernelWidth()
            + " has no tap " + row + ", " + column);
      }
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return StructureKernels.windowShape(inputs.getFirst(), window);
    }

    @Override
    public RingTensor apply(List<RingTensor> inputs) {
      return StructureKernels.windowTap(inputs.getFirst(), this);
    }
  }

  /** The sum over the given axes, which are kept with length 1 or dropped. */
  record SumAxes(List<Integer> axes, boolean keep) implements Structure {
    public SumAxes {
      axes = List.copyOf(axes);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return StructureKernels.sumShape(inputs.getFirst(), this);
    }

    @Override
    public RingTensor apply(List<RingTensor> inputs) {
      return StructureKernels.sum(inputs.getFirst(), this);
    }

    @Override
    public WideTensor applyWide(List<WideTensor> inputs) {
      return StructureKernels.sum(inputs.getFirst(), this);
    }
  }
}
