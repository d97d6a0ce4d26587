package io.parley.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.ModelProto;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.onnx.proto.Onnx.ValueInfoProto;
import io.parley.plan.Values;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Runs models by ONNX Runtime: what they mean. */
final class OnnxRuntime {
  private OnnxRuntime() {}

  /** The outputs by name. */
  static Map<String, Values> run(ModelProto model, Map<String, Values> inputs) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session = environment.createSession(model.toByteArray(), options)) {
        for (ValueInfoProto input : model.getGraph().getInputList()) {
          Values values = inputs.get(input.getName());
          if (values != null) {
            tensors.put(input.getName(),
                tensor(environment, values, input.getType().getTensorType().getElemType()));
          }
        }
        Map<String, Values> outputs = new LinkedHashMap<>();
        try (OrtSession.Result result = session.run(tensors)) {
          for (Map.Entry<String, OnnxValue> output : result) {
            outputs.put(output.getKey(), values((OnnxTensor) output.getValue()));
          }
        }
        return outputs;
      }
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime refuses the model", e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Values values, int type) throws OrtException {
    long[] dims = Arrays.stream(values.shape().dims()).asLongStream().toArray();
    double[] data = values.data();
    if (type == DataType.INT64.getNumber()) {
      return OnnxTensor.createTensor(environment,
          LongBuffer.wrap(Arrays.stream(data).mapToLong(d -> (long) d).toArray()), dims);
    }
    if (type == DataType.BOOL.getNumber()) {
      boolean[] flat = new boolean[data.length];
      IntStream.range(0, flat.length).forEach(i -> flat[i] = data[i] != 0);
      return OnnxTensor.createTensor(environment,
          ai.onnxruntime.OrtUtil.reshape(flat, dims));
    }
    if (type == DataType.INT32.getNumber()) {
      return OnnxTensor.createTensor(environment,
          IntBuffer.wrap(Arrays.stream(data).mapToInt(d -> (int) d).toArray()), dims);
    }
    if (type == DataType.INT8.getNumber() || type == DataType.UINT8.getNumber()) {
      byte[] bytes = new byte[data.length];
      IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (int) data[i]);
      return OnnxTensor.createTensor(environment, ByteBuffer.wrap(bytes), dims,
          type == DataType.INT8.getNumber() ? OnnxJavaType.INT8 : OnnxJavaType.UINT8);
    }
    float[] floats = new float[data.length];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) data[i]);
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats), dims);
  }

  private static Values values(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    Shape shape = Shape.of(Arrays.stream(info.getShape()).mapToInt(d -> (int) d).toArray());
    IntToDoubleFunction at = switch (info.type) {
      case FLOAT -> tensor.getFloatBuffer()::get;
      case DOUBLE -> tensor.getDoubleBuffer()::get;
      case INT64 -> {
        LongBuffer longs = tensor.getLongBuffer();
        yield i -> longs.get(i);
      }
      case INT32 -> tensor.getIntBuffer()::get;
      case BOOL, INT8 -> tensor.getByteBuffer()::get;
      case UINT8 -> {
        ByteBuffer bytes = tensor.getByteBuffer();
        yield i -> bytes.get(i) & 0xff;
      }
      default -> throw new AssertionError("Unexpected type of an output: " + info.type);
    };
    return Values.of(shape, IntStream.range(0, shape.size()).mapToDouble(at).toArray());
  }
}
