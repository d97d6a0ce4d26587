package io.parley.actors.transport;

import io.parley.crypto.WarmUp;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens records until the JIT has put the instructions for AES and GHASH in place of their Java code, which is
 * fifty times slower. It does so by the number of calls, and a record of a large tensor is one call for 128 KiB: sessions
 * alone take a hundred megabytes.
 */
public final class SealWarmUp {
  private static final int SMALL = 256;
  /** From this size on the JDK's other code for GCM runs. */
  private static final int LARGE = 8 << 10;
  private static final int CALLS = 50;
  /** For a full record, sealed and opened. */
  private static final long FAST_NANOS = 200_000;
  private static final int FAST_ENOUGH = 20;
  private static final long LIMIT_NANOS = 1_500_000_000;

  private final Sealer sealer;
  private final Opener opener;
  private final ByteBuffer into = ByteBuffer.allocate(Sealer.RECORD_BYTES);

  private SealWarmUp(SecretKey key) {
    Loop wire = new Loop();
    sealer = new Sealer(wire, key);
    opener = new Opener(wire, key);
  }

  /** Takes about a second of one core; meant for a thread in the background when a node starts. */
  public static void run() {
    // Protects nothing: what is sealed are zeros, which nobody else gets.
    SealWarmUp warmUp = new SealWarmUp(new SecretKeySpec(new byte[32], "AES"));
    WarmUp.untilFast(() -> {
      for (int i = 0; i < CALLS; i++) {
        warmUp.record(SMALL);
        warmUp.record(LARGE);
      }
    }, () -> warmUp.record(Sealer.RECORD_BYTES), FAST_NANOS, FAST_ENOUGH, LIMIT_NANOS);
  }

  private void record(int bytes) {
    try {
      sealer.write(ByteBuffer.wrap(new byte[bytes]));
      opener.read(into.clear());
    } catch (IOException e) {
      throw new IllegalStateException("What was sealed here cannot be opened", e);
    }
  }

  /** What is written is read again. */
  private static final class Loop implements Wire {
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(2 * Sealer.RECORD_BYTES).flip();

    @Override
    public void write(ByteBuffer from) {
      bytes.compact().put(from).flip();
    }

    @Override
    public int read(ByteBuffer into) {
      int count = Math.min(bytes.remaining(), into.remaining());
      into.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public int poll(ByteBuffer into) {
      return read(into);
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}

    @Override
    public String peer() {
      return "this node";
    }
  }
}
