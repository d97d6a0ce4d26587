package io.parley.protocols.replicated;

import io.parley.crypto.Prg;
import io.parley.crypto.RingKernels;
import io.parley.protocols.spi.PartyScope;

/**
 * How words become components within one op. Each way gives fresh components: to each party, those that it does not hold
 * are uniform.
 */
final class ReplicatedScope {
  /** The party that deals to the two others. */
  static final int DEALER = 0;

  private final PartyScope op;

  ReplicatedScope(PartyScope op) {
    this.op = op;
  }

  int self() {
    return op.self();
  }

  private int previous() {
    return (op.self() + 2) % 3;
  }

  private int following() {
    return (op.self() + 1) % 3;
  }

  // Among all three

  /** F(k_{i−1,i}): what {@link #addFresh}, after it is subtracted, makes a share of zero. */
  long[] subtrahend(int count) {
    return op.common(previous()).next(count);
  }

  /** Adds F(k_{i,i+1}). */
  void addFresh(long[] words) {
    op.common(following()).addTo(words, 0, words.length);
  }

  /** A share of zero over bits: F(k_{i,i+1}) ⊕ F(k_{i−1,i}). */
  long[] zeroBits(int count) {
    long[] zero = op.common(following()).next(count);
    op.common(previous()).xorInto(zero, 0, count);
    return zero;
  }

  /** z_i, which includes a share of zero, becomes component i: 1 round, every word once. */
  Components circulate(long[] z) {
    op.send(previous(), z);
    return new Components(z, op.receive(following(), z.length));
  }

  // Where party 0 deals

  boolean deals() {
    return op.self() == DEALER;
  }

  /** Which of parties 1 and 2 adds what is known to both. */
  boolean addsCommonTerms() {
    return op.self() == 1;
  }

  /** Of two components, the one that parties 1 and 2 have in common. */
  <T> T common(T own, T next) {
    return op.self() == 1 ? next : own;
  }

  /** The stream that gives one evaluator its shares of what the other is sent. */
  private Prg.Stream stream(int to) {
    return op.common(3 - to);
  }

  /** For party 0: the share of dealt numbers of the evaluator that is not sent any; {@link #send} the difference. */
  long[] streamed(int to, int count) {
    return stream(to).next(count);
  }

  void send(int to, long[] words) {
    op.send(to, words);
  }

  /** For party 0: deals bits; the words are handed over. */
  void dealBits(int to, long[] bits) {
    stream(to).xorInto(bits, 0, bits.length);
    op.send(to, bits);
  }

  /** For parties 1 and 2: this one's share of words that are dealt by a message to one of them. */
  long[] dealt(int to, int count) {
    return op.self() == to ? op.receive(DEALER, count) : op.common(DEALER).next(count);
  }

  /** For parties 1 and 2: sends the other what it has, and gets the sum. The words are handed over. */
  long[] exchanged(long[] mine) {
    long[] sum = new long[mine.length];
    RingKernels.get().add(mine, theirs(mine), sum);
    return sum;
  }

  private long[] theirs(long[] mine) {
    int other = 3 - op.self();
    op.send(other, mine);
    return op.receive(other, mine.length);
  }

  /**
   * For parties 1 and 2: v = v_1 + v_2 becomes components y. y_1 is fresh from parties 0 and 1, y_0 from parties 0 and 2;
   * parties 1 and 2 exchange v_1 − y_1 and v_2 − y_0, whose sum is y_2. 1 round, every word once. v is handed over.
   */
  Components reshare(long[] v) {
    long[] fresh = op.common(DEALER).next(v.length);
    RingKernels.get().sub(v, fresh, v);
    return components(fresh, exchanged(v));
  }

  /** As {@link #reshare}, over bits. */
  Components reshareBits(long[] v) {
    long[] fresh = op.common(DEALER).next(v.length);
    RingKernels.get().xor(v, fresh, v);
    long[] last = new long[v.length];
    RingKernels.get().xor(v, theirs(v), last);
    return components(fresh, last);
  }

  private Components components(long[] fresh, long[] last) {
    return op.self() == 1 ? new Components(fresh, last) : new Components(last, fresh);
  }

  /** For party 0: its components of what the others reshare. */
  Components reshared(int count) {
    return new Components(op.common(2).next(count), op.common(1).next(count));
  }
}
