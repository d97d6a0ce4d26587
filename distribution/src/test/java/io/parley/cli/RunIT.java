package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.cli.data.DataArray;
import io.parley.cli.data.OutputArray;
import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.plan.Values;
import io.parley.testing.OnnxBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models on data of the user's own. */
class RunIT {
  private static final int ROWS = 5;

  @TempDir
  private Path directory;

  @Test
  void run_severalInputsInBatchesOnACluster_givesEveryOutputExactly() throws InterruptedException, IOException {
    Path model = write("model.onnx", new OnnxBytes().input("x", DataType.FLOAT, -1, 2).input("k", DataType.INT64, -1)
        .input("b", DataType.BOOL, -1, 2).input("scale", DataType.FLOAT, 2).node("Mul", "y", "x", "scale")
        .node("Add", "n", "k", "k").node("Not", "not/b", "b").output("y").output("n").output("not/b").bytes());
    ByteArrayOutputStream npz = new ByteArrayOutputStream();
    OutputArray.writeNpz(npz, List.of(
        new OutputArray("k", Element.INTEGER, Values.of(Shape.of(ROWS), 0, -1, 2, 3, 1L << 40)),
        new OutputArray("b", Element.BOOL, Values.of(Shape.of(ROWS, 2), 1, 0, 0, 0, 1, 1, 0, 1, 1, 0))));
    ByteArrayOutputStream scale = new ByteArrayOutputStream();
    new OutputArray("scale", Element.REAL, Values.of(Shape.of(2), 0.5, -4)).writeNpy(scale);
    Path csv = write("x.csv", "first,second\r\n1,2\r\n3,4\r\n-5,6\r\n0.25,-0.5\r\n7,8\r\n".getBytes(
        StandardCharsets.UTF_8));
    Path out = Files.createDirectory(directory.resolve("out"));
    Files.writeString(out.resolve("mine.txt"), "stays");
    Files.writeString(out.resolve("y.npy"), "is replaced");

    Cli.Result result = Cli
        .start("run", model.toString(), "--input", "x=" + csv, "--input", write("kb.npz", npz.toByteArray())
            .toString(), "--input", "scale=" + write("scale.npy", scale.toByteArray()), "--output", out.toString(),
            "--cluster", LocalNodes.ofTwo().address(), "--batch", "2", "--check", "--json",
            directory.resolve("out.json").toString())
        .await().assertDone();

    assertThat(DataArray.read(out.resolve("y.npy")).values())
        .isEqualTo(Values.of(Shape.of(ROWS, 2), 0.5, -8, 1.5, -16, -2.5, -24, 0.125, 2, 3.5, -32));
    assertThat(DataArray.read(out.resolve("n.npy")).values())
        .isEqualTo(Values.of(Shape.of(ROWS), 0, -2, 4, 6, 1L << 41));
    assertThat(DataArray.read(out.resolve("not_b.npy")).values())
        .isEqualTo(Values.of(Shape.of(ROWS, 2), 0, 1, 1, 1, 0, 0, 1, 0, 0, 1));
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("y.npy", "n.npy", "not_b.npy",
          "mine.txt");
    }
    assertThat(result.out()).contains("y  numbers [5, 2]", "n  integers [5]", "not/b  booleans [5, 2]", "0 of 10",
        "party 1", "Sums over 3 batches of 2, the last filled up with zeros");
    assertThat(result.err()).contains("rows 5 to 5", "5 of 5 rows done");
    Config json = ConfigFactory.parseFile(directory.resolve("out.json").toFile());
    assertThat(json.getInt("rows")).isEqualTo(ROWS);
    assertThat(json.getInt("batches")).isEqualTo(3);
    assertThat(json.getConfigList("outputs")).hasSize(3);
    assertThat(json.getConfigList("deviations")).hasSize(3).allSatisfy(d -> assertThat(d.getInt("different")).isZero());
  }

  @Test
  void run_planInTextForm_givesItsOutputs() throws InterruptedException, IOException {
    Path plan = write("best.parley", """
        parley 2 surface "best"
        x = input(name="x", owner="client", within=[-8, 8]): secret fixed<16>[2, 4]
        best = topK(x, k=2, axis=1, largest=true)
        places = topK(x, k=2, axis=1, largest=true, part=indices)
        output "best" = best to "client"
        output "places" = places to "client"
        """.getBytes(StandardCharsets.UTF_8));
    Path csv = write("four.csv", "a,b,c,d\n1,4,2,3\n-1,-4,-2,-3\n".getBytes(StandardCharsets.UTF_8));
    Path out = directory.resolve("best.npz");

    Cli.Result result = Cli.start("run", plan.toString(), "--input", csv.toString(), "--output", out.toString(),
        "--cluster", LocalNodes.ofTwo().address(), "--check").await().assertDone();

    assertThat(array(out, "best")).isEqualTo(Values.of(Shape.of(2, 2), 4, 3, -1, -2));
    assertThat(array(out, "places")).isEqualTo(Values.of(Shape.of(2, 2), 1, 3, 0, 2));
    assertThat(result.out()).contains("0 of 4");
  }

  @Test
  void run_localWithATable_writesATable() throws InterruptedException, IOException {
    Path csv = directory.resolve("digits.csv");
    String line = IntStream.range(0, 784).mapToObj(i -> i % 3 == 0 ? "0.5" : "0").collect(Collectors.joining(","));
    Files.writeString(csv, IntStream.range(0, 784).mapToObj(i -> "p" + i).collect(Collectors.joining(",")) + "\n"
        + line + "\n" + line.replace("0.5", "1") + "\n");
    Path scores = directory.resolve("scores.csv");

    Cli.Result result = Cli.start(Cli.quick("-Djava.io.tmpdir=" + directory), "run", "mlp", "--input", csv.toString(),
        "--output", scores.toString(), "--local", "--weights", "public", "--check").await().assertDone();

    assertThat(Files.readAllLines(scores)).hasSize(3).first().asString()
        .startsWith("logits_0,logits_1,").endsWith(",logits_9");
    assertThat(DataArray.read(scores).shape()).isEqualTo(Shape.of(2, 10));
    assertThat(result.out()).contains("logits  numbers [2, 10]", "compared with plaintext", "Written: " + scores);
    assertThat(result.err()).contains("starting a coordinator, a provider and 2 parties", "2 of 2 rows done");
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private static Values array(Path archive, String name) {
    return Objects.requireNonNull(DataArray.readAll(archive).get(name), name).values();
  }
}
