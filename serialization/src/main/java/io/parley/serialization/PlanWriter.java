package io.parley.serialization;

import com.google.protobuf.UnsafeByteOperations;
import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.FourierSeries;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.crypto.SplitExponential;
import io.parley.crypto.Structure;
import io.parley.plan.Comparison;
import io.parley.plan.DType;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Visibility;
import io.parley.serialization.v1.PlanProto;
import io.parley.serialization.v1.PlanProto.OpCode;
import io.parley.serialization.v1.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** From plans to protobuf; {@link PlanReader} is the way back. */
final class PlanWriter {
  private PlanWriter() {}

  static PlanProto.Plan plan(Plan plan) {
    PlanProto.Plan.Builder out = PlanProto.Plan.newBuilder().setVersion(PlanCodec.VERSION).setName(plan.name());
    for (Node node : plan.nodes()) {
      out.addNodes(PlanProto.Node.newBuilder().setName(node.name()).setOp(op(node.op())).addAllInputs(node.inputs())
          .setType(type(node.type())));
    }
    for (Output output : plan.outputs()) {
      out.addOutputs(PlanProto.Output.newBuilder().setName(output.name()).setNode(output.node())
          .setReceiver(output.receiver()));
    }
    return out.build();
  }

  private static PlanProto.Op.Builder op(Op op) {
    return switch (op) {
      case Op.Input i -> code(OpCode.OP_INPUT)
          .setInput(PlanProto.Placeholder.newBuilder().setName(i.name()).setOwner(i.owner()));
      case Op.Constant c -> code(OpCode.OP_CONSTANT).setConstant(tensor(c.values()));
      case Op.Add _ -> code(OpCode.OP_ADD);
      case Op.Sub _ -> code(OpCode.OP_SUB);
      case Op.Negate _ -> code(OpCode.OP_NEGATE);
      case Op.Rearrange r -> code(OpCode.OP_REARRANGE).setStructure(structure(r.structure()));
      case Op.ShiftLeft s -> code(OpCode.OP_SHIFT_LEFT).setBits(PlanProto.Bits.newBuilder().setBits(s.bits()));
      case Op.Product p -> code(OpCode.OP_PRODUCT).setProduct(product(p));
      case Op.Truncate t -> code(OpCode.OP_TRUNCATE).setBits(PlanProto.Bits.newBuilder().setBits(t.bits()));
      case Op.Separated s -> code(OpCode.OP_SEPARATED).setSeparable(separable(s.function()));
      case Op.IsNegative(Comparison comparison) -> switch (comparison) {
        case USUAL -> code(OpCode.OP_IS_NEGATIVE);
        case FSS -> code(OpCode.OP_IS_NEGATIVE).setComparison(PlanProto.Comparison.COMPARISON_FSS);
      };
      case Op.And _ -> code(OpCode.OP_AND);
      case Op.Xor _ -> code(OpCode.OP_XOR);
      case Op.Not _ -> code(OpCode.OP_NOT);
      case Op.Mask _ -> code(OpCode.OP_MASK);
      case Op.BitToRing _ -> code(OpCode.OP_BIT_TO_RING);
      case Op.Apply a ->
        code(OpCode.OP_APPLY).setFunction(PlanProto.Function.valueOf("FUNCTION_" + a.function().name()));
      case Op.ToInteger _ -> code(OpCode.OP_TO_INTEGER);
      case Op.Relu _ -> code(OpCode.OP_RELU);
      case Op.Max _ -> code(OpCode.OP_MAX);
      case Op.Select _ -> code(OpCode.OP_SELECT);
      case Op.MaxPool m -> code(OpCode.OP_MAX_POOL).setPool(PlanProto.Pool.newBuilder().setWindow(window(m.window())));
      case Op.AveragePool a -> code(OpCode.OP_AVERAGE_POOL).setPool(
          PlanProto.Pool.newBuilder().setWindow(window(a.window())).setCountPadding(a.countPadding()));
    };
  }

  private static PlanProto.Separable.Builder separable(Separable function) {
    PlanProto.Separable.Builder out = PlanProto.Separable.newBuilder().setArgumentBits(function.argumentBits())
        .setPeriodBits(function.periodBits()).setResultBits(function.resultBits());
    return switch (function) {
      case FourierSeries s -> out.setFourierSeries(
          PlanProto.Separable.FourierSeries.newBuilder().addAllCosines(s.cosines()).addAllSines(s.sines()));
      case SplitExponential e -> out.setSplitExponential(PlanProto.Separable.SplitExponential.newBuilder()
          .setPieceBits(e.pieceBits()).setHalvings(e.halvings()).setDealtBits(e.dealtBits()).setOffset(e.offset()));
    };
  }

  private static PlanProto.Op.Builder code(OpCode code) {
    return PlanProto.Op.newBuilder().setCode(code);
  }

  private static PlanProto.Product.Builder product(Op.Product product) {
    PlanProto.Product.Builder out = PlanProto.Product.newBuilder().setTruncateBits(product.truncateBits());
    return switch (product.map()) {
      case Bilinear.Mul _ -> out.setMap(PlanProto.Bilinear.BILINEAR_MUL);
      case Bilinear.MatMul _ -> out.setMap(PlanProto.Bilinear.BILINEAR_MATMUL);
      case Bilinear.Conv2d c -> out.setMap(PlanProto.Bilinear.BILINEAR_CONV2D).setWindow(window(c.spec()));
    };
  }

  private static PlanProto.Structure.Builder structure(Structure structure) {
    PlanProto.Structure.Builder out = PlanProto.Structure.newBuilder();
    return switch (structure) {
      case Structure.Reshape r -> out.setReshape(PlanProto.Structure.Dims.newBuilder().addAllDims(dims(r.to())));
      case Structure.Transpose t -> out.setTranspose(PlanProto.Structure.Axes.newBuilder().addAllAxes(t.permutation()));
      case Structure.Slice s -> out.setSlice(PlanProto.Structure.Slice.newBuilder().addAllStarts(s.starts())
          .addAllEnds(s.ends()).addAllSteps(s.steps()));
      case Structure.Concat c -> out.setConcat(c.axis());
      case Structure.Broadcast b -> out.setBroadcast(PlanProto.Structure.Dims.newBuilder().addAllDims(dims(b.to())));
      case Structure.Pad p -> out.setPad(
          PlanProto.Structure.Pad.newBuilder().addAllBefore(p.before()).addAllAfter(p.after()));
      case Structure.WindowTap t -> out.setWindowTap(PlanProto.Structure.WindowTap.newBuilder()
          .setWindow(window(t.window())).setRow(t.row()).setColumn(t.column()).setClamp(t.clamp()));
      case Structure.SumAxes s -> out.setSumAxes(
          PlanProto.Structure.SumAxes.newBuilder().addAllAxes(s.axes()).setKeep(s.keep()));
    };
  }

  private static PlanProto.Window.Builder window(Conv2dSpec w) {
    return PlanProto.Window.newBuilder().setKernelHeight(w.kernelHeight()).setKernelWidth(w.kernelWidth())
        .setStrideHeight(w.strideHeight()).setStrideWidth(w.strideWidth()).setPadTop(w.padTop()).setPadLeft(w.padLeft())
        .setPadBottom(w.padBottom()).setPadRight(w.padRight()).setDilationHeight(w.dilationHeight())
        .setDilationWidth(w.dilationWidth()).setGroups(w.groups());
  }

  static TensorProto.TensorType type(TensorType type) {
    return TensorProto.TensorType.newBuilder()
        .setDtype(type.dtype() == DType.FIXED ? TensorProto.DType.DTYPE_FIXED : TensorProto.DType.DTYPE_BIT)
        .addAllDims(dims(type.shape()))
        .setVisibility(type.visibility() == Visibility.PUBLIC
            ? TensorProto.Visibility.VISIBILITY_PUBLIC
            : TensorProto.Visibility.VISIBILITY_SECRET)
        .setFractionBits(type.fractionBits()).build();
  }

  static TensorProto.Tensor tensor(Values values) {
    ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.data().length, Double.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
    data.asDoubleBuffer().put(values.data());
    return TensorProto.Tensor.newBuilder().setElement(TensorProto.Element.ELEMENT_FLOAT64)
        .addAllDims(dims(values.shape())).setData(UnsafeByteOperations.unsafeWrap(data)).build();
  }

  private static List<Long> dims(Shape shape) {
    return Arrays.stream(shape.dims()).mapToObj(d -> (long) d).toList();
  }
}
