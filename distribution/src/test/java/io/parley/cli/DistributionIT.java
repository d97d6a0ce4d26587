package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped: {@code parley-VERSION.tar.gz}, unpacked where there is a JDK and no Maven. */
class DistributionIT {
  /** What a node needs; a heavy library belongs to the module that needs it, and to {@code lib/bench} or nowhere. */
  private static final long MOST_NODE_BYTES = 48L << 20;
  private static final Path ARCHIVE = Path.of(System.getProperty("parley.archive"));

  @TempDir
  private static Path directory;
  private static Path root;

  @BeforeAll
  static void unpack() throws InterruptedException, IOException {
    Cli.start(List.of("tar", "-xzf", ARCHIVE.toString(), "-C", directory.toString()), directory, Map.of()).await()
        .assertDone();
    try (Stream<Path> unpacked = Files.list(directory)) {
      root = unpacked.filter(file -> file.getFileName().toString().startsWith("parley-")).findFirst().orElseThrow();
    }
  }

  @Test
  void quickstart_whereThereIsNoMaven_works() throws InterruptedException, IOException {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : List.of("sh", "dirname", "readlink", "grep")) {
      Files.createSymbolicLink(tools.resolve(tool), LauncherProject.which(tool));
    }

    Cli.Result result = launch(tools, "quickstart", "--model", "mlp", "--images", "8", "--batch", "8", "--warmup", "0");

    assertThat(result.assertDone().out()).contains("8 of 8");
    assertThat(launch(tools, "bench", "kernels", "--op", "list").assertDone().out()).contains("Matmul");
    assertThat(launch(tools, "ops", "--search", "softmax").assertDone().out()).contains("NDNN.softmax");
  }

  private static Cli.Result launch(Path path, String... arguments) throws InterruptedException {
    List<String> command = Stream.concat(Stream.of(root.resolve("parley").toString()), Stream.of(arguments)).toList();
    return Cli.start(command, directory, Map.of("PATH", path.toString(), "PARLEY_JAVA_HOME",
        System.getProperty("java.home"), "PARLEY_JAVA_OPTS", String.join(" ", Cli.quick()))).await();
  }

  @Test
  void classPathOfANode_isSmall_andHasNoToolsOnIt() throws IOException {
    List<Path> jars = jars(root.resolve("lib"));
    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
    }

    assertThat(bytes).isBetween(10L << 20, MOST_NODE_BYTES);
    assertThat(jars.stream().map(jar -> jar.getFileName().toString()).toList())
        .noneMatch(name -> name.matches("(nd4j|openblas|javacpp|onnxruntime|jmh|xchart|commons-math|junit|assertj).*"))
        .anyMatch(name -> name.startsWith("picocli"));
    assertThat(jars(root.resolve("lib/bench"))).anyMatch(jar -> jar.getFileName().toString().startsWith("xchart"));
  }

  @Test
  void everyLibrary_isListedWithItsLicence() throws IOException {
    String list = Files.readString(root.resolve("licenses/THIRD-PARTY.txt"));
    String byHand = Files.readString(root.resolve("licenses/README.txt"));

    for (Path jar : Stream.concat(jars(root.resolve("lib")).stream(), jars(root.resolve("lib/bench")).stream())
        .filter(j -> !j.getFileName().toString().startsWith("parley-")).toList()) {
      String name = jar.getFileName().toString().replaceAll("(_2\\.13)?-\\d.*$", "");
      assertThat(list).as("THIRD-PARTY.txt").contains(":" + name);
      try (Stream<Path> texts = Files.list(root.resolve("licenses"))) {
        boolean brought = texts.filter(Files::isDirectory)
            .anyMatch(text -> text.getFileName().toString().startsWith(name));
        assertThat(brought || byHand.contains(name)).as("a licence text of " + name).isTrue();
      }
    }
    assertThat(root.resolve("LICENSE")).exists();
    assertThat(root.resolve("docs/architecture.md")).exists();
  }

  @Test
  void everyJarOfOurs_hasTheLicenceInIt() throws IOException {
    String licence = Files.readString(root.resolve("LICENSE"));
    List<Path> ours = Stream.concat(jars(root.resolve("lib")).stream(), jars(root.resolve("lib/bench")).stream())
        .filter(jar -> jar.getFileName().toString().startsWith("parley-")).toList();

    assertThat(ours).hasSizeGreaterThan(8);
    for (Path jar : ours) {
      try (FileSystem inside = FileSystems.newFileSystem(jar)) {
        assertThat(inside.getPath("META-INF/LICENSE")).as(jar.toString()).content().isEqualTo(licence);
      }
    }
  }

  private static List<Path> jars(Path lib) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
