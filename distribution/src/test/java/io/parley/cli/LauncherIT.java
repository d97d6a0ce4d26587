package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a small project whose Maven is a script of the test's. */
class LauncherIT {
  private static final String JDK = System.getProperty("java.home");

  @TempDir
  private Path directory;
  private LauncherProject project;
  private Path root;

  @BeforeEach
  void setUp() throws IOException {
    project = new LauncherProject(directory);
    root = project.root();
    for (String tool : List.of("cp", "dirname", "find", "grep", "head", "ln", "mkdir", "readlink", "rm", "sed",
        "sleep")) {
      project.tool(tool, "exec " + LauncherProject.which(tool) + " \"$@\"");
    }
  }

  @Test
  void start_firstTime_buildsWithANoticeAndBecomesTheJvm() throws Exception {
    project.mavenThatBuilds();

    Run first = run(root.resolve("parley"), "--version");
    Run second = run(root.resolve("parley"), "--version");

    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).startsWith("parley ");
    assertThat(first.err()).isEqualTo("parley: building (first use, or sources changed); log: "
        + root.toRealPath().resolve("distribution/target/build.log") + "\n");
    assertThat(second.out()).startsWith("parley ");
    assertThat(second.err()).isEmpty();
  }

  @Test
  void start_sourcesNewerThanTheBuild_buildsAgain() throws Exception {
    project.mavenThatBuilds();
    run(root.resolve("parley"), "--version");

    Files.setLastModifiedTime(root.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(10)));

    assertThat(run(root.resolve("parley"), "--version").err()).contains("building");
  }

  @Test
  void start_throughLinksFromElsewhere_findsTheProjectAndKeepsArgumentsApart() throws Exception {
    project.mavenThatBuilds();
    Files.createDirectories(directory.resolve("bin"));
    Path absolute = Files.createSymbolicLink(directory.resolve("bin/one"), root.resolve("parley"));
    Path relative = Files.createSymbolicLink(directory.resolve("two"), Path.of("bin/one"));

    assertThat(run(absolute, "--version").out()).startsWith("parley ");
    assertThat(run(relative, "plan", "no such model").err()).contains("There is no model file no such model.");
  }

  @Test
  void start_thePidIsTheJvms() throws Exception {
    project.mavenThatBuilds();
    run(root.resolve("parley"), "--version");

    Process process = builder(root.resolve("parley"), "node", "--role", "coordinator", "--name", "a")
        .redirectErrorStream(true).start();
    try (var lines = process.inputReader()) {
      assertThat(lines.lines().anyMatch(l -> l.contains(" is ready at "))).isTrue();
      assertThat(process.info().command()).hasValueSatisfying(c -> assertThat(c).endsWith("/bin/java"));
      process.toHandle().destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void build_fails_saysWhyAndWhereTheLogIsAndLeavesNoHalfBuild() throws Exception {
    project.tool("mvn",
        "echo '[INFO] Compiling'; echo '[ERROR] COMPILATION ERROR :'; echo '[ERROR] Foo.java: odd'; exit 1");

    Run run = run(root.resolve("parley"), "--version");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines().toList()).hasSize(2).last().asString()
        .startsWith("parley: the build failed: Foo.java: odd. See ").endsWith("build.log");
    assertThat(root.resolve("distribution/target/parley/lib")).doesNotExist();
    assertThat(root.resolve("distribution/target/.building")).doesNotExist();
  }

  @Test
  void mavenIsMissing_saysHowToGetIt() throws Exception {
    assertFails(run(root.resolve("parley"), "--version"), "Maven is needed", "apt-get install maven");
  }

  @Test
  void namedJdkIsOfAnotherVersion_isRefused() throws Exception {
    Path old = Files.createDirectories(directory.resolve("jdk-21/bin"));
    LauncherProject.executable(old.resolve("javac"), "exit 0");
    Files.writeString(directory.resolve("jdk-21/release"), "JAVA_VERSION=\"21.0.2\"\n");

    ProcessBuilder builder = builder(root.resolve("parley"), "--version");
    builder.environment().put("PARLEY_JAVA_HOME", directory.resolve("jdk-21").toString());

    assertFails(run(builder), "PARLEY_JAVA_HOME is no JDK 25");
  }

  @Test
  void staleLockOfADeadBuilder_isBroken() throws Exception {
    project.mavenThatBuilds();
    Process dead = new ProcessBuilder("sh", "-c", "exit 0").start();
    dead.waitFor();
    Files.createDirectories(root.resolve("distribution/target"));
    Files.createSymbolicLink(root.resolve("distribution/target/.building"), Path.of(String.valueOf(dead.pid())));

    assertThat(run(root.resolve("parley"), "--version").exitCode()).isZero();
  }

  private record Run(int exitCode, String out, String err) {}

  private static void assertFails(Run run, String... message) {
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("parley: ").contains(message).hasLineCount(1);
  }

  private Run run(Path launcher, String... args) throws IOException, InterruptedException {
    return run(builder(launcher, args));
  }

  private Run run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private ProcessBuilder builder(Path launcher, String... args) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", project.tools().toString());
    builder.environment().put("PARLEY_JAVA_HOME", JDK);
    return builder;
  }
}
