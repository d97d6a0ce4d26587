package io.parley.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A pseudorandom generator: AES-256 in counter mode under one seed. A seed is expanded in independent streams, one per
 * domain; whoever draws twice from one domain of one seed gets the same words, so a domain is used once.
 */
public final class Prg {
  private final Seed seed;

  public Prg(Seed seed) {
    this.seed = seed;
  }

  /** A generator under the seed SHA-256(label ‖ seed), for another purpose. */
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

  /** The words of one domain, in order. */
  public static final class Stream {
    private static final byte[] ZEROS = new byte[16 * 1024];
    private final Cipher cipher;
    private final byte[] chunk = new byte[ZEROS.length];

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
      try {
        int done = 0;
        while (done < out.length) {
          int words = Math.min(chunk.length / 8, out.length - done);
          cipher.update(ZEROS, 0, words * 8, chunk, 0);
          ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(out, done, words);
          done += words;
        }
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES in counter mode failed", e);
      }
    }
  }
}
