package io.parley.actors;

import io.parley.plan.BadRequestException;
import io.parley.protocols.cost.MemoryEstimate;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The heap of one node's JVM, of which each session takes what it is estimated to need before it begins. */
final class HeapBudget {
  private static final long GB = 1L << 30;

  private final String node;
  private final long bytes;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param node its name
   * @param bytes of the whole heap
   */
  HeapBudget(String node, long bytes) {
    this.node = node;
    this.bytes = bytes;
  }

  static HeapBudget ofJvm(String node) {
    return new HeapBudget(node, Runtime.getRuntime().maxMemory());
  }

  /** Part of the heap, until it is closed. */
  final class Share implements AutoCloseable {
    private final long mine;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Share(long mine) {
      this.mine = mine;
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        taken.addAndGet(-mine);
      }
    }
  }

  long bytes() {
    return bytes;
  }

  /** What sessions hold at present. */
  long taken() {
    return taken.get();
  }

  /**
   * Takes a share.
   *
   * @throws BadRequestException if there is not so much; names what is needed, what there is and a remedy
   */
  Share take(long needs) {
    long all = Math.max(0, bytes - MemoryEstimate.BASE_BYTES);
    long before = taken.getAndUpdate(t -> needs > all - t ? t : t + needs);
    if (needs <= all - before) {
      return new Share(needs);
    }
    String found = "Node " + node + " refuses: the run needs about " + size(needs + MemoryEstimate.BASE_BYTES)
        + " of heap there, but its JVM has " + size(bytes);
    throw new BadRequestException(needs <= all
        ? found + ", and other runs hold " + size(before)
            + " of it. Try again later, with a smaller batch, or with more heap"
            + " there: PARLEY_JAVA_OPTS=-Xmx" + gigabytes(needs + before) + "g"
        : found + ". Use a smaller batch, or give it more: PARLEY_JAVA_OPTS=-Xmx" + gigabytes(needs) + "g");
  }

  private static long gigabytes(long sessions) {
    return Math.ceilDiv(sessions + MemoryEstimate.BASE_BYTES, GB);
  }

  private static String size(long bytes) {
    return bytes < GB
        ? String.format(Locale.ROOT, "%d MB", bytes >> 20)
        : String.format(Locale.ROOT, "%.1f GB", (double) bytes / GB);
  }
}
