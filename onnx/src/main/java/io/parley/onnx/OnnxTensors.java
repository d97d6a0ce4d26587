package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.TensorProto;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;

/** Tensors of ONNX files as real numbers: packed little-endian bytes, or lists. */
final class OnnxTensors {
  private OnnxTensors() {}

  /** Integers of 64 bits and booleans say how the model works (shapes, axes, masks); all else may be weights. */
  static GraphValue.Known initializer(TensorProto t) {
    Values values = read(t, t.getName());
    boolean structure = type(t) == DataType.INT64 || type(t) == DataType.BOOL;
    return new GraphValue.Known(t.getName(), values, !structure, element(t, t.getName()));
  }

  static Element element(TensorProto t, String name) {
    return Element.of(t.getDataType()).orElseThrow(() -> unsupported(t, name));
  }

  /**
   * @param name for the message
   */
  static Values read(TensorProto t, String name) {
    if (t.getDataLocation() == TensorProto.DataLocation.EXTERNAL || t.getExternalDataCount() > 0) {
      throw new BadRequestException("Tensor '" + name + "' is stored in another file; export the model as one file");
    }
    try {
      Shape shape = Shape.of(t.getDimsList().stream().mapToInt(Math::toIntExact).toArray());
      return Values.of(shape, t.getRawData().isEmpty() ? listed(t, name) : packed(t, name));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadRequestException("Tensor '" + name + "' is broken: " + e.getMessage()
          + "; export the model to ONNX again", e);
    }
  }

  private static double[] packed(TensorProto t, String name) {
    ByteBuffer bytes = t.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    return switch (type(t)) {
      case FLOAT -> numbers(bytes, 4, i -> bytes.getFloat(4 * i));
      case DOUBLE -> numbers(bytes, 8, i -> bytes.getDouble(8 * i));
      case FLOAT16 -> numbers(bytes, 2, i -> Float.float16ToFloat(bytes.getShort(2 * i)));
      case BFLOAT16 -> numbers(bytes, 2, i -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16));
      case INT8, BOOL -> numbers(bytes, 1, bytes::get);
      case UINT8 -> numbers(bytes, 1, i -> bytes.get(i) & 0xff);
      case INT16 -> numbers(bytes, 2, i -> bytes.getShort(2 * i));
      case UINT16 -> numbers(bytes, 2, i -> bytes.getShort(2 * i) & 0xffff);
      case INT32 -> numbers(bytes, 4, i -> bytes.getInt(4 * i));
      case UINT32 -> numbers(bytes, 4, i -> bytes.getInt(4 * i) & 0xffff_ffffL);
      case INT64, UINT64 -> numbers(bytes, 8, i -> bytes.getLong(8 * i));
      default -> throw unsupported(t, name);
    };
  }

  private static double[] numbers(ByteBuffer bytes, int width, IntToDoubleFunction number) {
    double[] out = new double[bytes.remaining() / width];
    for (int i = 0; i < out.length; i++) {
      out[i] = number.applyAsDouble(i);
    }
    return out;
  }

  private static double[] listed(TensorProto t, String name) {
    return switch (type(t)) {
      case FLOAT -> t.getFloatDataList().stream().mapToDouble(f -> f).toArray();
      case DOUBLE -> t.getDoubleDataList().stream().mapToDouble(d -> d).toArray();
      case FLOAT16 -> t.getInt32DataList().stream().mapToDouble(i -> Float.float16ToFloat(i.shortValue())).toArray();
      case BFLOAT16 -> t.getInt32DataList().stream().mapToDouble(i -> Float.intBitsToFloat(i << 16)).toArray();
      case INT8, INT16, INT32, UINT8, UINT16, BOOL -> t.getInt32DataList().stream().mapToDouble(i -> i).toArray();
      case UINT32, UINT64 -> t.getUint64DataList().stream().mapToDouble(i -> i).toArray();
      case INT64 -> t.getInt64DataList().stream().mapToDouble(i -> i).toArray();
      default -> throw unsupported(t, name);
    };
  }

  private static DataType type(TensorProto t) {
    DataType type = DataType.forNumber(t.getDataType());
    return type == null ? DataType.UNDEFINED : type;
  }

  private static BadRequestException unsupported(TensorProto t, String name) {
    return new BadRequestException("Tensor '" + name + "' has elements of type " + type(t)
        + "; export the model with float32 weights");
  }
}
