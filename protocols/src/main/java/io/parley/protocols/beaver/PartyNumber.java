package io.parley.protocols.beaver;

import io.parley.crypto.RawAccess;
import io.parley.crypto.RingKernels;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Share;
import java.util.concurrent.CompletableFuture;

/**
 * A party's share of numbers, x_i with x = Σ x_i mod 2^64, and the opening c = x + r, which happens at most once. Its
 * lane belongs to the op that made x, so that all parties agree on it, whichever op asks first.
 */
final class PartyNumber implements Share {
  private static final RawAccess RAW = RawAccess.grant();

  private final RingTensor value;
  private final PartyScope lane;
  private final CompletableFuture<Opened> opened = new CompletableFuture<>();
  private boolean sent;
  private boolean claimed;
  private RingTensor maskShare;

  /**
   * The public c = x + r, and this party's r_i.
   *
   * @param depth of the round in which it was opened
   */
  record Opened(RingTensor c, RingTensor r, int depth) {
    @Override
    public String toString() {
      return "Opened" + c.shape();
    }
  }

  PartyNumber(RingTensor value, PartyScope op) {
    this.value = value;
    this.lane = op.lane();
    this.maskShare = value;
  }

  RingTensor value() {
    return value;
  }

  @Override
  public Shape shape() {
    return value.shape();
  }

  /** Sends this party's share of c, unless that is done. */
  synchronized void open() {
    if (!sent) {
      sent = true;
      maskShare = RingTensor.of(shape(), lane.random(shape().size()));
      lane.sendToOthers(value.add(maskShare).words(RAW));
    }
  }

  /** Waits for c, for the sake of an op. */
  Opened opened(PartyScope op) {
    open();
    boolean first;
    synchronized (this) {
      first = !claimed;
      claimed = true;
    }
    if (first) {
      collect();
    }
    Opened result = op.await(opened);
    op.after(result.depth());
    return result;
  }

  private void collect() {
    try {
      long[] c = value.add(maskShare).words(RAW);
      for (long[] theirs : lane.receiveFromOthers(c.length)) {
        RingKernels.get().add(c, theirs, c);
      }
      opened.complete(new Opened(RingTensor.of(shape(), c), maskShare, lane.depth()));
    } catch (RuntimeException e) {
      opened.completeExceptionally(e);
    }
  }

  @Override
  public String toString() {
    return "PartyNumber" + shape();
  }
}
