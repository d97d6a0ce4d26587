package io.parley.protocols.replicated.malicious;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RingKernels;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Payloads;
import java.util.Arrays;

/**
 * Party i's share of words of bits; in circuits, planes of w words, each one bit of all elements.
 *
 * @param own component i
 * @param next component i + 1
 */
record Planes(long[] own, long[] next) {
  static Planes zeros(int words) {
    return new Planes(new long[words], new long[words]);
  }

  int words() {
    return own.length;
  }

  PartyBits bits(Shape shape) {
    return new PartyBits(BitTensor.of(shape, own), BitTensor.of(shape, next));
  }

  Planes xor(Planes y) {
    return new Planes(xor(own, y.own), xor(next, y.next));
  }

  static long[] xor(long[] x, long[] y) {
    long[] out = new long[x.length];
    RingKernels.get().xor(x, y, out);
    return out;
  }

  Planes range(int from, int words) {
    return new Planes(Arrays.copyOfRange(own, from, from + words), Arrays.copyOfRange(next, from, from + words));
  }

  Planes then(Planes y) {
    return new Planes(Payloads.concat(own, y.own), Payloads.concat(next, y.next));
  }

  /** Some planes of w words, in the given order. */
  Planes select(int w, int... planes) {
    Planes out = zeros(planes.length * w);
    for (int i = 0; i < planes.length; i++) {
      System.arraycopy(own, planes[i] * w, out.own, i * w, w);
      System.arraycopy(next, planes[i] * w, out.next, i * w, w);
    }
    return out;
  }

  /** Word order[i] as word i; the order is public. */
  Planes gather(int[] order) {
    Planes out = zeros(order.length);
    for (int i = 0; i < order.length; i++) {
      out.own[i] = own[order[i]];
      out.next[i] = next[order[i]];
    }
    return out;
  }

  @Override
  public String toString() {
    return "Planes[" + own.length + "]";
  }
}
