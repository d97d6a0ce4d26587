package io.parley.cli.data;

import static io.parley.testing.ArrayBytes.gzip;
import static io.parley.testing.ArrayBytes.idx;
import static io.parley.testing.ArrayBytes.npy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayFileTest {
  @TempDir
  private Path directory;

  static Stream<byte[]> files() {
    return Stream.of(idx(3, 2, 2), npy(1, "<f4", false, 3, 2), npy(2, "<i8", true, 3, 2), gzip(idx(3, 2, 2)));
  }

  @Test
  void next_idx_readsBatchAfterBatch() throws IOException {
    try (ArrayFile file = ArrayFile.open(write(idx(5, 2, 3)))) {
      assertThat(file.count()).isEqualTo(5);
      assertThat(file.itemDims()).containsExactly(2, 3);
      assertThat(file.holdsBytes()).isTrue();
      assertThat(file.next(2)).containsExactly(numbers(0, 12));
      assertThat(file.next(3)).containsExactly(numbers(12, 30));
    }
  }

  @Test
  void next_bytesAbove127_areUnsigned() throws IOException {
    try (ArrayFile file = ArrayFile.open(write(idx(256)))) {
      assertThat(file.next(256)).containsExactly(numbers(0, 256));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f2", "<f4", "<f8", ">f4", ">f8", "|u1", "|i1", "<u2", ">i2", "<i4", ">i4", "<u4", "<i8",
      ">i8"})
  void next_npy_readsEveryType(String descr) throws IOException {
    for (int version = 1; version <= 3; version++) {
      try (ArrayFile file = ArrayFile.open(write(npy(version, descr, false, 4, 3)))) {
        assertThat(file.next(4)).containsExactly(numbers(0, 12));
      }
    }
  }

  @Test
  void next_fortranOrder_readsRowMajor() throws IOException {
    try (ArrayFile file = ArrayFile.open(write(npy(1, "<f8", true, 4, 3, 5)))) {
      assertThat(file.next(1)).containsExactly(numbers(0, 15));
      assertThat(file.next(3)).containsExactly(numbers(15, 60));
    }
  }

  @Test
  void next_gzippedBeyondOneBuffer_readsAlike() throws IOException {
    try (ArrayFile plain = ArrayFile.open(write(npy(1, "<f8", false, 100, 300)));
        ArrayFile zipped = ArrayFile.open(write(gzip(npy(1, "<f8", false, 100, 300))))) {
      assertThat(zipped.next(100)).containsExactly(plain.next(100)).containsExactly(numbers(0, 30_000));
    }
  }

  @Test
  void next_moreThanLeft_isRefused() throws IOException {
    try (ArrayFile file = ArrayFile.open(write(idx(3, 2)))) {
      file.next(2);
      assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> file.next(2))
          .withMessageContaining("has 1 items left, not 2");
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void open_truncatedAtAnyByte_isRefusedNamingTheFile(byte[] whole) throws IOException {
    for (int length = 0; length < whole.length; length++) {
      Path path = write(Arrays.copyOf(whole, length));
      assertThatExceptionOfType(BadRequestException.class).as("cut to %d of %d bytes", length, whole.length)
          .isThrownBy(() -> ArrayFile.open(path)).withMessageContaining(path.toString());
    }
    ArrayFile.open(write(whole)).close();
  }

  @ParameterizedTest
  @MethodSource("files")
  void open_damagedAnywhere_isReadOrRefusedButNothingElse(byte[] whole) throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try (ArrayFile file = ArrayFile.open(write(damaged))) {
        file.next((int) file.count());
      } catch (BadRequestException e) {
        assertThat(e.getMessage()).as("seed %d", seed).doesNotContain("\n");
      }
    }
  }

  @Test
  void open_headerThatLies_isRefusedWithoutBelievingIt() throws IOException {
    byte[] lies = idx(1, 2, 2);
    Arrays.fill(lies, 4, 16, (byte) 0xff);
    assertRefused(lies, "its header claims 4294967295×4294967295×4294967295 numbers");
    Arrays.fill(lies, 8, 16, (byte) 0);
    lies[11] = 2;
    lies[15] = 2;
    assertRefused(lies, "truncated: its header promises 4294967295×2×2 numbers");
  }

  @Test
  void open_trailingBytes_isRefused() throws IOException {
    byte[] whole = idx(3, 2);
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "goes on after the 3×2 numbers");
  }

  @Test
  void open_unknownTypes_areNamed() throws IOException {
    assertRefused(new byte[]{0, 0, 0x55, 3}, "element type 0x55 and rank 3");
    assertRefused(npyOf("{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }"), "type 'c16'");
    assertRefused(npyOf("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }"), "no 'descr' of numbers");
    assertRefused(npyOf("{'descr': '<f4', 'fortran_order': False, 'shape': (), }"), "a single number");
    assertRefused("P5 28 28 255".getBytes(StandardCharsets.US_ASCII), "neither an IDX nor an NPY file");
  }

  @Test
  void open_missingFile_saysSo() {
    assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> ArrayFile.open(directory.resolve("none")))
        .withMessageContaining("no such file");
  }

  private void assertRefused(byte[] bytes, String message) throws IOException {
    Path path = write(bytes);
    assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> ArrayFile.open(path))
        .withMessageContaining(path.toString()).withMessageContaining(message);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("file-" + bytes.length), bytes);
  }

  private static byte[] npyOf(String dict) {
    byte[] out = Arrays.copyOf(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) dict.length(), 0},
        10 + dict.length());
    System.arraycopy(dict.getBytes(StandardCharsets.US_ASCII), 0, out, 10, dict.length());
    return out;
  }

  private static double[] numbers(int from, int to) {
    return IntStream.range(from, to).asDoubleStream().toArray();
  }
}
