package io.parley.onnx;

import io.parley.onnx.NodeTest.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Those of ONNX's node tests that the project keeps: a zip of stored files, compressed as a whole, since the tests are
 * small and alike. Beside it stands a line for each that passes, with all choices of what may be known.
 */
final class NodeTestArchive {
  private static final Path FOLDER = Path.of("src/test/resources/node-tests");
  private static final Path TESTS = FOLDER.resolve("tests.zip.gz");
  private static final Path PASSING = FOLDER.resolve("passing.txt");
  /** Most are no larger, and those that are take most of the time. */
  private static final int SMALL_BYTES = 4000;

  private NodeTestArchive() {}

  /** Makes the archive anew from a directory of all tests; to be run in the module's own. */
  public static void main(String[] args) throws IOException {
    List<NodeTest> kept = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    Set<String> covered = new HashSet<>();
    List<NodeTest> bySize = NodeTests.inDirectory(Path.of(args[0])).stream().filter(NodeTest::isOfTensors)
        .sorted(Comparator.comparingInt(NodeTest::bytes)).toList();
    for (NodeTest test : bySize) {
      if (NodeTestRefusals.ALL.containsKey(test.name())) {
        kept.add(test);
        continue;
      }
      List<Known> passing = NodeTests.passing(test);
      if (!passing.isEmpty() && (test.bytes() <= SMALL_BYTES || !covered.containsAll(test.types()))) {
        kept.add(test);
        covered.addAll(test.types());
        lines.add(test.name() + passing.stream().map(k -> " " + k).collect(Collectors.joining()));
      }
    }
    Files.write(PASSING, lines.stream().sorted().toList());
    write(kept.stream().sorted(Comparator.comparing(NodeTest::name)).toList());
  }

  private static void write(List<NodeTest> tests) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(new GZIPOutputStream(Files.newOutputStream(TESTS)))) {
      zip.setMethod(ZipOutputStream.STORED);
      for (NodeTest test : tests) {
        for (Map.Entry<String, byte[]> file : test.files().entrySet()) {
          ZipEntry entry = new ZipEntry(test.name() + "/" + file.getKey());
          CRC32 crc = new CRC32();
          crc.update(file.getValue());
          entry.setCrc(crc.getValue());
          entry.setSize(file.getValue().length);
          entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
          zip.putNextEntry(entry);
          zip.write(file.getValue());
        }
      }
    }
  }

  /** All tests, by name. */
  static Map<String, NodeTest> read() throws IOException {
    Map<String, Map<String, byte[]>> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new GZIPInputStream(Files.newInputStream(TESTS)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String[] path = entry.getName().split("/", 2);
        files.computeIfAbsent(path[0], _ -> new TreeMap<>()).put(path[1], zip.readAllBytes());
      }
    }
    Map<String, NodeTest> tests = new TreeMap<>();
    for (Map.Entry<String, Map<String, byte[]>> test : files.entrySet()) {
      tests.put(test.getKey(), NodeTest.of(test.getKey(), test.getValue()));
    }
    return tests;
  }

  /** The choices of what is known with which a test passes, by its name. */
  static Map<String, List<Known>> passing() throws IOException {
    return Files.readAllLines(PASSING).stream().map(line -> line.split(" "))
        .collect(Collectors.toMap(words -> words[0],
            words -> Stream.of(words).skip(1).map(Known::valueOf).toList(), (a, _) -> a, TreeMap::new));
  }
}
