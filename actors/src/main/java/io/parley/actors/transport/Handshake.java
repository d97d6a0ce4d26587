package io.parley.actors.transport;

import io.parley.identity.EphemeralKey;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * How the ends of a lane prove who they are before the first frame. Integers are big-endian.
 *
 * <pre>
 *  dialer → listener   call      "PRLY" | version | mode | zero (2) | session (16) | dialer (4) | listener (4) | key (32)
 *  listener → dialer   answer    key (32) | HMAC(k_listener, call | key)
 *  dialer → listener   confirm   HMAC(k_dialer, call | listener's key)
 * </pre>
 *
 * The keys are X25519 keys (RFC 7748) of this connection alone. Both HMAC keys come from the {@link LaneSecret}; the keys
 * of the frames come from it, from the secret of the connection's keys, and from both of these, so that neither a replayed
 * call nor a second connection ever leads to the same keys, and who comes to know the keys that the roles signed for a job
 * reads nothing of its sessions that are over. The mode (sealed or clear) is authenticated with the rest: the ends must
 * agree on it.
 */
final class Handshake {
  static final int CALL_BYTES = 64;
  private static final int KEY_BYTES = 32;
  private static final int TAG_BYTES = 32;
  private static final int MAGIC = 0x50524c59;
  static final byte VERSION = 2;
  private static final byte CLEAR = 0;
  private static final byte SEALED = 1;

  /** What a call claims; true only once the handshake is over. */
  record Call(UUID session, int dialer, int listener, boolean sealed, byte[] bytes) {}

  /** The keys of an authenticated lane's two directions. */
  record Keys(SecretKey toListener, SecretKey toDialer) {
    @Override
    public String toString() {
      return "Keys[redacted]";
    }
  }

  private Handshake() {}

  /** The dialer's side. */
  static Keys dial(Wire wire, UUID session, int dialer, int listener, boolean sealed, LaneSecret secret)
      throws IOException {
    EphemeralKey own = EphemeralKey.fresh();
    byte[] call = ByteBuffer.allocate(CALL_BYTES).putInt(MAGIC).put(VERSION).put(sealed ? SEALED : CLEAR)
        .putShort((short) 0).putLong(session.getMostSignificantBits()).putLong(session.getLeastSignificantBits())
        .putInt(dialer).putInt(listener).put(own.publicKey()).array();
    wire.write(ByteBuffer.wrap(call));
    byte[] theirs = read(wire, KEY_BYTES);
    verify(read(wire, TAG_BYTES), tag(secret, "listener", call, theirs));
    wire.write(ByteBuffer.wrap(tag(secret, "dialer", call, theirs)));
    return keys(secret, own, theirs, call, theirs);
  }

  /** Reads a call; nothing in it is authentic yet. */
  static Call receive(Wire wire) throws IOException {
    byte[] bytes = read(wire, CALL_BYTES);
    ByteBuffer call = ByteBuffer.wrap(bytes);
    if (call.getInt() != MAGIC || call.get() != VERSION) {
      throw new IOException("it does not speak this protocol");
    }
    byte mode = call.get();
    if ((mode != SEALED && mode != CLEAR) || call.getShort() != 0) {
      throw new IOException("its call is malformed");
    }
    return new Call(new UUID(call.getLong(), call.getLong()), call.getInt(), call.getInt(), mode == SEALED, bytes);
  }

  /** The listener's side, after {@link #receive}. */
  static Keys answer(Wire wire, Call call, LaneSecret secret) throws IOException {
    EphemeralKey pair = EphemeralKey.fresh();
    byte[] own = pair.publicKey();
    wire.write(ByteBuffer.allocate(KEY_BYTES + TAG_BYTES).put(own).put(tag(secret, "listener", call.bytes(), own))
        .flip());
    verify(read(wire, TAG_BYTES), tag(secret, "dialer", call.bytes(), own));
    byte[] theirs = Arrays.copyOfRange(call.bytes(), CALL_BYTES - KEY_BYTES, CALL_BYTES);
    return keys(secret, pair, theirs, call.bytes(), own);
  }

  private static Keys keys(LaneSecret secret, EphemeralKey own, byte[] theirs, byte[] call, byte[] answer)
      throws IOException {
    byte[] fresh;
    try {
      fresh = own.agree(theirs);
    } catch (GeneralSecurityException e) {
      throw new ForgedException("its key is invalid");
    }
    byte[] salt = ByteBuffer.allocate(2 * KEY_BYTES).put(call, CALL_BYTES - KEY_BYTES, KEY_BYTES).put(answer)
        .array();
    return new Keys(secret.key("AES", "to listener", salt, fresh), secret.key("AES", "to dialer", salt, fresh));
  }

  private static byte[] tag(LaneSecret secret, String who, byte[] call, byte[] answer) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret.key("HmacSHA256", who, new byte[0]));
      mac.update(call);
      return mac.doFinal(answer);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no HMAC-SHA256", e);
    }
  }

  private static void verify(byte[] given, byte[] expected) throws IOException {
    if (!MessageDigest.isEqual(given, expected)) {
      throw new ForgedException("it does not know the lane's secret");
    }
  }

  private static byte[] read(Wire wire, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (wire.read(bytes) < 0) {
        throw new EOFException("it closed the connection during the handshake");
      }
    }
    return bytes.array();
  }

  /** The other end is not who it says. */
  static final class ForgedException extends IOException {
    private static final long serialVersionUID = 1L;

    ForgedException(String message) {
      super(message);
    }
  }
}
