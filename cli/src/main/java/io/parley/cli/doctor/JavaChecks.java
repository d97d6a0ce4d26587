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
  private static final String LAUNCHER = "start Parley by its launcher ./parley, which passes the flags";

  private JavaChecks() {}

  static List<Check> all() {
    return List.of(new Check("Java", JavaChecks::version), new Check("JVM flags", JavaChecks::flags),
        new Check("SIMD", JavaChecks::simd), new Check("AES", JavaChecks::aes));
  }

  private static Finding version() {
    String found = Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    return Runtime.version().feature() == FEATURE
        ? Finding.ok("Java", found)
        : Finding.fail("Java", found, "install JDK " + FEATURE + " and name it in PARLEY_JAVA_HOME");
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
    String found = String.format(Locale.ROOT, "%s; %.0f G multiply-adds/s on one core",
        RingKernels.get().getClass().getSimpleName(), rate / 1e9);
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? Finding.ok("SIMD", found)
        : Finding.warn("SIMD", "no vector module; " + found, LAUNCHER);
  }

  private static double macsPerSecond() {
    int n = 256;
    long[] x = new long[n * n];
    long[] y = new long[n * n];
    long[] out = new long[n * n];
    return best(0.3, (double) n * n * n, () -> RingKernels.get().matmul(n, n, n, x, 0, y, 0, out, 0));
  }

  private static Finding aes() {
    long[] out = new long[128 * 1024];
    Prg.Stream stream = new Prg(Seed.random(new SecureRandom())).stream(0);
    double rate = best(0.3, 8.0 * out.length, () -> stream.fill(out));
    String found = String.format(Locale.ROOT, "%.1f GB/s of randomness on one core", rate / 1e9);
    return rate > 5e8
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
