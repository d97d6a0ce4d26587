package io.parley.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.parley.cli.doctor.Doctor.Check;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Processors, memory, disk, clock and randomness. */
final class MachineChecks {
  private static final long MB = 1L << 20;
  private static final double GB = 1L << 30;
  private static final Instant EARLIEST = Instant.parse("2025-09-16T00:00:00Z"); // JDK 25's release

  private MachineChecks() {}

  static List<Check> all() {
    return List.of(new Check("Processors", MachineChecks::processors), new Check("Memory", MachineChecks::memory),
        new Check("Heap", MachineChecks::heap), new Check("Open files", MachineChecks::openFiles),
        new Check("Temporary files", () -> directory("Temporary files", Path.of(System.getProperty("java.io.tmpdir")),
            512 * MB, "name another directory: PARLEY_JAVA_OPTS=-Djava.io.tmpdir=DIR")),
        new Check("Clock", MachineChecks::clock), new Check("Randomness", MachineChecks::randomness));
  }

  private static Finding processors() {
    int count = Runtime.getRuntime().availableProcessors();
    String found = count + " for this JVM, " + System.getProperty("os.arch");
    return count >= 2
        ? Finding.ok("Processors", found)
        : Finding.warn("Processors", found, "works, but roles on one machine wait for each other; give it 2 or more");
  }

  private static Finding memory() throws IOException {
    OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Path limit = Path.of("/sys/fs/cgroup/memory.max");
    String group = Files.isReadable(limit) ? ", cgroup limit " + Files.readString(limit).strip() : "";
    String found = String.format(Locale.ROOT, "%.1f GB, %.1f GB free%s", os.getTotalMemorySize() / GB,
        os.getFreeMemorySize() / GB, group);
    return os.getTotalMemorySize() >= 3.5 * GB
        ? Finding.ok("Memory", found)
        : Finding.warn("Memory", found,
            "a quickstart wants 4 GB; run the roles on several machines, or a small --batch");
  }

  private static Finding heap() {
    long max = Runtime.getRuntime().maxMemory();
    String found = max / MB + " MB at most";
    return max >= 480 * MB
        ? Finding.ok("Heap", found)
        : Finding.fail("Heap", found, "give each JVM more: PARLEY_JAVA_OPTS=-Xmx1g");
  }

  private static Finding openFiles() {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os)) {
      return Finding.ok("Open files", "no limit known");
    }
    long left = os.getMaxFileDescriptorCount() - os.getOpenFileDescriptorCount();
    return left >= 512
        ? Finding.ok("Open files", left + " more allowed")
        : Finding.warn("Open files", left + " more allowed", "raise the limit: ulimit -n 4096");
  }

  private static Finding directory(String check, Path directory, long wantedBytes, String remedy) throws IOException {
    try {
      Files.delete(Files.createTempFile(directory, "parley-doctor-", ""));
    } catch (IOException e) {
      return Finding.fail(check, "cannot write to " + directory, remedy);
    }
    long free = Files.getFileStore(directory).getUsableSpace();
    String found = String.format(Locale.ROOT, "%s is writable, %.1f GB free", directory, free / GB);
    return free >= wantedBytes ? Finding.ok(check, found) : Finding.fail(check, found, remedy);
  }

  private static Finding clock() throws InterruptedException {
    long wall = System.currentTimeMillis();
    long steady = System.nanoTime();
    Thread.sleep(50);
    double drift = (System.currentTimeMillis() - wall) - (System.nanoTime() - steady) / 1e6;
    String found = Instant.ofEpochMilli(wall) + ", " + Math.round(drift) + " ms of drift in 50 ms";
    if (wall < EARLIEST.toEpochMilli()) {
      return Finding.fail("Clock", found, "set the clock: it lies before this program was written");
    }
    return Math.abs(drift) < 10
        ? Finding.ok("Clock", found)
        : Finding.warn("Clock", found, "the clock is being set; wait for it to settle, or time limits may fire early");
  }

  private static Finding randomness() {
    long start = System.nanoTime();
    SecureRandom random = new SecureRandom();
    random.nextBytes(new byte[32]);
    long millis = (System.nanoTime() - start) / 1_000_000;
    String found = random.getAlgorithm() + ", 32 bytes in " + millis + " ms";
    return millis < 1000
        ? Finding.ok("Randomness", found)
        : Finding.warn("Randomness", found, "the machine lacks entropy: give it a hardware generator, or virtio-rng");
  }
}
