package io.parley.actors.transport;

import io.parley.config.Link;

/** One direction of a {@link Link}: tells when what is sent arrives. Its owner's lock guards it. */
final class Line {
  /** What a timed wait oversleeps on Linux; the rest is spun. */
  private static final long SLACK_NANOS = 50_000;

  private final long latencyNanos;
  private final double nanosPerByte;
  private final long start = System.nanoTime();
  /** When the line is free again, in nanoseconds from its start. */
  private double free;

  Line(Link link) {
    latencyNanos = link.latency().toNanos();
    nanosPerByte = link.bitsPerSecond() == Link.UNLIMITED ? 0 : 8e9 / link.bitsPerSecond();
  }

  /** Sends so many bytes behind all others; returns the {@link System#nanoTime} at which the last one arrives. */
  long send(long bytes) {
    free = Math.max(free, (double) (System.nanoTime() - start)) + bytes * nanosPerByte;
    return start + (long) free + latencyNanos;
  }

  /** How long to wait in a timed wait for an arrival; 0 or less once it is close. */
  static long nanosToSleep(long arrival) {
    return arrival - System.nanoTime() - SLACK_NANOS;
  }

  /** Waits for the rest. */
  static void awaitClose(long arrival) {
    while (arrival - System.nanoTime() > 0) {
      Thread.onSpinWait();
    }
  }
}
