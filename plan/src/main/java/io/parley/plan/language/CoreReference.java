package io.parley.plan.language;

import io.parley.plan.Reference.Group;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The entries of the ops that have no file of their own. */
final class CoreReference {
  private static final Map<String, OpReference> BY_NAME = new HashMap<>();

  static {
    sources();
    arithmetic();
    linearAlgebra();
    windows();
    lowered();
    comparisons();
    activations();
    shapes();
    reductions();
    functions();
  }

  private CoreReference() {}

  static OpReference of(String op) {
    return Objects.requireNonNull(BY_NAME.get(op), op);
  }

  private static void sources() {
    add("input", Group.SOURCES,
        "none",
        "what the plan declares",
        "the tensor that the owner brings under the name when the plan runs",
        "within: the least and the largest that an element can be, which all who see the plan know; empty if nothing "
            + "is said",
        "1 unit: numbers become the nearest that fixed point holds");
    add("constant", Group.SOURCES,
        "none",
        "public numbers, integers or bits, as the plan declares",
        "the tensor itself, which is part of the plan",
        "elements below 2^(62 − 2f) only",
        "1 unit: numbers become the nearest that fixed point holds");
  }

  private static void arithmetic() {
    add("add", Group.ARITHMETIC,
        "x, y: numbers of equal fraction bits, which broadcast",
        "numbers of the shape that both broadcast to",
        "x + y",
        "",
        "exact");
    add("sub", Group.ARITHMETIC,
        "x, y: numbers of equal fraction bits, which broadcast",
        "numbers of the shape that both broadcast to",
        "x − y",
        "",
        "exact");
    add("negate", Group.ARITHMETIC,
        "x: numbers, any shape",
        "numbers of x's shape",
        "−x",
        "",
        "exact");
    add("shiftLeft", Group.ARITHMETIC,
        "x: numbers, any shape",
        "numbers of x's shape with so many fraction bits more",
        "x itself, with more places behind the point",
        "0 to 52 bits; makes numbers of integers",
        "exact");
    add("mul", Group.ARITHMETIC,
        "x, y: numbers of equal fraction bits, which broadcast",
        "numbers of the shape that both broadcast to",
        "x·y",
        "x·y has to stay below 2^(62 − 2f); truncate is 0 in surface plans",
        "1 unit; see docs/functions.md");
    add("toInteger", Group.ARITHMETIC,
        "x: numbers, any shape",
        "integers of x's shape",
        "⌊x⌋",
        "",
        "exact");
    add("max", Group.ARITHMETIC,
        "x, y: numbers of equal fraction bits, which broadcast",
        "numbers of the shape that both broadcast to",
        "the larger of x and y",
        "differences have to stay below 2^(62 − 2f)",
        "exact; see docs/functions.md");
  }

  private static void linearAlgebra() {
    add("matmul", Group.LINEAR_ALGEBRA,
        "x: numbers, …×m×k or k; y: numbers of equal fraction bits, …×k×n or k; leading axes broadcast",
        "numbers, …×m×n; without m if x is a vector, without n if y is one",
        "the matrix product of the last two axes; a vector is a row on the left, a column on the right",
        "single numbers are refused; in lowered plans there are no vectors, and leading axes are equal or one operand "
            + "has none; truncate is 0 in surface plans",
        "1 unit; sums stay below 2^(62 − 2f); see docs/functions.md");
  }

  private static void windows() {
    add("conv2d", Group.WINDOWS,
        "x: numbers, N×C×H×W; kernels: numbers of equal fraction bits, O×(C/groups)×KH×KW",
        "numbers, N×O×H'×W', with H' = ⌊(H + padding − dilation·(KH − 1) − 1)/stride⌋ + 1, and W' likewise",
        "the convolution of each image with each kernel, which is not turned; zeros are the padding",
        "padding: top, left, bottom, right; truncate is 0 in surface plans",
        "1 unit; sums stay below 2^(62 − 2f); see docs/functions.md");
    add("maxPool", Group.WINDOWS,
        "x: numbers, N×C×H×W",
        "numbers, N×C×H'×W', with H' = ⌊(H + padding − dilation·(kernel − 1) − 1)/stride⌋ + 1, and W' likewise",
        "the largest element of each window",
        "padding never wins; a window in the padding altogether is refused; groups are 1",
        "exact; see docs/functions.md");
    add("averagePool", Group.WINDOWS,
        "x: numbers with fraction bits, N×C×H×W",
        "numbers, N×C×H'×W', as of maxPool",
        "the mean of each window",
        "padding counts as zeros if countPadding, else not at all; a window in the padding altogether is refused; "
            + "groups are 1",
        "6 units for |x| ≤ 10; see docs/functions.md");
    add("windowTap", Group.WINDOWS,
        "x: numbers, N×C×H×W",
        "numbers, N×C×H'×W', as of maxPool",
        "the element at row and column of each window",
        "one in the padding is 0, or, if clamp, another element of the same window",
        "exact");
  }

  private static void lowered() {
    add("rescale", Group.LOWERED,
        "x: numbers, any shape",
        "numbers of x's shape with so many fraction bits more, or less",
        "x·2^−bits: the same words",
        "",
        "exact");
    add("truncate", Group.LOWERED,
        "x: numbers, any shape",
        "numbers of x's shape with so many fraction bits less",
        "x",
        "",
        "1 unit of the fraction bits that are left");
    add("fourierSeries", Group.LOWERED,
        "x: numbers with argumentBits fraction bits, any shape",
        "numbers of x's shape with resultBits fraction bits",
        "Σ cosines[k]·cos(2πkx/P) + sines[k]·sin(2πkx/P), with P = 2^periodBits",
        "at most 64 harmonics; coefficients within ±2^20; for protocols whose provider knows the masks",
        "24 units for 2 harmonics and resultBits = 30; in general about 2^(2 − resultBits/2) for each harmonic, and more "
            + "for large coefficients");
    add("splitExp", Group.LOWERED,
        "x: numbers with argumentBits fraction bits, any shape",
        "numbers of x's shape with resultBits fraction bits",
        "e^(x/2^halvings + offset)",
        "for 0 ≤ x ≤ 2^periodBits·(1 − 2^−pieceBits), and periodic; for protocols whose provider knows the masks",
        "1 unit");
  }

  private static void comparisons() {
    add("isNegative", Group.COMPARISONS,
        "x: numbers, any shape",
        "bits of x's shape",
        "1 where x < 0, else 0",
        "|x| has to stay below 2^(62 − 2f); the comparison says by which kind of protocol, and changes nothing else",
        "exact; see docs/functions.md");
    add("and", Group.COMPARISONS,
        "x, y: bits of equal shapes",
        "bits of that shape",
        "1 where both are 1, else 0",
        "bits do not broadcast",
        "exact");
    add("xor", Group.COMPARISONS,
        "x, y: bits of equal shapes",
        "bits of that shape",
        "1 where they differ, else 0",
        "bits do not broadcast",
        "exact");
    add("not", Group.COMPARISONS,
        "x: bits, any shape",
        "bits of x's shape",
        "1 where x is 0, else 0",
        "",
        "exact");
    add("mask", Group.COMPARISONS,
        "bit: bits, any shape; x: numbers that broadcast to the bits",
        "numbers of the bits' shape",
        "x where the bit is 1, else 0",
        "bits do not broadcast",
        "exact");
    add("bitToRing", Group.COMPARISONS,
        "x: bits, any shape",
        "integers of x's shape",
        "the bits as 0 and 1",
        "shiftLeft gives them fraction bits",
        "exact");
    add("select", Group.COMPARISONS,
        "bit: bits, any shape; x, y: numbers of equal fraction bits that broadcast to the bits",
        "numbers of the bits' shape",
        "x where the bit is 1, else y",
        "bits do not broadcast",
        "exact; see docs/functions.md");
  }

  private static void activations() {
    add("relu", Group.ACTIVATIONS,
        "x: numbers, any shape",
        "numbers of x's shape",
        "max(x, 0)",
        "",
        "exact; see docs/functions.md");
  }

  private static void shapes() {
    add("reshape", Group.SHAPES,
        "x: numbers, any shape",
        "numbers of shape to",
        "the same elements, in row-major order, under another shape of equal size",
        "",
        "exact; see docs/functions.md");
    add("transpose", Group.SHAPES,
        "x: numbers, any shape",
        "numbers; axis i has the length of x's axis permutation[i]",
        "x with its axes in the order of the permutation",
        "",
        "exact; see docs/functions.md");
    add("slice", Group.SHAPES,
        "x: numbers, any shape",
        "numbers; an axis has ⌈(end − start)/step⌉ elements",
        "along each axis the elements start, start + step, … below end",
        "0 ≤ start ≤ end ≤ length and step ≥ 1 for each axis, else it is refused",
        "exact; see docs/functions.md");
    add("concat", Group.SHAPES,
        "one or more: numbers of equal fraction bits, and of equal shapes but for the axis",
        "numbers; the axis has the sum of their lengths",
        "the operands side by side along the axis",
        "",
        "exact; see docs/functions.md");
    add("broadcast", Group.SHAPES,
        "x: numbers, any shape",
        "numbers of shape to",
        "x, with axes of length 1 and new leading axes repeated, by NumPy's rules",
        "",
        "exact");
    add("pad", Group.SHAPES,
        "x: numbers, any shape",
        "numbers of x's shape, longer by before and after along each axis",
        "x with zeros around it",
        "widths are at least 0, one before and one after for each axis",
        "exact; see docs/functions.md");
  }

  private static void reductions() {
    add("sum", Group.REDUCTIONS,
        "x: numbers, any shape",
        "numbers of x's shape without the axes, or, if keep, with length 1 for each",
        "Σx along the axes",
        "of no elements it is 0",
        "exact; sums stay below 2^(62 − 2f); see docs/functions.md");
  }

  private static void functions() {
    add("exp", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "e^x",
        "for x < (60 − 2f)·ln 2, above which it stays at its end; below −(f + 1)·ln 2 it is 0",
        "8 units for x in [−8, 2]; see docs/functions.md");
    add("expNegative", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "e^x",
        "for x ≤ 0, and no others; below −(f + 1)·ln 2 it is 0",
        "2 units for x in [−20, 0]; see docs/functions.md");
    add("log", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "ln x",
        "for x ≥ 2^−f, below which it stays at its end",
        "3 units for x in [0.1, 100]; see docs/functions.md");
    add("reciprocal", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "1/x",
        "of 0 it is 0; 1/x has to stay below 2^min(62 − 2f, 46 − f)",
        "2 units, or 2^−(f − 2) of the result if that is more; see docs/functions.md");
    add("reciprocalAboveOne", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "1/x",
        "for x ≥ 1, and no others",
        "2 units for x in [1, 100]; see docs/functions.md");
    add("sqrt", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "√x",
        "of negative numbers it is 0",
        "6 units for x in [0, 100]; see docs/functions.md");
    add("rsqrt", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "1/√x",
        "where x is not above 0 it is 0",
        "3 units, or 2^−(f − 2) of the result if that is more; see docs/functions.md");
    add("sigmoid", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "1/(1 + e^−x)",
        "beyond, the limits 0 and 1",
        "3 units for x in [−8, 8]; see docs/functions.md");
    add("tanh", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "(e^x − e^−x)/(e^x + e^−x)",
        "beyond, the limits −1 and 1",
        "3 units for x in [−4, 4]; see docs/functions.md");
    add("erf", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "the error function, 2/√π·∫e^(−t²) dt from 0 to x",
        "beyond, the limits −1 and 1",
        "3 units for x in [−4, 4]; see docs/functions.md");
    add("softplus", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "ln(1 + e^x)",
        "beyond, 0 and x",
        "3 units for x in [−8, 8]; see docs/functions.md");
    add("gelu", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "x·Φ(x), with the normal distribution Φ",
        "beyond, 0 and x",
        "3 units for x in [−8, 8]; see docs/functions.md");
    add("geluTanh", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2",
        "beyond, 0 and x",
        "3 units for x in [−8, 8]; see docs/functions.md");
    add("silu", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "x/(1 + e^−x)",
        "beyond, 0 and x",
        "3 units for x in [−8, 8]; see docs/functions.md");
    add("sin", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "sin x",
        "for |x| ≤ 2^10, beyond which it may stay at its end",
        "2 units for x in [−10, 10]; see docs/functions.md");
    add("cos", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "cos x",
        "for |x| ≤ 2^10, beyond which it may stay at its end",
        "2 units for x in [−10, 10]; see docs/functions.md");
    add("floor", Group.FUNCTIONS,
        "x: numbers with fraction bits, any shape",
        "numbers of x's shape",
        "the largest whole number that is not above x",
        "",
        "exact; see docs/functions.md");
  }

  private static void add(String name, Group group, String operands, String result, String meaning, String edges,
      String error) {
    BY_NAME.put(name, new OpReference(group, operands, result, meaning, edges, error));
  }
}
