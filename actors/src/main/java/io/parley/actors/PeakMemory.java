package io.parley.actors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The largest memory that this process ever occupied. */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String KEY = "VmHWM:";

  private PeakMemory() {}

  /** The peak resident set; 0 where the system does not tell. */
  static long rssBytes() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith(KEY))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10).findFirst().orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
