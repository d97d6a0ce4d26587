package io.parley.actors;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes that are almost good, and some that are not at all. The property {@code parley.fuzz} says how many to try. */
final class Fuzz {
  static final int TRIES = Integer.getInteger("parley.fuzz", 20_000);
  static final long SEED = Long.getLong("parley.seed", 20_261_130L);
  private static final int MOST_CHANGES = 6;
  private static final int LONGEST_JUNK = 300;
  private static final byte[] EXTREMES = {0, 1, -1, 127, -128};

  private final Random random;
  private final List<byte[]> good;

  Fuzz(Random random, List<byte[]> good) {
    this.random = random;
    this.good = List.copyOf(good);
  }

  byte[] next() {
    if (random.nextInt(10) == 0) {
      byte[] junk = new byte[random.nextInt(LONGEST_JUNK)];
      random.nextBytes(junk);
      return junk;
    }
    byte[] bytes = any().clone();
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] any() {
    return good.get(random.nextInt(good.size()));
  }

  private byte[] changed(byte[] bytes) {
    if (bytes.length == 0) {
      return any().clone();
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(12)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, bytes.length), 0, random.nextInt(bytes.length));
      case 2 -> {
        byte[] other = any();
        int from = random.nextInt(other.length);
        yield joined(bytes, at, other, from, other.length - from);
      }
      case 3 -> joined(bytes, at, bytes, Math.min(bytes.length, at + 1 + random.nextInt(8)), bytes.length);
      case 4, 5 -> {
        bytes[at] = EXTREMES[random.nextInt(EXTREMES.length)];
        yield bytes;
      }
      case 6 -> {
        bytes[at] = (byte) random.nextInt();
        yield bytes;
      }
      case 7 -> {
        bytes[at]++;
        yield bytes;
      }
      default -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
    };
  }

  /** The first bytes of one, then some of another. */
  private static byte[] joined(byte[] head, int length, byte[] tail, int from, int most) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(head, 0, length);
    out.write(tail, from, Math.min(most, tail.length - from));
    return out.toByteArray();
  }

  /** What the heap holds after all that can be collected was. */
  static long heapBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }
}
