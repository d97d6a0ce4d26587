package io.parley.onnx;

import io.parley.crypto.Structure;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.plan.Function;
import io.parley.plan.Op;
import java.util.List;
import java.util.Optional;

/** What the elements of a tensor of an ONNX graph are, as far as its ops tell them apart. */
public enum Element {
  REAL, INTEGER, BOOL;

  /** Nothing for text, complex numbers, and those of 8 bits or fewer that are packed or floats. */
  static Optional<Element> of(int dataType) {
    DataType type = DataType.forNumber(dataType);
    return type == null ? Optional.empty() : switch (type) {
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> Optional.of(REAL);
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> Optional.of(INTEGER);
      case BOOL -> Optional.of(BOOL);
      case UNDEFINED, STRING, COMPLEX64, COMPLEX128, FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, UINT4,
          INT4, FLOAT4E2M1, FLOAT8E8M0, UINT2, INT2 ->
        Optional.empty();
    };
  }

  /** Of an op's result. */
  static Element result(Op op, List<Element> operands) {
    return switch (op) {
      case Op.IsNegative _,Op.And _,Op.Xor _,Op.Not _ -> BOOL;
      case Op.Rearrange(Structure.SumAxes _) -> number(operands);
      case Op.Rearrange _ -> operands.stream().distinct().count() == 1 ? operands.getFirst() : number(operands);
      case Op.Apply(Function f) -> f == Function.FLOOR ? number(operands) : REAL;
      case Op.Select _,Op.Mask _ -> number(operands.subList(1, operands.size()));
      case Op.Primitive _,Op.Composite _ -> number(operands);
    };
  }

  private static Element number(List<Element> operands) {
    return operands.contains(REAL) ? REAL : INTEGER;
  }
}
