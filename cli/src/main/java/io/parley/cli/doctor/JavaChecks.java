package io.parley.cli.doctor;

import io.parley.cli.doctor.Doctor.Check;
import io.parley.crypto.Prg;
import io.parley.crypto.RingKernels;
import io.parley.crypto.Seed;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;

/** The JVM, its flags, and how fast its inner loops are. */
final class JavaChecks {
  private static final int FEATURE = 25;
  private static final Runtime.Version SOUND = Runtime.Version.parse("25.0.3");
  private static final String LAUNCHER = "start Parley by its launcher ./parley, which passes the flags";

  private JavaChecks() {}

  static List<Check> all() {
    return List.of(new Check("Java", JavaChecks::version), new Check("JVM flags", JavaChecks::flags),
        new Check("SIMD", JavaChecks::simd), new Check("AES", JavaChecks::aes));
  }

  private static Finding version() {
    String found = Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    if (Runtime.version().feature() != FEATURE) {
      return Finding.fail("Java", found, "install JDK " + FEATURE + " and name it in PARLEY_JAVA_HOME");
    }
    return Runtime.version().compareToIgnoreOptional(SOUND) >= 0
        ? Finding.ok("Java", found)
        : Finding.warn("Java", found,
            "install " + SOUND + " or newer: before, threads may sleep for ever (JDK-8369227)");
  }

  private static Finding flags() {
    Module ours = JavaChecks.class.getModule();
    Module base = Object.class.getModule();
    boolean open = base.isOpen("java.nio", ours) && base.isOpen("sun.nio.ch", ours);
    if (!open) {
      return Finding.fail("JVM flags", "java.nio is closed to us", LAUNCHER);
    }
    return ours.isNativeAccessEnabled()
        ? Finding.ok("JVM flags", "native access granted, java.nio open")
        : Finding.warn("JVM flags", "native access is not granted", LAUNCHER);
  }

  private static Finding simd() {
    double rate = macsPerSecond();
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return Finding.warn("SIMD", "plain loops, " + giga(rate) + " multiply-adds/s on one core", LAUNCHER);
    }
    String found = Lanes.count() + " lanes of 64 bits, " + giga(rate) + " multiply-adds/s on one core";
    return Lanes.count() >= 4
        ? Finding.ok("SIMD", found)
        : Finding.warn("SIMD", found, "use a CPU, or a virtual machine's CPU model, with AVX2 or AVX-512");
  }

  private static String giga(double rate) {
    return String.format(Locale.ROOT, "%.1f G", rate / 1e9);
  }

  private static double macsPerSecond() {
    int n = 128;
    long[] x = new long[n * n];
    long[] y = new long[n * n];
    long[] out = new long[n * n];
    return best(2.0, (double) n * n * n, () -> RingKernels.get().matmul(n, n, n, x, 0, y, 0, out, 0));
  }

  private static Finding aes() {
    long[] out = new long[8 * 1024];
    Prg.Stream stream = new Prg(Seed.random(new SecureRandom())).stream(0);
    double rate = best(1.0, 8.0 * out.length, () -> stream.fill(out));
    String found = giga(rate) + "B/s of randomness on one core";
    return rate > 3e8
        ? Finding.ok("AES", found)
        : Finding.warn("AES", found,
            "expect slow offline phases: the CPU, or the virtual machine's CPU model, lacks AES");
  }

  /** The highest rate seen within a time, in units per second; the compiler warms up meanwhile. */
  private static double best(double seconds, double units, Runnable work) {
    double best = 0;
    long start = System.nanoTime();
    long now = start;
    while (now - start < seconds * 1e9) {
      work.run();
      long after = System.nanoTime();
      best = Math.max(best, units * 1e9 / Math.max(1, after - now));
      now = after;
    }
    return best;
  }
}
