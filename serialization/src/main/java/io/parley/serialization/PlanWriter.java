package io.parley.serialization;

import com.google.protobuf.UnsafeByteOperations;
import io.parley.crypto.Shape;
import io.parley.plan.DType;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Visibility;
import io.parley.plan.language.Attribute;
import io.parley.plan.language.OpSchema;
import io.parley.plan.language.Vocabulary;
import io.parley.serialization.v1.PlanProto;
import io.parley.serialization.v1.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** From plans to protobuf; {@link PlanReader} is the way back. */
final class PlanWriter {
  private PlanWriter() {}

  static PlanProto.Plan plan(Plan plan) {
    PlanProto.Plan.Builder out = PlanProto.Plan.newBuilder().setVersion(PlanCodec.VERSION)
        .setLevel(switch (plan.level()) {
          case SURFACE -> PlanProto.Level.LEVEL_SURFACE;
          case LOWERED -> PlanProto.Level.LEVEL_LOWERED;
        }).setName(plan.name());
    for (Node node : plan.nodes()) {
      PlanProto.Node.Builder written = PlanProto.Node.newBuilder().setOp(op(node.op())).addAllInputs(node.inputs());
      if (node.op() instanceof Op.Input || node.op() instanceof Op.Constant) {
        written.setType(type(node.type()));
      }
      out.addNodes(written);
    }
    for (Output output : plan.outputs()) {
      out.addOutputs(PlanProto.Output.newBuilder().setName(output.name()).setNode(output.node())
          .setReceiver(output.receiver()));
    }
    return out.build();
  }

  private static PlanProto.Op op(Op op) {
    OpSchema<?> schema = Vocabulary.schema(op);
    PlanProto.Op.Builder out = PlanProto.Op.newBuilder().setName(schema.name()).setVersion(schema.version());
    List<Object> values = Vocabulary.values(op);
    List<Attribute> attributes = schema.attributes();
    for (int i = 0; i < values.size(); i++) {
      out.addAttributes(attribute(attributes.get(i), values.get(i)));
    }
    return out.build();
  }

  private static PlanProto.Attribute.Builder attribute(Attribute attribute, Object value) {
    PlanProto.Attribute.Builder out = PlanProto.Attribute.newBuilder().setName(attribute.name());
    return switch (attribute.kind()) {
      case INTEGER -> out.setInteger((int) value);
      case REAL -> out.setReal((double) value);
      case FLAG -> out.setFlag((boolean) value);
      case WORD, TEXT -> out.setText((String) value);
      case INTEGERS -> {
        PlanProto.Attribute.Integers.Builder list = PlanProto.Attribute.Integers.newBuilder();
        ((List<?>) value).forEach(i -> list.addValues((int) i));
        yield out.setIntegers(list);
      }
      case REALS -> {
        PlanProto.Attribute.Reals.Builder list = PlanProto.Attribute.Reals.newBuilder();
        ((List<?>) value).forEach(r -> list.addValues((double) r));
        yield out.setReals(list);
      }
      case TENSOR -> out.setTensor(tensor((Values) value));
    };
  }

  private static TensorProto.TensorType type(TensorType type) {
    return TensorProto.TensorType.newBuilder()
        .setDtype(type.dtype() == DType.FIXED ? TensorProto.DType.DTYPE_FIXED : TensorProto.DType.DTYPE_BIT)
        .addAllDims(dims(type.shape()))
        .setVisibility(type.visibility() == Visibility.PUBLIC
            ? TensorProto.Visibility.VISIBILITY_PUBLIC
            : TensorProto.Visibility.VISIBILITY_SECRET)
        .setFractionBits(type.fractionBits()).build();
  }

  private static TensorProto.Tensor tensor(Values values) {
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
