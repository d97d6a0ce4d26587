package io.parley.onnx;

import io.parley.onnx.proto.Onnx.ModelProto;
import io.parley.plan.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks as PyTorch exports them (export.py beside the files), as ONNX Runtime computes them. */
class TorchModelsTest {
  private static final double SMALL = 0x1p-9;

  static Stream<Path> models() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/torch"))) {
      return files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void import_exportedNetwork_agreesWithOnnxRuntime(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ModelProto proto = ModelProto.parseFrom(bytes);
    Values images = Conformance.uniform(7, 0, 1, 2, 1, 8, 8);
    String input = OnnxImport.read(bytes, file.getFileName().toString()).inputs().getFirst().name();

    Conformance.verify(proto, Map.of(input, images), SMALL);
  }
}
