package io.parley.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.onnx.proto.Onnx.ModelProto;
import io.parley.onnx.proto.Onnx.OperatorSetIdProto;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads ONNX files. Whatever is wrong with a file is a {@link BadRequestException} of one line. */
public final class OnnxImport {
  private static final int OLDEST_OPSET = 7;
  private static final int NEWEST_OPSET = 28;

  private OnnxImport() {}

  public static OnnxModel read(Path file) {
    try {
      return read(Files.readAllBytes(file), file.getFileName().toString());
    } catch (IOException e) {
      throw new BadRequestException("Cannot read the model " + file + " (" + e.getClass().getSimpleName()
          + "); check the path and its permissions", e);
    }
  }

  /** Reads to the end of the stream; closes nothing. */
  public static OnnxModel read(InputStream stream, String name) throws IOException {
    return read(stream.readAllBytes(), name);
  }

  /**
   * @param name of the model, for messages and as the plan's name
   */
  public static OnnxModel read(byte[] bytes, String name) {
    ModelProto model = parse(bytes, name);
    return OnnxModel.of(name, opset(model, name), model.getGraph());
  }

  private static ModelProto parse(byte[] bytes, String name) {
    try {
      ModelProto model = ModelProto.parseFrom(bytes);
      if (model.getIrVersion() < 1 || model.getGraph().getNodeCount() == 0 || model.getOpsetImportCount() == 0) {
        throw notOnnx(name, null);
      }
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw notOnnx(name, e);
    }
  }

  private static BadRequestException notOnnx(String name, @Nullable Throwable cause) {
    String message = name + " is not an ONNX model, or is cut off; export the model to ONNX again";
    return cause == null ? new BadRequestException(message) : new BadRequestException(message, cause);
  }

  /** Of the standard ops. */
  private static int opset(ModelProto model, String name) {
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      boolean standard = opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx");
      if (standard && (opset.getVersion() < OLDEST_OPSET || opset.getVersion() > NEWEST_OPSET)) {
        throw new BadRequestException(name + " uses ONNX opset " + opset.getVersion() + "; export it with opset "
            + OLDEST_OPSET + " to " + NEWEST_OPSET + ", for instance 17");
      }
      if (standard) {
        return (int) opset.getVersion();
      }
    }
    return NEWEST_OPSET;
  }
}
