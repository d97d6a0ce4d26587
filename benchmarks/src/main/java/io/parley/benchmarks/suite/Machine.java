package io.parley.benchmarks.suite;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where measurements were taken.
 *
 * @param cpu its model, as the system calls it
 * @param cores that this JVM may use
 */
public record Machine(String cpu, int cores, long memoryBytes, String os, String jdk) {
  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  public static Machine here() {
    long memory = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return new Machine(cpuModel(), Runtime.getRuntime().availableProcessors(), memory,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version() + " (" + System.getProperty("java.vm.name") + ")");
  }

  private static String cpuModel() {
    String unknown = System.getProperty("os.arch");
    if (!Files.isReadable(CPUS)) {
      return unknown;
    }
    try {
      List<String> lines = Files.readAllLines(CPUS);
      return lines.stream().filter(l -> l.startsWith(MODEL)).map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst().orElse(unknown);
    } catch (IOException e) {
      return unknown;
    }
  }

  /** For readers, in one line. */
  public String label() {
    return String.format(Locale.ROOT, "%s, %d cores, %.1f GB, %s, JDK %s", cpu, cores, memoryBytes / 1e9, os, jdk);
  }
}
