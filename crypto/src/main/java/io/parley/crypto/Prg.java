package io.parley.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A pseudorandom generator: AES-256 in counter mode under one seed. A seed is expanded in independent streams, one per
 * domain; whoever draws twice from one domain of one seed gets the same words, so a domain is used once. Without the
 * seed the words are indistinguishable from uniform ones, as far as AES is a pseudorandom permutation.
 *
 * <p>
 * Block i of a domain is the encryption of
 *
 * <pre>
 *  0               8              16
 *  +---------------+---------------+
 *  |    domain     |       i       |   both big-endian
 *  +---------------+---------------+
 * </pre>
 *
 * and holds two words, each little-endian. No two domains share a block: the counter would have to pass 2^64.
 */
public final class Prg {
  private static final int CHUNK_BYTES = 16 * 1024;
  private static final long WARM_CHUNK_NANOS = 20_000;
  private static final long WARM_UP_LIMIT_NANOS = 1_000_000_000;

  private final Seed seed;

  public Prg(Seed seed) {
    this.seed = seed;
  }

  /** A generator under the seed SHA-256(length of label ‖ label ‖ seed), for another purpose. */
  public Prg derive(String label) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] name = label.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(4).putInt(name.length).array());
      sha.update(name);
      sha.update(seed.bytes(RawAccess.grant()));
      return new Prg(Seed.of(sha.digest()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK lacks SHA-256", e);
    }
  }

  /** The stream of a domain, from its start. Not safe for use by several threads at once. */
  public Stream stream(long domain) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      byte[] iv = ByteBuffer.allocate(16).putLong(domain).putLong(0).array();
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(seed.bytes(RawAccess.grant()), "AES"),
          new IvParameterSpec(iv));
      return new Stream(cipher);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK lacks AES in counter mode", e);
    }
  }

  /**
   * Draws until the JIT has put the AES instructions in place of their Java code, which is a hundred times slower; takes
   * a few tenths of a second, and no more than one.
   */
  public static void warmUp() {
    Stream stream = new Prg(Seed.of(new byte[Seed.BYTES])).stream(0);
    long[] chunk = new long[CHUNK_BYTES / 8];
    WarmUp.untilFast(() -> {
      for (int i = 0; i < 10; i++) {
        stream.fill(chunk, 0, 16);
      }
    }, () -> stream.fill(chunk), WARM_CHUNK_NANOS, 100, WARM_UP_LIMIT_NANOS);
  }

  /** The words of one domain, in order, however they are cut into draws. */
  public static final class Stream {
    private static final byte[] ZEROS = new byte[CHUNK_BYTES];
    private final Cipher cipher;
    private byte[] chunk = new byte[0];

    private Stream(Cipher cipher) {
      this.cipher = cipher;
    }

    /** The next {@code count} words. */
    public long[] next(int count) {
      long[] out = new long[count];
      fill(out);
      return out;
    }

    public void fill(long[] out) {
      fill(out, 0, out.length);
    }

    /** Overwrites {@code count} words from {@code from} on with the next ones. */
    public void fill(long[] out, int from, int count) {
      Objects.checkFromIndexSize(from, count, out.length);
      for (int done = 0; done < count;) {
        int words = draw(count - done);
        ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(out, from + done, words);
        done += words;
      }
    }

    /** Adds the next {@code count} words to those from {@code from} on: half the memory traffic of a draw apart. */
    public void addTo(long[] out, int from, int count) {
      Objects.checkFromIndexSize(from, count, out.length);
      long[] words = new long[Math.min(count, CHUNK_BYTES / 8)];
      for (int done = 0; done < count; done += words.length) {
        int n = Math.min(words.length, count - done);
        fill(words, 0, n);
        RingKernels.get().add(out, from + done, words, 0, out, from + done, n);
      }
    }

    /** As {@link #addTo} over bits. */
    public void xorInto(long[] out, int from, int count) {
      Objects.checkFromIndexSize(from, count, out.length);
      long[] words = new long[Math.min(count, CHUNK_BYTES / 8)];
      for (int done = 0; done < count; done += words.length) {
        int n = Math.min(words.length, count - done);
        fill(words, 0, n);
        RingKernels.get().xor(out, from + done, words, 0, out, from + done, n);
      }
    }

    /** Draws at most a chunk of so many words; returns how many. */
    private int draw(int words) {
      int bytes = Math.min(CHUNK_BYTES / 8, words) * 8;
      if (chunk.length < bytes) {
        chunk = new byte[bytes];
      }
      try {
        cipher.update(ZEROS, 0, bytes, chunk, 0);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES in counter mode failed", e);
      }
      return bytes / 8;
    }
  }
}
