package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cli.data.OutputArray;
import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.plan.Values;
import io.parley.testing.ArrayBytes;
import io.parley.testing.OnnxBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users get wrong is told before any cluster is asked: nobody listens at the one that these commands name. */
class RunCommandTest {
  private static final String NOBODY = "127.0.0.1:1";
  @TempDir
  private static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    write("one.onnx", new OnnxBytes().input("x", DataType.FLOAT, -1, 2).node("Relu", "y", "x").bytes());
    write("two.onnx", new OnnxBytes().input("x", DataType.FLOAT, -1, 2).input("k", DataType.INT64, -1, 2)
        .node("Add", "c", "k", "k").node("Add", "y", "x", "x").bytes());
    write("flags.onnx", new OnnxBytes().input("b", DataType.BOOL, -1, 2).node("Not", "y", "b").bytes());
    write("fixed.onnx", new OnnxBytes().input("x", DataType.FLOAT, 3, 2).node("Relu", "y", "x").bytes());
    write("open.onnx", new OnnxBytes().input("x", DataType.FLOAT, -1, -1).node("Relu", "y", "x").bytes());
    write("image.onnx", new OnnxBytes().input("x", DataType.FLOAT, -1, 3, 4, 4).node("Relu", "y", "x").bytes());
    write("sum.onnx", new OnnxBytes().input("x", DataType.FLOAT, -1, 2).node("ReduceSum", "y", "x").bytes());
    write("both.onnx", new OnnxBytes().input("x", DataType.FLOAT, -1, 2).node("Relu", "y", "x").node("Neg", "z", "y")
        .output("y").output("z").bytes());
    write("power.onnx", new OnnxBytes().input("x", DataType.FLOAT, -1, 2).node("Mul", "y", "x", "x").bytes());
    write("large.npy", npy(1, 2, 3, 1e5));
    write("4x2.npy", ArrayBytes.npy(1, "<f4", false, 4, 2));
    write("3x2.npy", ArrayBytes.npy(1, "<i8", false, 3, 2));
    write("2x4.npy", ArrayBytes.npy(1, "<f8", false, 2, 4));
    write("hwc.npy", ArrayBytes.npy(1, "<f8", false, 2, 4, 4, 3));
    write("0x2.npy", ArrayBytes.npy(1, "<f8", false, 0, 2));
    write("cut.npy", Arrays.copyOf(ArrayBytes.npy(1, "<f4", false, 4, 2), 90));
    write("junk.npy", new byte[]{1, 2, 3});
    write("nan.npy", npy(1, 2, Double.NaN, 4));
    write("big.npy", npy(1, 2, 3, 1e15));
    write("half.npy", npy(1, 2.5, 3, 4));
    write("2p53.npy", npy(1, 2, 3, 0x1p53));
    ByteArrayOutputStream npz = new ByteArrayOutputStream();
    OutputArray.writeNpz(npz, List.of(new OutputArray("x", Element.REAL, Values.of(Shape.of(2, 2), 1, 2, 3, 4)),
        new OutputArray("k", Element.INTEGER, Values.of(Shape.of(2, 2), 1, 2, 3, 4))));
    write("two.npz", npz.toByteArray());
    write("cut.npz", Arrays.copyOf(npz.toByteArray(), 300));
    Files.writeString(directory.resolve("rows.csv"), "a,b\n1,2\n3,4\n5,6\n");
    Files.writeString(directory.resolve("ragged.csv"), "a,b\n1,2\n3\n");
    Files.writeString(directory.resolve("nan.csv"), "a,b\n1,2\n3,NaN\n");
    String head = "parley 2 surface \"p\"\nx = input(name=\"x\", owner=\"client\", within=[0, 2]): secret fixed<16>[3, 2]\n";
    String end = "output \"y\" = x to \"client\"\n";
    Files.writeString(directory.resolve("plan.parley"), head + end);
    Files.writeString(directory.resolve("bad.parley"), head + "y = softmux(x)\n" + end);
    Files.createDirectory(directory.resolve("out"));
    Files.createDirectories(directory.resolve("odd/y.npy"));
  }

  private static byte[] npy(double... numbers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new OutputArray("a", Element.REAL, Values.of(Shape.of(numbers.length / 2, 2), numbers)).writeNpy(out);
    return out.toByteArray();
  }

  private static void write(String name, byte[] content) throws IOException {
    Files.write(directory.resolve(name), content);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"',
      textBlock = """
          @none.onnx                                  | There is no model file          | Name an ONNX file
          @power.onnx --strict --input @large.npy     | but 16 fraction bits hold numbers below 2^30 | without --strict it runs
          @none.parley                                | Cannot read                     | Name a plan's text file
          @bad.parley                                 | Line 3 of the plan has the unknown op 'softmux' | docs/language.md
          @plan.parley --input @4x2.npy               | 4x2.npy is of shape [4, 2], but 'x' [3, 2] of p | takes just [3, 2]
          @plan.parley --input @3x2.npy --batch 3     | is a plan with shapes of its own | leave --batch and --dim out
          @one.onnx                                   | one.onnx also needs 'x' [batch, 2] | Name a file for each
          @two.onnx --input x=@3x2.npy                | also needs 'k' [batch, 2] of integers | Name a file
          @two.onnx --input @3x2.npy                  | does not say which input it is for | 'x' [batch, 2] and 'k' [batch, 2] of integers
          @one.onnx --input z=@3x2.npy                | a file for 'z'                    | are 'x' [batch, 2]
          @one.onnx --input @3x2.npy --input x=@4x2.npy | Input 'x' is given twice      | Keep one
          @two.onnx --input @two.npz --input k=@3x2.npy | Input 'k' is given twice      | Keep one
          @one.onnx --input @two.npz                  | two.npz:k is for no input       | NAME=FILE.npz:ARRAY
          @one.onnx --input x=@two.npz                | has 2 arrays: 'x', 'k'          | Say which
          @one.onnx --input x=@two.npz:q              | has no array 'q'                | It has 'x', 'k'
          @one.onnx --input @none.npz                 | none.npz: there is no such file | check the path
          @one.onnx --input @cut.npz                  | its zip data is damaged         | export it again
          @one.onnx --input @none.npy                 | none.npy: there is no such file | check the path
          @one.onnx --input @cut.npy                  | cut.npy: it is truncated        | export it again
          @one.onnx --input @junk.npy                 | neither an IDX nor an NPY file  | export it again
          @one.onnx --input @ragged.csv               | line 3 has 1 cell               | make them as many
          @one.onnx --input @nan.csv                  | line 3, column 2 ('b') holds NaN | finite number
          @one.onnx --input @nan.npy                  | nan.npy, row 2 of 2: Input 'x' holds NaN | needs finite values
          @one.onnx --input @big.npy                  | big.npy, row 2 of 2: Input 'x' holds 1.0E15 | below 2^46
          @two.onnx --input x=@2x4.npy --input k=@half.npy | 2x4.npy is of shape [2, 4]  | 2 numbers for each row
          @two.onnx --input x=@half.npy --input k=@half.npy | half.npy, row 1 of 2: Input 'k' holds 2.5 | takes integers
          @two.onnx --input x=@half.npy --input k=@2p53.npy | row 2 of 2: Input 'k' holds 9.007199254740992E15 | exact below 2^53
          @flags.onnx --input @half.npy               | row 1 of 2: Input 'b' holds 2.5 | bits are 0 or 1
          @two.onnx --input x=@3x2.npy --input k=@4x2.npy | 3 in                        | Name files that belong together
          @one.onnx --input @0x2.npy                  | has no rows                     | Add some
          @one.onnx --input @2x4.npy                  | 2x4.npy is of shape [2, 4], but 'x' [batch, 2] of one.onnx | reshape it
          @image.onnx --input @rows.csv               | rows.csv has 3 rows of 2 columns | takes 48 numbers for each row, of shape [3, 4, 4]
          @image.onnx --input @hwc.npy                | hwc.npy is of shape [2, 4, 4, 3] | reshape it
          @fixed.onnx --input @4x2.npy                | 4x2.npy is of shape [4, 2], but 'x' [3, 2] | takes just [3, 2]
          @fixed.onnx --input @3x2.npy --batch 2      | has a fixed batch of 3, not 2   | export the model
          @open.onnx --input @4x2.npy --dim open2=3   | 4x2.npy is of shape [4, 2]      | 3 numbers for each row
          @open.onnx --input @4x2.npy --dim batch=4   | 'batch' is the batch of open.onnx | --batch
          @open.onnx --input @4x2.npy --dim seq=4     | --dim names 'seq'               | are 'batch' and 'open2'
          @sum.onnx --input @4x2.npy --batch 2        | Output 'y'                      | Use --batch 4
          @one.onnx --input @4x2.npy --batch 0        | --batch must be at least 1      | not 0
          @one.onnx --input @4x2.npy --wait -1        | --wait must be at least 0       | not -1
          @one.onnx --input @4x2.npy --protocol moon  | Unknown protocol 'moon'         | Known: beaver
          @one.onnx --input @4x2.npy --parties 1      | at least 2 parties, not 1       | start more
          @one.onnx --input @4x2.npy --weights shown  | '--weights': expected one of [SECRET, PUBLIC] | parley run --help
          @one.onnx --input @4x2.npy --json @no/x.json | Cannot write                   | --json
          @one.onnx --input @4x2.npy --local          | mutually exclusive              | parley run --help
          """)
  void run_mistake_isToldInOneLine(String args, String what, String remedy) {
    assertRefused(run(args + " --output @out/y.npy --cluster " + NOBODY), what, remedy);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      @one.onnx --output @y.txt     | ends in none of .npy, .csv and .npz | Name a directory
      @one.onnx --output @no/y.npy  | Cannot write                        | --output
      @one.onnx --output @rows.csv/y | Cannot write                       | --output
      @one.onnx --output @odd       | odd/y.npy (it is a directory)       | --output
      @both.onnx --output @y.csv    | takes one output, but the model gives y, z | ends in .npz
      @one.onnx                     | Missing required option: '--output  | parley run --help
      """)
  void run_outputThatCannotBe_isToldBeforehand(String args, String what, String remedy) {
    assertRefused(run(args + " --input @4x2.npy --cluster " + NOBODY), what, remedy);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      one.onnx,--input x=@4x2.npy
      one.onnx,--input @rows.csv
      one.onnx,--input x=@two.npz:x
      two.onnx,--input @two.npz
      two.onnx,--input k=@3x2.npy --input x=@rows.csv
      fixed.onnx,--input @3x2.npy
      open.onnx,--input @2x4.npy
      sum.onnx,--input @4x2.npy --batch 4
      """)
  void run_whatFits_goesOnToTheCluster(String model, String args) throws IOException {
    assertRefused(run("@" + model + " " + args + " --wait 0 --output @new/deep --cluster " + NOBODY), "No node answers",
        "check the address");
    assertThat(directory.resolve("new")).doesNotExist();
    try (Stream<Path> files = Files.list(directory.resolve("out"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void run_bytes_areNotedAsTheyAre() throws IOException {
    write("bytes.npy", ArrayBytes.npy(1, "|u1", false, 4, 2));

    assertThat(run("@one.onnx --input @bytes.npy --wait 0 --output @out --cluster " + NOBODY).err())
        .contains("bytes.npy holds bytes: they count as they are, from 0 to 255");
  }

  @Test
  void run_neitherClusterNorLocal_isToldOfBoth() {
    assertRefused(run("@one.onnx --input @4x2.npy --output @out"), "(--cluster=HOST:PORT | --local)",
        "parley run --help");
  }

  private static void assertRefused(CommandLineRun run, String what, String remedy) {
    assertThat(run.err()).startsWith("parley: ").contains(what, remedy).hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  /** Files are marked by @. */
  private static CommandLineRun run(String args) {
    return CommandLineRun.of(Stream.concat(Stream.of("run"), Arrays.stream(args.split(" +")))
        .map(a -> a.replace("@", directory + "/")).toArray(String[]::new));
  }
}
