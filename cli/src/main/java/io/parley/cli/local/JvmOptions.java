package io.parley.cli.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The options of JVMs, from the files that the launcher reads too. */
public final class JvmOptions {
  /** Names further options for every JVM; separated by spaces. */
  public static final String VARIABLE = "PARLEY_JAVA_OPTS";

  /** Names the directory of the jars that every command needs; the launcher sets it. */
  public static final String LIB = "parley.lib";

  private JvmOptions() {}

  /** What a node's JVM is started with. */
  public static List<String> ofNode() {
    String more = Objects.requireNonNullElse(System.getenv(VARIABLE), "");
    return Stream.of(ofAll(), read("node.options"), more.lines().flatMap(l -> Stream.of(l.strip().split("\\s+"))))
        .flatMap(s -> s).filter(o -> !o.isEmpty()).toList();
  }

  /** What every JVM is started with. */
  public static Stream<String> ofAll() {
    return read("jvm.options");
  }

  /** Of a node: what the launcher gives nodes, or else all that this JVM has. */
  static String nodeClassPath() {
    String lib = System.getProperty(LIB);
    return lib == null ? System.getProperty("java.class.path") : lib + File.separator + "*";
  }

  private static Stream<String> read(String file) {
    try (InputStream in = Objects.requireNonNull(JvmOptions.class.getResourceAsStream("/io/parley/cli/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
