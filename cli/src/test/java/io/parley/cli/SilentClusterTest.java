package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.testing.OnnxBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilentClusterTest {
  private static final Duration TO_END = Duration.ofSeconds(20);

  @TempDir
  private Path directory;

  /** The system takes the connections, and nobody reads what comes. */
  @Test
  void run_listenerThatSaysNothing_endsWithTheAddress() throws IOException {
    Path model = Files.write(directory.resolve("m.onnx"),
        new OnnxBytes().input("x", DataType.FLOAT, -1, 2).node("Relu", "y", "x").bytes());
    Path rows = Files.writeString(directory.resolve("rows.csv"), "a,b\n1,2\n");
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      long begin = System.nanoTime();

      CommandLineRun run = CommandLineRun.of("run", model.toString(), "--input", rows.toString(), "--output",
          directory.resolve("y.csv").toString(), "--cluster", address);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TO_END);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains(address);
    }
  }
}
