package io.parley.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import io.parley.testing.ArrayBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole arrays: NPY and NPZ, written and read. */
class ArraysTest {
  @TempDir
  private Path directory;

  static List<OutputArray> arrays() {
    return List.of(
        new OutputArray("x", Element.REAL, Values.of(Shape.of(2, 3), 0.1, -2, 3e300, Double.MIN_VALUE, 5, 6)),
        new OutputArray("ids", Element.INTEGER, Values.of(Shape.of(3), -1, 0, 1L << 52)),
        new OutputArray("mask", Element.BOOL, Values.of(Shape.of(1, 2, 1), 1, 0)),
        new OutputArray("scale", Element.REAL, Values.of(Shape.of(), 0.5)),
        new OutputArray("long", Element.REAL, Values.of(Shape.of(10_001), new double[10_001])),
        new OutputArray("none", Element.REAL, Values.of(Shape.of(0, 4))));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void npy_written_isReadAgain(OutputArray array) throws IOException {
    DataArray read = DataArray.read(write("a.npy", npy(array)));

    assertThat(read.values()).isEqualTo(array.values());
  }

  @Test
  void npy_written_hasTheHeaderThatNumpyExpects() throws IOException {
    byte[] bytes = npy(arrays().get(1));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);

    assertThat(text).startsWith("\u0093NUMPY\u0001\u0000v\u0000{'descr': '<i8', 'fortran_order': False, "
        + "'shape': (3,), } ");
    assertThat(text.indexOf('\n')).isEqualTo(127);
    assertThat(bytes).hasSize(128 + 3 * Long.BYTES);
  }

  @Test
  void npz_written_isReadAgainByNames() throws IOException {
    Map<String, DataArray> read = DataArray.readAll(write("a.npz", npz()));

    assertThat(read.keySet()).containsExactlyElementsOf(arrays().stream().map(OutputArray::name).toList());
    arrays().forEach(a -> assertThat(read.get(a.name())).extracting(DataArray::values).isEqualTo(a.values()));
    assertThat(read.get("ids")).extracting(DataArray::source).isEqualTo(directory.resolve("a.npz") + ":ids");
  }

  @Test
  void npz_damagedOrCutAnywhere_isReadAsItWasOrRefused() throws IOException {
    byte[] whole = npz();
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Values> original = arrays().stream().map(OutputArray::values).toList();
    for (int i = 0; i < 500; i++) {
      byte[] damaged = i % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length));
      if (i % 2 == 0) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      }
      try {
        assertThat(DataArray.readAll(write("a.npz", damaged)).values().stream().map(DataArray::values))
            .as("seed %d", seed).isSubsetOf(original);
      } catch (BadRequestException e) {
        assertThat(e).as("seed %d", seed).message().startsWith("Cannot use ").hasLineCount(1);
      }
    }
  }

  @Test
  void npz_thatHasSomethingElse_isRefused() throws IOException {
    assertThatThrownBy(() -> DataArray.readAll(write("a.npz", zip("notes.txt", "hello")))).isInstanceOf(
        BadRequestException.class).hasMessageContaining("it has 'notes.txt', which is no array");
    assertThatThrownBy(() -> DataArray.readAll(write("a.npz", zip("x.npy", "hello")))).isInstanceOf(
        BadRequestException.class).hasMessageContaining("a.npz:x: it is no NPY array");
    assertThatThrownBy(() -> DataArray.readAll(directory.resolve("none.npz"))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void npy_headerThatLies_isRefusedWithoutBelievingIt() throws IOException {
    byte[] lies = new String(npy(arrays().get(1)), StandardCharsets.ISO_8859_1).replace("(3,), }    ", "(90000000,)}")
        .getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> DataArray.read(write("a.npy", lies))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("it is truncated");
  }

  @Test
  void read_bytes_areKnownAsSuch() throws IOException {
    assertThat(DataArray.read(write("a.idx", ArrayBytes.idx(2, 3))).origin()).isEqualTo(DataArray.Origin.BYTES);
    assertThat(DataArray.read(write("a.npy", ArrayBytes.npy(1, "|u1", false, 2, 3))).origin())
        .isEqualTo(DataArray.Origin.BYTES);
    assertThat(DataArray.read(write("b.npy", ArrayBytes.npy(1, "<f4", true, 2, 3))).values())
        .isEqualTo(Values.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5));
  }

  @Test
  void fileName_ofAnyOutput_staysInItsDirectory() {
    assertThat(List.of("/a/b", "..", "", ".x", "a:0", "y").stream()
        .map(name -> new OutputArray(name, Element.REAL, Values.scalar(0)).fileName()))
        .containsExactly("_a_b", "output", "output", "_x", "a_0", "y");
  }

  private static byte[] npy(OutputArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    array.writeNpy(out);
    return out.toByteArray();
  }

  private static byte[] npz() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OutputArray.writeNpz(out, arrays());
    return out.toByteArray();
  }

  private static byte[] zip(String entry, String content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }
}
