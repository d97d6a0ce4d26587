package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.parley.cli.local.JvmOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands, run in its order. One that this test does not know makes it fail. */
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```$|`(\\./parley[^`\\n]*)`",
      Pattern.MULTILINE | Pattern.DOTALL);
  /** The README's port may be in use here. */
  private static final String PORT = "7400";

  @TempDir
  private Path directory;
  private LauncherProject project;
  private final int port = freePort();
  private final List<Cli> background = new ArrayList<>();

  @BeforeEach
  void setUp() throws IOException {
    project = new LauncherProject(directory);
    project.mavenThatBuilds();
    for (String file : List.of("models/lenet.onnx", "models/mlp.onnx", "data/mnist/t10k-images-idx3-ubyte.gz",
        "data/mnist/t10k-labels-idx1-ubyte.gz")) {
      project.copy(file);
    }
    Files.copy(Cli.HOME.resolve("models/mlp.onnx"), project.root().resolve("model.onnx"));
    Files.writeString(project.root().resolve("rows.csv"), IntStream.range(0, 784).mapToObj(i -> "p" + i)
        .collect(Collectors.joining(",")) + "\n" + "0.5,".repeat(783) + "0.5\n");
  }

  @AfterEach
  void stop() {
    background.forEach(Cli::close);
  }

  @TestFactory
  Stream<DynamicTest> command_asWritten_works() throws IOException {
    return commands(Files.readString(Cli.HOME.resolve("README.md"))).stream()
        .map(command -> dynamicTest(command, () -> run(command)));
  }

  /** Those in shell blocks, and those in the text that call the launcher. */
  private static List<String> commands(String readme) {
    List<String> commands = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(readme); block.find();) {
      if (block.group(3) != null) {
        commands.add(block.group(3));
      } else if (block.group(1).equals("sh")) {
        block.group(2).replace("\\\n", " ").lines().map(String::strip).filter(line -> !line.isEmpty())
            .forEach(commands::add);
      } else {
        // The code in it is compared with its source by the examples' DocsTest.
        assertThat(block.group(1)).as("language of a block in the README").isEqualTo("java");
      }
    }
    assertThat(commands).hasSizeGreaterThan(5);
    return commands;
  }

  private void run(String command) throws Exception {
    switch (command.replaceFirst("^(\\./parley( \\S+)?).*", "$1")) {
      case "./parley --help" -> assertPrints("Usage: parley", command);
      case "./parley doctor" -> assertPrints("can run Parley", command);
      case "./parley explain" -> assertPrints("predicted", command);
      case "./parley infer" -> assertPrints("100 of 100", command + " --wait 60");
      case "./parley run" -> assertPrints("Written: scores.csv", command + " --wait 60");
      case "./parley quickstart" -> assertPrints("16 of 16", command + " --images 16 --warmup 0");
      case "./parley keys" -> assertPrints("in keys", command);
      case "./parley policy" -> assertPrints("The policy is", command);
      case "./parley node" -> background.add(start(inBackground(command)));
      case "mvn -B verify" ->
        // Runs this test, so this test cannot run it.
        assertThat(Cli.HOME.resolve(".ci/run")).content().endsWith("\n" + command + "\n");
      default -> throw new AssertionError("The README has a command that this test does not know: " + command);
    }
  }

  private void assertPrints(String text, String command) throws InterruptedException {
    assertThat(start(command).await().assertDone().out()).contains(text);
  }

  private static String inBackground(String command) {
    assertThat(command).endsWith(" &");
    return command.substring(0, command.length() - 2);
  }

  private Cli start(String command) {
    Map<String, String> variables = Map.of("PARLEY_JAVA_HOME", System.getProperty("java.home"), JvmOptions.VARIABLE,
        String.join(" ", Cli.archived("node", Cli.quick())), "PATH",
        project.tools() + File.pathSeparator + System.getenv("PATH"));
    return Cli.start(List.of("sh", "-c", "exec " + command.replace(PORT, String.valueOf(port))), project.root(),
        variables);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
