package io.parley.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {

  /** Runs in a JVM of its own. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) {
      long[] out = new long[64 * 64];
      RingKernels.get().matmul(64, 64, 64, new long[64 * 64], 0, new long[64 * 64], 0, out, 0);
      System.out.println("chosen " + RingKernels.get().getClass().getSimpleName());
    }
  }

  @Test
  void withTheModule_vectorKernelsAreChosen() throws Exception {
    assertThat(probe("--add-modules=jdk.incubator.vector")).contains("Vector API, ").contains("chosen VectorKernels");
  }

  @Test
  void withoutTheModule_plainLoopsRunAndTheFlagIsNamed() throws Exception {
    assertThat(probe()).contains("plain loops (add --add-modules=jdk.incubator.vector")
        .contains("chosen PlainKernels").doesNotContain("Error");
  }

  @Test
  void property_forcesPlain() throws Exception {
    assertThat(probe("--add-modules=jdk.incubator.vector", "-Dparley.kernels=plain")).contains("chosen PlainKernels");
  }

  @Test
  void property_vectorWithoutTheModule_namesTheFlag() throws Exception {
    assertThat(probe("-Dparley.kernels=vector")).contains("needs the JVM flag --add-modules=jdk.incubator.vector")
        .doesNotContain("chosen");
  }

  @Test
  void property_unknown_isRefused() {
    assertThatThrownBy(() -> KernelChoice.choose("fast"))
        .hasMessage("parley.kernels must be plain or vector, not fast");
  }

  private static String probe(String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
