package io.parley.actors.tape;

import io.parley.crypto.RawAccess;
import io.parley.crypto.Seed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM of one tape file, as {@link TapeHeader} has it. Not safe for use by several threads. */
final class TapeCipher {
  static final int TAG_BYTES = 16;
  private static final RawAccess RAW = RawAccess.grant();
  private static final byte[] INFO = "parley tape v1".getBytes(StandardCharsets.US_ASCII);
  private static final byte CHUNK = 0;
  private static final byte LAST = 1;
  private static final byte HEADER = 2;

  private final SecretKey key;
  private final byte[] header;
  private final Cipher cipher;

  /**
   * @param node the node's key
   * @param header encoded
   */
  TapeCipher(Seed node, byte[] salt, byte[] header) {
    this.header = header;
    try {
      key = KDF.getInstance("HKDF-SHA256").deriveKey("AES", HKDFParameterSpec.ofExtract()
          .addIKM(new SecretKeySpec(node.bytes(RAW), "Generic")).addSalt(salt).thenExpand(INFO, Seed.BYTES));
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no HKDF-SHA256 or no AES-GCM", e);
    }
  }

  byte[] headerTag() {
    ByteBuffer tag = ByteBuffer.allocate(TAG_BYTES);
    seal(HEADER, 0, ByteBuffer.allocate(0), tag);
    return tag.array();
  }

  boolean isAuthentic(ByteBuffer headerTag) {
    return open(HEADER, 0, headerTag, ByteBuffer.allocate(0));
  }

  void sealChunk(long number, boolean isLast, ByteBuffer plain, ByteBuffer out) {
    seal(isLast ? LAST : CHUNK, number, plain, out);
  }

  /** False if it is not what was sealed under this number; then nothing has left. */
  boolean openChunk(long number, boolean isLast, ByteBuffer sealed, ByteBuffer out) {
    return open(isLast ? LAST : CHUNK, number, sealed, out);
  }

  private void seal(byte kind, long number, ByteBuffer plain, ByteBuffer out) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, nonce(kind, number));
      cipher.updateAAD(header);
      cipher.doFinal(plain, out);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot seal a tape", e);
    }
  }

  private boolean open(byte kind, long number, ByteBuffer sealed, ByteBuffer out) {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, nonce(kind, number));
      cipher.updateAAD(header);
      cipher.doFinal(sealed, out);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot open a tape", e);
    }
  }

  private static GCMParameterSpec nonce(byte kind, long number) {
    return new GCMParameterSpec(8 * TAG_BYTES,
        ByteBuffer.allocate(12).put(kind).position(4).putLong(number).array());
  }

  @Override
  public String toString() {
    return "TapeCipher[redacted]";
  }
}
