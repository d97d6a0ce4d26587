package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.policy.PolicyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parley's classes as a JVM has them in memory, which saves the next one a third of its start. Nodes have one archive and
 * other commands another, since their class paths and modules differ; a node and its client make them, once, with keys as
 * quickstart has them. A JVM that an archive does not fit goes without.
 */
final class ClassArchives {
  /** What a JVM cannot use of an archive it would name on standard output. */
  private static final String SILENTLY = "-Xlog:cds=off";
  private static final String NODE = "node";
  private static final String CLIENT = "infer";
  private static final Path DIRECTORY = Cli.LIB.resolve("../../class-archives").normalize();
  private static boolean isMade;

  private ClassArchives() {}

  /** The JVM's options for a command. */
  static synchronized List<String> options(String command) {
    try {
      if (!isMade) {
        make();
        isMade = true;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return List.of(SILENTLY, "-XX:SharedArchiveFile=" + file(command));
  }

  private static Path file(String command) {
    return DIRECTORY.resolve(command.equals(NODE) ? "node.jsa" : "client.jsa");
  }

  private static void make() throws IOException, InterruptedException {
    Files.createDirectories(DIRECTORY);
    Files.deleteIfExists(file(NODE));
    Files.deleteIfExists(file(CLIENT));
    Path keys = Files.createTempDirectory(DIRECTORY, "keys");
    KeyDirectory ca = new KeyDirectory(keys, Optional.empty());
    ca.createCa("test.example");
    new PolicyFile(keys.resolve(PolicyFile.NAME)).create("test.example");
    ca.createIdentity(Optional.empty(), "one", IdentityRole.COORDINATOR, "first");
    ca.createIdentity(Optional.empty(), "one", IdentityRole.PARTY, "first");
    ca.createIdentity(Optional.empty(), "two", IdentityRole.CLIENT, "me");
    try (Cli node = start(NODE, "--role", "coordinator,party", "--name", "first", "--keys", keys.toString())) {
      String address = node.awaitLine(".* is ready at (\\S+)").group(1);
      start(CLIENT, "--cluster", address, "--keys", keys.toString(), "--protocol", "plain", "--model", "mlp",
          "--images",
          "data/mnist/t10k-images-idx3-ubyte.gz", "--labels", "data/mnist/t10k-labels-idx1-ubyte.gz", "--count", "4",
          "--batch", "4").await().assertDone();
      node.process().destroy();
      node.await();
    }
    assertThat(file(NODE)).exists();
    assertThat(file(CLIENT)).exists();
  }

  private static Cli start(String... args) {
    List<String> options = new ArrayList<>(
        Cli.quick(SILENTLY, "-Dparley.plan.accept-plain=on", "-XX:ArchiveClassesAtExit=" + file(args[0])));
    if (args[0].equals(NODE)) {
      options.add("--add-modules=jdk.incubator.vector");
    }
    return Cli.start(Cli.HOME, options, List.of(), List.of(args));
  }
}
