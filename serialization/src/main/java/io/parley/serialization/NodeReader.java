package io.parley.serialization;

import com.google.protobuf.ByteString;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.DType;
import io.parley.plan.Op;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Visibility;
import io.parley.plan.language.Attribute;
import io.parley.plan.language.OpSchema;
import io.parley.plan.language.Vocabulary;
import io.parley.serialization.v1.PlanProto;
import io.parley.serialization.v1.PlanProto.Attribute.ValueCase;
import io.parley.serialization.v1.TensorProto;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One node of a plan that nobody vouches for; see {@link PlanReader}. */
final class NodeReader {
  private static final int MAX_RANK = 16;
  /** Of lengths, offsets and axes; small enough for sums of a few to stay in an int. */
  private static final int MAX_NUMBER = 1 << 28;
  private static final int MAX_FRACTION_BITS = 62;

  private final Checks checks;

  private NodeReader(Checks checks) {
    this.checks = checks;
  }

  static Entry node(PlanProto.Node in, String label, int id) {
    return new NodeReader(Checks.of("Node " + id, label)).read(in, label, id);
  }

  /**
   * A node as it is written.
   *
   * @param type of a source, and of nothing else
   */
  record Entry(String label, Op op, List<Integer> inputs, Optional<TensorType> type) {}

  private Entry read(PlanProto.Node in, String label, int id) {
    checks.text(label, "name");
    checks.require(in.hasOp(), "has no op");
    for (int input : in.getInputsList()) {
      checks.require(input >= 0 && input < id,
          "uses node " + Integer.toUnsignedString(input) + ", which is not earlier");
    }
    Op op = op(in.getOp());
    boolean source = op instanceof Op.Input || op instanceof Op.Constant;
    checks.require(in.hasType() == source, source ? "is a source without a type" : "has a type, but is no source");
    checks.require(!source || in.getInputsCount() == 0, "is a source, but has operands");
    Optional<TensorType> type = source ? Optional.of(type(in.getType())) : Optional.empty();
    checks.require(!(op instanceof Op.Constant) || !type.orElseThrow().isSecret(), "is a constant, but secret");
    return new Entry(label, op, in.getInputsList(), type);
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
    OpSchema<?> schema = Vocabulary.named(in.getName())
        .orElseThrow(() -> checks.refusal("has the unknown op '" + Checks.quote(in.getName()) + "'"));
    checks.require(in.getVersion() == schema.version(), "needs version " + Integer.toUnsignedString(in.getVersion())
        + " of " + schema.name() + ", but this node has version " + schema.version());
    List<Attribute> attributes = schema.attributes();
    checks.require(in.getAttributesCount() == attributes.size(),
        "has " + in.getAttributesCount() + " attributes, but " + schema + " has " + attributes.size());
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      values.add(value(attributes.get(i), in.getAttributes(i), schema.name()));
    }
    try {
      return schema.make(values);
    } catch (BadRequestException e) {
      throw checks.refusal("cannot be: " + e.getMessage());
    }
  }

  private Object value(Attribute attribute, PlanProto.Attribute in, String op) {
    checks.require(in.getName().equals(attribute.name()), "has the attribute '" + Checks.quote(in.getName())
        + "' where " + op + " has '" + attribute.name() + "'");
    ValueCase expected = switch (attribute.kind()) {
      case INTEGER -> ValueCase.INTEGER;
      case REAL -> ValueCase.REAL;
      case FLAG -> ValueCase.FLAG;
      case WORD, TEXT -> ValueCase.TEXT;
      case INTEGERS -> ValueCase.INTEGERS;
      case REALS -> ValueCase.REALS;
      case TENSOR -> ValueCase.TENSOR;
    };
    checks.require(in.getValueCase() == expected,
        "has no " + expected + " as attribute '" + attribute.name() + "' of " + op);
    return switch (attribute.kind()) {
      case INTEGER -> number(in.getInteger());
      case REAL -> real(in.getReal());
      case FLAG -> in.getFlag();
      case WORD, TEXT -> {
        checks.text(in.getText(), attribute.name());
        yield in.getText();
      }
      case INTEGERS -> in.getIntegers().getValuesList().stream().map(this::number).toList();
      case REALS -> in.getReals().getValuesList().stream().map(this::real).toList();
      case TENSOR -> values(in.getTensor(), op.equals("constant"));
    };
  }

  private double real(double value) {
    checks.require(!Double.isNaN(value), "holds a number that is none");
    return value;
  }

  private int number(long n) {
    checks.require(Math.abs(n) <= MAX_NUMBER && n != Long.MIN_VALUE,
        "holds the number " + n + "; " + MAX_NUMBER + " is most here");
    return (int) n;
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

  private Values values(TensorProto.Tensor in, boolean finite) {
    checks.require(in.getElement() == TensorProto.Element.ELEMENT_FLOAT64, "holds a constant that is not of FLOAT64");
    Shape shape = shape(in.getDimsList());
    ByteString data = in.getData();
    checks.require(data.size() == (long) shape.size() * Double.BYTES,
        "holds " + data.size() + " bytes for a constant of shape " + shape);
    double[] values = new double[shape.size()];
    data.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    for (double value : values) {
      checks.require(finite ? Double.isFinite(value) : !Double.isNaN(value), "holds a constant with " + value);
    }
    return Values.of(shape, values);
  }
}
