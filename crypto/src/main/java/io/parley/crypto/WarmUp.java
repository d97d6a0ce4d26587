package io.parley.crypto;

/** Lets the JIT compile what takes long when it is cold, so that the first session does not pay for it. */
public final class WarmUp {
  /** A product of LeNet's first convolution, so often as the compiler wants to see it. */
  private static final int ROWS = 20;
  private static final int INNER = 26;
  private static final int COLUMNS = 584;
  private static final int PRODUCTS = 128;
  private static final int SLICES = 256;

  private WarmUp() {}

  /**
   * Calls both in turn, until the second has been so fast for so many times.
   *
   * @param calls that the compiler counts
   * @param nanos that the second takes at most once it is compiled
   * @param limitNanos for all, if it never gets there
   */
  public static void untilFast(Runnable calls, Runnable timed, long nanos, int times, long limitNanos) {
    long start = System.nanoTime();
    for (int fast = 0; fast < times && System.nanoTime() - start < limitNanos;) {
      calls.run();
      long before = System.nanoTime();
      timed.run();
      fast += System.nanoTime() - before < nanos ? 1 : 0;
    }
  }

  /** What draws random words: a few tenths of a second of one core. */
  public static void ciphers() {
    Prg.warmUp();
  }

  /** Takes about a second of one core; meant for a thread in the background when a node starts. */
  public static void kernels() {
    RingKernels kernels = RingKernels.get();
    long[] x = new long[ROWS * INNER];
    long[] y = new long[INNER * COLUMNS];
    long[] out = new long[ROWS * COLUMNS];
    for (int i = 0; i < PRODUCTS; i++) {
      kernels.matmul(ROWS, INNER, COLUMNS, x, 0, y, 0, out, 0);
    }
    for (int i = 0; i < SLICES; i++) {
      BitPlanes.join(BitPlanes.slice(x), x.length);
    }
  }
}
