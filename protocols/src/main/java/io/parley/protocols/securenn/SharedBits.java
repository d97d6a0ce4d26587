package io.parley.protocols.securenn;

import io.parley.crypto.Prg;
import io.parley.protocols.spi.PartyScope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bits x[i] of 64-bit words that P_2 knows, shared over Z_p, p = 67: 64 bytes an element, the lowest bit first, eight
 * to a word of a message. P_0 draws its shares, P_1 is sent 8 words an element.
 *
 * <p>As these are large, they travel in blocks: P_0 and P_1 compare one block while P_2 makes the next.
 */
final class SharedBits {
  static final int P = 67;
  /** Words of a message for the 64 shares of one element. */
  static final int WORDS = 8;

  private static final Digits UNIFORM = Digits.below(P);
  private static final int BLOCK = 4096;

  private SharedBits() {}

  /** What is done to elements {@code from} … {@code from + count − 1}. */
  @FunctionalInterface
  interface Block {
    void run(int from, int count);
  }

  /** Runs over n elements block by block, and once for none. */
  static void blocks(int n, Block block) {
    block.run(0, Math.min(BLOCK, n));
    for (int from = BLOCK; from < n; from += BLOCK) {
      block.run(from, Math.min(BLOCK, n - from));
    }
  }

  /** For P_2. */
  static void deal(PartyScope op, long[] x) {
    Prg.Stream stream = op.common(0);
    blocks(x.length, (from, count) -> {
      byte[] shares = uniform(stream, count);
      for (int i = 0; i < count; i++) {
        long bits = x[from + i];
        for (int k = 0; k < 64; k++) {
          int rest = (int) ((bits >>> k) & 1) - shares[64 * i + k];
          shares[64 * i + k] = (byte) (rest + (P & (rest >> 31)));
        }
      }
      op.send(1, pack(shares));
    });
  }

  /** For P_j: its shares of the next block. */
  static byte[] dealt(PartyScope op, int count) {
    return op.self() == 0
        ? uniform(op.common(SecureNnProtocol.HELPER), count)
        : unpack(op.receive(SecureNnProtocol.HELPER, WORDS * count));
  }

  private static byte[] uniform(Prg.Stream stream, int count) {
    byte[] out = new byte[64 * count];
    long[] words = new long[64 * Digits.CHUNK];
    int[] digits = new int[64 * Digits.CHUNK];
    for (int from = 0; from < count; from += Digits.CHUNK) {
      int n = Math.min(Digits.CHUNK, count - from);
      UNIFORM.draw(stream, n, words, digits);
      for (int i = 0; i < 64 * n; i++) {
        out[64 * from + i] = (byte) digits[i];
      }
    }
    return out;
  }

  static long[] pack(byte[] bytes) {
    long[] words = new long[bytes.length / 8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    return words;
  }

  private static byte[] unpack(long[] words) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(words);
    return bytes.array();
  }
}
