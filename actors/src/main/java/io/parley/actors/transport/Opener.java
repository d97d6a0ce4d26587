package io.parley.actors.transport;

import io.parley.serialization.FrameDecoder;
import io.parley.serialization.MalformedFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/** The reading end of one direction of a sealed lane; see {@link Sealer}. Only authentic bytes leave it. */
final class Opener implements FrameDecoder.Source {
  private interface Receive {
    int into(ByteBuffer buffer) throws IOException;
  }

  private final Wire wire;
  private final SecretKey key;
  private final Cipher cipher = Sealer.cipher();
  private final ByteBuffer in = ByteBuffer.allocateDirect(256 << 10).order(ByteOrder.LITTLE_ENDIAN).flip();
  private final byte[] length = new byte[Sealer.LENGTH_BYTES];
  private final ByteBuffer record = ByteBuffer.allocate(Sealer.RECORD_BYTES + Sealer.TAG_BYTES);
  private long number;

  Opener(Wire wire, SecretKey key) {
    this.wire = wire;
    this.key = key;
  }

  /** Opens one record into the buffer, which has room for it. */
  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!isWhole()) {
      if (receive(wire::read) < 0) {
        return -1;
      }
    }
    return open(into);
  }

  @Override
  public int poll(ByteBuffer into) throws IOException {
    if (!isWhole()) {
      receive(wire::poll);
    }
    return isWhole() ? open(into) : 0;
  }

  private int receive(Receive from) throws IOException {
    in.compact();
    try {
      return from.into(in);
    } finally {
      in.flip();
    }
  }

  private boolean isWhole() throws MalformedFrameException {
    if (in.remaining() < Sealer.LENGTH_BYTES) {
      return false;
    }
    int n = in.getInt(in.position());
    if (n < 1 || n > Sealer.RECORD_BYTES) {
      throw new MalformedFrameException("a record announces " + n + " bytes; " + Sealer.RECORD_BYTES + " is most");
    }
    return in.remaining() >= Sealer.LENGTH_BYTES + n + Sealer.TAG_BYTES;
  }

  private int open(ByteBuffer into) throws MalformedFrameException {
    int n = in.getInt(in.position());
    in.get(length);
    record.clear().put(0, in, in.position(), n + Sealer.TAG_BYTES).limit(n + Sealer.TAG_BYTES);
    in.position(in.position() + n + Sealer.TAG_BYTES);
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, Sealer.nonce(number++));
      cipher.updateAAD(length);
      cipher.doFinal(record, into);
    } catch (AEADBadTagException e) {
      throw new MalformedFrameException("a record was changed on its way");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot open a record", e);
    }
    return n;
  }
}
