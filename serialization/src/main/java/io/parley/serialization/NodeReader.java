package io.parley.serialization;

import com.google.protobuf.ByteString;
import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.FourierSeries;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.crypto.SplitExponential;
import io.parley.crypto.Structure;
import io.parley.plan.Comparison;
import io.parley.plan.DType;
import io.parley.plan.Function;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Visibility;
import io.parley.serialization.v1.PlanProto;
import io.parley.serialization.v1.PlanProto.Op.AttributesCase;
import io.parley.serialization.v1.TensorProto;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** One node of a plan that nobody vouches for; see {@link PlanReader}. */
final class NodeReader {
  private static final int MAX_RANK = 16;
  /** Of lengths, offsets and axes; small enough for sums of a few to stay in an int. */
  private static final int MAX_NUMBER = 1 << 28;
  /** Of kernels, strides, paddings and dilations; small enough for products of two. */
  private static final int MAX_WINDOW = 1 << 12;
  private static final int MAX_FRACTION_BITS = 62;

  private final Checks checks;

  private NodeReader(Checks checks) {
    this.checks = checks;
  }

  static Node node(PlanProto.Node in, int id) {
    return new NodeReader(Checks.of("Node " + id, in.getName())).read(in, id);
  }

  private Node read(PlanProto.Node in, int id) {
    checks.text(in.getName(), "name");
    checks.require(in.hasOp() && in.hasType(), "has no op or no type");
    TensorType type = type(in.getType());
    for (int input : in.getInputsList()) {
      checks.require(input >= 0 && input < id,
          "uses node " + Integer.toUnsignedString(input) + ", which is not earlier");
    }
    Op op = op(in.getOp());
    if (op instanceof Op.Input || op instanceof Op.Constant) {
      checks.require(in.getInputsCount() == 0, "is a source, but has operands");
    }
    if (op instanceof Op.Constant) {
      checks.require(!type.isSecret(), "is a constant, but secret");
    }
    return new Node(id, in.getName(), op, in.getInputsList(), type);
  }

  private TensorType type(TensorProto.TensorType in) {
    DType dtype = switch (in.getDtype()) {
      case DTYPE_FIXED -> DType.FIXED;
      case DTYPE_BIT -> DType.BIT;
      case DTYPE_UNSPECIFIED, UNRECOGNIZED -> throw checks.refusal("has an unknown dtype");
    };
    Visibility visibility = switch (in.getVisibility()) {
      case VISIBILITY_PUBLIC -> Visibility.PUBLIC;
      case VISIBILITY_SECRET -> Visibility.SECRET;
      case VISIBILITY_UNSPECIFIED, UNRECOGNIZED -> throw checks.refusal("has an unknown visibility");
    };
    int bits = in.getFractionBits();
    checks.require(bits >= 0 && bits <= (dtype == DType.BIT ? 0 : MAX_FRACTION_BITS),
        "has " + Integer.toUnsignedString(bits) + " fraction bits");
    return new TensorType(dtype, shape(in.getDimsList()), visibility, bits);
  }

  private Op op(PlanProto.Op in) {
    return switch (in.getCode()) {
      case OP_INPUT -> {
        attributes(in, AttributesCase.INPUT);
        checks.text(in.getInput().getName(), "input name");
        checks.text(in.getInput().getOwner(), "owner");
        yield new Op.Input(in.getInput().getName(), in.getInput().getOwner());
      }
      case OP_CONSTANT -> {
        attributes(in, AttributesCase.CONSTANT);
        yield new Op.Constant(values(in.getConstant()));
      }
      case OP_ADD -> plain(in, new Op.Add());
      case OP_SUB -> plain(in, new Op.Sub());
      case OP_NEGATE -> plain(in, new Op.Negate());
      case OP_REARRANGE -> {
        attributes(in, AttributesCase.STRUCTURE);
        yield new Op.Rearrange(structure(in.getStructure()));
      }
      case OP_SHIFT_LEFT -> new Op.ShiftLeft(bits(in));
      case OP_PRODUCT -> {
        attributes(in, AttributesCase.PRODUCT);
        yield new Op.Product(map(in.getProduct()), dropped(in.getProduct().getTruncateBits()));
      }
      case OP_TRUNCATE -> new Op.Truncate(bits(in));
      case OP_SEPARATED -> {
        attributes(in, AttributesCase.SEPARABLE);
        yield new Op.Separated(separable(in.getSeparable()));
      }
      case OP_IS_NEGATIVE -> new Op.IsNegative(comparison(in));
      case OP_AND -> plain(in, new Op.And());
      case OP_XOR -> plain(in, new Op.Xor());
      case OP_NOT -> plain(in, new Op.Not());
      case OP_MASK -> plain(in, new Op.Mask());
      case OP_BIT_TO_RING -> plain(in, new Op.BitToRing());
      case OP_APPLY -> new Op.Apply(function(in));
      case OP_TO_INTEGER -> plain(in, new Op.ToInteger());
      case OP_RELU -> plain(in, new Op.Relu());
      case OP_MAX -> plain(in, new Op.Max());
      case OP_SELECT -> plain(in, new Op.Select());
      case OP_MAX_POOL -> {
        attributes(in, AttributesCase.POOL);
        checks.require(!in.getPool().getCountPadding(), "is a maximum, which counts no padding");
        yield new Op.MaxPool(window(in.getPool().getWindow()));
      }
      case OP_AVERAGE_POOL -> {
        attributes(in, AttributesCase.POOL);
        yield new Op.AveragePool(window(in.getPool().getWindow()), in.getPool().getCountPadding());
      }
      case OP_UNSPECIFIED, UNRECOGNIZED -> throw checks.refusal("has the unknown op " + in.getCodeValue());
    };
  }

  private Op plain(PlanProto.Op in, Op op) {
    attributes(in, AttributesCase.ATTRIBUTES_NOT_SET);
    return op;
  }

  private void attributes(PlanProto.Op in, AttributesCase expected) {
    checks.require(in.getAttributesCase() == expected,
        "has attributes " + in.getAttributesCase() + ", but " + in.getCode() + " needs " + expected);
  }

  private Separable separable(PlanProto.Separable in) {
    int argumentBits = dropped(in.getArgumentBits());
    int resultBits = dropped(in.getResultBits());
    checks.require(Math.abs((long) in.getPeriodBits()) <= Long.SIZE, "has a period of 2^" + in.getPeriodBits());
    try {
      return switch (in.getKindCase()) {
        case FOURIER_SERIES -> new FourierSeries(argumentBits, in.getPeriodBits(), resultBits,
            in.getFourierSeries().getCosinesList(), in.getFourierSeries().getSinesList());
        case SPLIT_EXPONENTIAL -> new SplitExponential(argumentBits, in.getPeriodBits(),
            dropped(in.getSplitExponential().getPieceBits()), dropped(in.getSplitExponential().getHalvings()),
            resultBits,
            dropped(in.getSplitExponential().getDealtBits()), in.getSplitExponential().getOffset());
        case KIND_NOT_SET -> throw checks.refusal("has no function");
      };
    } catch (IllegalArgumentException e) {
      throw checks.refusal("has a function that cannot be: " + e.getMessage());
    }
  }

  private Comparison comparison(PlanProto.Op in) {
    if (in.getAttributesCase() == AttributesCase.ATTRIBUTES_NOT_SET) {
      return Comparison.USUAL;
    }
    attributes(in, AttributesCase.COMPARISON);
    checks.require(in.getComparison() == PlanProto.Comparison.COMPARISON_FSS, "has an unknown comparison");
    return Comparison.FSS;
  }

  private Function function(PlanProto.Op in) {
    attributes(in, AttributesCase.FUNCTION);
    String name = in.getFunction().name().replace("FUNCTION_", "");
    return Arrays.stream(Function.values()).filter(f -> f.name().equals(name)).findFirst()
        .orElseThrow(() -> checks.refusal("has the unknown function " + in.getFunctionValue()));
  }

  private int bits(PlanProto.Op in) {
    attributes(in, AttributesCase.BITS);
    return dropped(in.getBits().getBits());
  }

  private int dropped(int bits) {
    checks.require(bits >= 0 && bits <= 2 * MAX_FRACTION_BITS, "shifts by " + Integer.toUnsignedString(bits) + " bits");
    return bits;
  }

  private Bilinear map(PlanProto.Product in) {
    checks.require(in.hasWindow() == (in.getMap() == PlanProto.Bilinear.BILINEAR_CONV2D),
        "needs a window if it is a convolution, and only then");
    return switch (in.getMap()) {
      case BILINEAR_MUL -> new Bilinear.Mul();
      case BILINEAR_MATMUL -> new Bilinear.MatMul();
      case BILINEAR_CONV2D -> new Bilinear.Conv2d(window(in.getWindow()));
      case BILINEAR_UNSPECIFIED, UNRECOGNIZED -> throw checks.refusal("has the unknown product " + in.getMapValue());
    };
  }

  private Structure structure(PlanProto.Structure in) {
    return switch (in.getKindCase()) {
      case RESHAPE -> new Structure.Reshape(shape(in.getReshape().getDimsList()));
      case TRANSPOSE -> new Structure.Transpose(axes(in.getTranspose().getAxesList()));
      case SLICE -> new Structure.Slice(axes(in.getSlice().getStartsList()), axes(in.getSlice().getEndsList()),
          axes(in.getSlice().getStepsList()));
      case CONCAT -> new Structure.Concat(number(in.getConcat(), MAX_RANK));
      case BROADCAST -> new Structure.Broadcast(shape(in.getBroadcast().getDimsList()));
      case PAD -> new Structure.Pad(axes(in.getPad().getBeforeList()), axes(in.getPad().getAfterList()));
      case WINDOW_TAP -> {
        PlanProto.Structure.WindowTap tap = in.getWindowTap();
        Conv2dSpec window = window(tap.getWindow());
        yield new Structure.WindowTap(window, number(tap.getRow(), window.kernelHeight() - 1),
            number(tap.getColumn(), window.kernelWidth() - 1), tap.getClamp());
      }
      case SUM_AXES -> new Structure.SumAxes(axes(in.getSumAxes().getAxesList()), in.getSumAxes().getKeep());
      case KIND_NOT_SET -> throw checks.refusal("has no structure");
    };
  }

  private Conv2dSpec window(PlanProto.Window w) {
    int groups = number(w.getGroups(), MAX_NUMBER);
    checks.require(groups >= 1, "has no groups");
    return new Conv2dSpec(positive(w.getKernelHeight()), positive(w.getKernelWidth()), positive(w.getStrideHeight()),
        positive(w.getStrideWidth()), number(w.getPadTop(), MAX_WINDOW), number(w.getPadLeft(), MAX_WINDOW),
        number(w.getPadBottom(), MAX_WINDOW), number(w.getPadRight(), MAX_WINDOW), positive(w.getDilationHeight()),
        positive(w.getDilationWidth()), groups);
  }

  private int positive(int n) {
    checks.require(n != 0, "has a kernel, stride or dilation of 0");
    return number(n, MAX_WINDOW);
  }

  private List<Integer> axes(List<Integer> in) {
    checks.require(in.size() <= MAX_RANK, "names " + in.size() + " axes; " + MAX_RANK + " is most");
    in.forEach(n -> number(n, MAX_NUMBER));
    return List.copyOf(in);
  }

  private int number(int n, int most) {
    checks.require(n >= 0 && n <= most,
        "holds the number " + Integer.toUnsignedString(n) + "; " + most + " is most here");
    return n;
  }

  private Shape shape(List<Long> dims) {
    checks.require(dims.size() <= MAX_RANK, "has " + dims.size() + " axes; " + MAX_RANK + " is most");
    int[] out = new int[dims.size()];
    for (int i = 0; i < out.length; i++) {
      long d = dims.get(i);
      checks.require(d >= 0 && d <= MAX_NUMBER, "has an axis of length " + d + "; " + MAX_NUMBER + " is most");
      out[i] = (int) d;
    }
    try {
      return Shape.of(out);
    } catch (IllegalArgumentException e) {
      throw checks.refusal("is too large: " + e.getMessage());
    }
  }

  private Values values(TensorProto.Tensor in) {
    checks.require(in.getElement() == TensorProto.Element.ELEMENT_FLOAT64, "holds a constant that is not of FLOAT64");
    Shape shape = shape(in.getDimsList());
    ByteString data = in.getData();
    checks.require(data.size() == (long) shape.size() * Double.BYTES,
        "holds " + data.size() + " bytes for a constant of shape " + shape);
    double[] values = new double[shape.size()];
    data.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    for (double value : values) {
      checks.require(Double.isFinite(value), "holds a constant with " + value);
    }
    return Values.of(shape, values);
  }
}
