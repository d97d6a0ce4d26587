package io.parley.benchmarks.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every kind of connection is measured with. */
final class Load {
  static final int ROUND_TRIP_BYTES = 64;
  static final int[] FRAME_BYTES = {64 << 10, 1 << 20, 8 << 20};
  private static final int MOST_ROUND_TRIPS = 5_000;
  private static final long LONGEST_NANOS = 1_000_000_000L;
  private static final long STREAM_NANOS = 300_000_000L;

  private Load() {}

  /** A connection to a peer that echoes and counts. */
  interface Connection {
    void roundTrip() throws IOException, InterruptedException;

    /** Frames of so many bytes until the time is over; returns how many, once the peer has them all. */
    long stream(int frameBytes, long nanos) throws IOException, InterruptedException;
  }

  static LaneResult measure(String lane, Connection connection) throws IOException, InterruptedException {
    long[] nanos = new long[MOST_ROUND_TRIPS];
    int count = 0;
    long start = System.nanoTime();
    while (count < MOST_ROUND_TRIPS && System.nanoTime() - start < LONGEST_NANOS) {
      long before = System.nanoTime();
      connection.roundTrip();
      nanos[count++] = System.nanoTime() - before;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    Map<Integer, Double> rates = new LinkedHashMap<>();
    for (int bytes : FRAME_BYTES) {
      long began = System.nanoTime();
      long frames = connection.stream(bytes, STREAM_NANOS);
      rates.put(bytes, (double) frames * bytes / (System.nanoTime() - began));
    }
    return new LaneResult(lane, ROUND_TRIP_BYTES, sorted[count / 2] / 1e3, sorted[(int) (count * 0.99)] / 1e3, rates);
  }
}
