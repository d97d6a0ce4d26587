package io.parley.protocols.securenn;

import static io.parley.protocols.securenn.SecureNnProtocol.HELPER;

import io.parley.crypto.Prg;
import io.parley.crypto.RingKernels;
import io.parley.crypto.RingTensor;
import io.parley.protocols.spi.PartyScope;

/** Randomness in common, and values that P_2 shares: P_0 draws its share from their common stream, P_1 is sent its own. */
final class Dealing {
  private Dealing() {}

  /** For P_j: words that it draws with P_2, who learns them by {@link #sumOfDraws}. */
  static long[] draw(PartyScope op, int count) {
    return op.common(HELPER).next(count);
  }

  /** For P_2: the sum of what P_0 and P_1 {@link #draw}; uniform, and unknown to each of them. */
  static long[] sumOfDraws(PartyScope op, int count) {
    long[] sum = op.common(0).next(count);
    op.common(1).addTo(sum, 0, count);
    return sum;
  }

  /** For P_2: shares a value over Z_L. */
  static void deal(PartyScope op, long[] value) {
    long[] rest = op.common(0).next(value.length);
    RingKernels.get().sub(value, rest, rest);
    op.send(1, rest);
  }

  /** For P_2: shares a value over Z_{L−1}. */
  static void dealOdd(PartyScope op, long[] value) {
    long[] rest = op.common(0).next(value.length);
    for (int i = 0; i < rest.length; i++) {
      rest[i] = OddRing.add(value[i], OddRing.negate(rest[i]));
    }
    op.send(1, rest);
  }

  /** For P_j: its share of what P_2 deals. */
  static long[] dealt(PartyScope op, int count) {
    return op.self() == 0 ? draw(op, count) : op.receive(HELPER, count);
  }

  /** For P_j: the stream in common with the other one of P_0 and P_1. */
  static Prg.Stream common(PartyScope op) {
    return op.common(1 - op.self());
  }

  /** For P_j: u_j with u_0 + u_1 = 0 added; uniform towards P_2 and the client. */
  static RingTensor refreshed(PartyScope op, RingTensor x) {
    RingTensor u = RingTensor.of(x.shape(), common(op).next(x.shape().size()));
    return op.self() == 0 ? x.add(u) : x.sub(u);
  }

  /** For P_j: the sum of both parties' words, after one round. */
  static long[] open(PartyScope op, long[] mine) {
    int other = 1 - op.self();
    op.send(other, mine);
    long[] theirs = op.receive(other, mine.length);
    long[] sum = new long[mine.length];
    RingKernels.get().add(mine, theirs, sum);
    return sum;
  }
}
