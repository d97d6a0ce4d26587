package io.parley.plan.formulas;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/**
 * The transpose of a convolution, as gradients and upsampling need it: N×C×H×W with C×(O/groups)×KH×KW kernels give
 * N×O×((H − 1)·stride − padding + dilation·(KH − 1) + outputPadding + 1)×…: zeros between the elements, then a
 * convolution with the kernels turned by half; where kernels do not overlap, one of single elements.
 *
 * @param outputHeight more rows at the end; outputWidth likewise columns
 */
@Reference(group = Reference.Group.WINDOWS,
    operands = "x: numbers, N×C×H×W; kernels: numbers, C×(O/groups)×KH×KW",
    result = "numbers, N×O×H'×W', with H' = (H − 1)·stride − padding + dilation·(KH − 1) + outputHeight + 1, and W' "
        + "likewise",
    meaning = "the transpose of conv2d: each element adds a kernel times itself",
    edges = "a padding that leaves nothing is refused",
    error = "1 unit; sums stay below 2^(62 − 2f); see docs/functions.md")
public record ConvTranspose2d(Conv2dSpec spec, int outputHeight, int outputWidth) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V kernels = in.get(1);
    Convolutions.requireRank(a.shape(x), 4, "conv-transpose2d");
    Convolutions.requireRank(a.shape(kernels), 4, "conv-transpose2d");
    Shape shape = a.shape(x);
    Shape weights = a.shape(kernels);
    int groups = spec.groups();
    if (weights.dim(0) != shape.dim(1) || shape.dim(1) % groups != 0) {
      throw new BadRequestException("Kernels of shape " + weights + " do not fit images of shape " + shape + " in "
          + groups + " groups; they need shape [" + shape.dim(1) + ", o, kh, kw]");
    }
    // C×(O/groups)×KH×KW as O×(C/groups)×KH×KW.
    int perGroup = weights.dim(1);
    V split = a.reshape(kernels, groups, shape.dim(1) / groups, perGroup, weights.dim(2), weights.dim(3));
    V swapped = a.transpose(split, List.of(0, 2, 1, 3, 4));
    Shape toOutput = Shape.of(groups * perGroup, shape.dim(1) / groups, weights.dim(2), weights.dim(3));
    V wide = Convolutions.tiles(spec)
        ? Convolutions.tiled(a, x, a.reshape(swapped, toOutput), groups)
        : Convolutions.overlapping(a, x, a.reshape(swapped, toOutput), spec);
    V rows = Convolutions.cropped(a, wide, 2, spec.padTop(), spec.padBottom() - outputHeight);
    return Convolutions.cropped(a, rows, 3, spec.padLeft(), spec.padRight() - outputWidth);
  }
}
