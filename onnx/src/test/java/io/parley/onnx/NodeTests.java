package io.parley.onnx;

import io.parley.onnx.NodeTest.Known;
import io.parley.onnx.NodeTest.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs all of ONNX's own node tests, from a directory with one for each, and prints a table of those that do not pass
 * with any choice of what is known. {@link NodeTestsTest} runs those that the project keeps. docs/onnx.md tells how.
 */
final class NodeTests {
  private NodeTests() {}

  public static void main(String[] args) throws IOException {
    Map<String, List<String>> failed = new TreeMap<>();
    List<NodeTest> all = inDirectory(Path.of(args[0]));
    List<NodeTest> ofTensors = all.stream().filter(NodeTest::isOfTensors).toList();
    int passed = 0;
    for (NodeTest test : ofTensors) {
      if (passing(test).isEmpty()) {
        failed.computeIfAbsent(reason(test), _ -> new ArrayList<>()).add(test.name());
      } else {
        passed++;
      }
    }
    System.out.println(passed + " of " + ofTensors.size() + " tests with tensors of numbers and booleans pass ("
        + (all.size() - ofTensors.size()) + " others)\n\n| tests | reason | such as |\n|---|---|---|");
    failed.forEach((reason, names) -> System.out.println("| " + names.size() + " | " + reason + " | "
        + names.getFirst() + " |"));
  }

  /** By name. */
  static List<NodeTest> inDirectory(Path directory) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(directory)) {
      folders = all.filter(Files::isDirectory).sorted().toList();
    }
    List<NodeTest> tests = new ArrayList<>();
    for (Path folder : folders) {
      Map<String, byte[]> files = new TreeMap<>();
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
      tests.add(NodeTest.of(String.valueOf(folder.getFileName()), files));
    }
    return tests;
  }

  /** The choices of what is known with which the test passes. */
  static List<Known> passing(NodeTest test) throws IOException {
    List<Known> passing = new ArrayList<>();
    for (Known known : test.choices()) {
      if (test.run(known) instanceof Outcome.Passes) {
        passing.add(known);
      }
    }
    return passing;
  }

  private static String reason(NodeTest test) throws IOException {
    return switch (test.run(Known.INTEGERS)) {
      case Outcome.Passes _ -> "";
      case Outcome.Differs(String how) -> how;
      case Outcome.Refused(String line) -> line.replaceFirst("^Node '[^']*'( \\(\\w+\\))?: ", "")
          .replaceFirst("^test_\\w+ ", "");
    };
  }
}
