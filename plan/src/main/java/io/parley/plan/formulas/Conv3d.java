package io.parley.plan.formulas;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * N×C×D×H×W with O×(C/groups)×KD×KH×KW kernels. The layers that a kernel sees become channels of images.
 *
 * @param plane of each layer, with the groups
 */
@Reference(group = Reference.Group.WINDOWS,
    operands = "x: numbers, N×C×D×H×W; kernels: numbers, O×(C/groups)×KD×KH×KW",
    result = "numbers, N×O×D'×H'×W', with lengths as those of conv2d",
    meaning = "the convolution of each volume with each kernel, which is not turned; zeros are the padding",
    edges = "the plane's groups are those of the channels",
    error = "1 unit; sums stay below 2^(62 − 2f); see docs/functions.md")
public record Conv3d(AxisWindow depth, Conv2dSpec plane) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V kernels = in.get(1);
    Convolutions.requireRank(a.shape(x), 5, "conv3d");
    Convolutions.requireRank(a.shape(kernels), 5, "conv3d");
    Shape shape = a.shape(x);
    Shape weights = a.shape(kernels);
    if (weights.dim(2) != depth.kernel()) {
      throw new BadRequestException(
          "A kernel of depth " + depth.kernel() + " does not fit kernels of shape " + weights);
    }
    int layers = depth.windows(shape.dim(2));
    if (layers < 1) {
      throw new BadRequestException("A kernel of depth " + depth.kernel() + " does not fit shape " + shape
          + "; pad the layers");
    }
    V padded = depth.padBefore() + depth.padAfter() == 0 ? x : a.pad(x, 2, depth.padBefore(), depth.padAfter());
    List<V> taps = new ArrayList<>();
    for (int tap = 0; tap < depth.kernel(); tap++) {
      int from = tap * depth.dilation();
      V seen = a.slice(padded, 2, from, from + (layers - 1) * depth.stride() + 1, depth.stride());
      taps.add(a.reshape(seen, shape.dim(0), shape.dim(1), 1, layers, shape.dim(3), shape.dim(4)));
    }
    V stacked = a.transpose(a.concat(2, taps), List.of(0, 3, 1, 2, 4, 5));
    V images = a.reshape(stacked, shape.dim(0) * layers, shape.dim(1) * depth.kernel(), shape.dim(3), shape.dim(4));
    V flat = a.reshape(kernels, weights.dim(0), weights.dim(1) * weights.dim(2), weights.dim(3), weights.dim(4));
    V result = a.conv2d(images, flat, plane);
    Shape out = a.shape(result);
    return a.transpose(a.reshape(result, shape.dim(0), layers, out.dim(1), out.dim(2), out.dim(3)),
        List.of(0, 2, 1, 3, 4));
  }
}
