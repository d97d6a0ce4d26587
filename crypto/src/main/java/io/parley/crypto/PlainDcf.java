package io.parley.crypto;

/** The steps in plain loops, one element after the other. */
final class PlainDcf implements DcfSteps {
  static final PlainDcf INSTANCE = new PlainDcf();

  private PlainDcf() {}

  @Override
  public void descend(DcfBlock block, int level, long[] corrections, int at) {
    descend(block, level, corrections, at, 0);
  }

  @Override
  public void extend(DcfBlock block, int level, long[] corrections, int at) {
    extend(block, level, corrections, at, 0);
  }

  /** For the elements from {@code from} on. */
  static void descend(DcfBlock block, int level, long[] corrections, int at, int from) {
    for (int i = from; i < block.count; i++) {
      int k = 2 * i;
      long u0 = block.state(k);
      long u1 = block.state(k + 1);
      long t = block.control(i);
      long x = block.paths[k] << level >> 63;
      long lo = block.hash(k) ^ (corrections[at + k] & t);
      long hi = block.hash(k + 1) ^ (corrections[at + k + 1] & t);
      long child = lo ^ (u1 & x);
      block.state(k, lo ^ hi ^ (u0 & x));
      block.state(k + 1, child);
      block.addToSum(i, ((u1 ^ child) & ~x) >>> 63);
    }
  }

  /** For the elements from {@code from} on. */
  static void extend(DcfBlock block, int level, long[] corrections, int at, int from) {
    for (int i = from; i < block.count; i++) {
      int k = 2 * i;
      int k1 = k + 2 * block.count;
      long u0 = block.state(k);
      long u1 = block.state(k + 1);
      long d0 = u0 ^ block.state(k1);
      long d1 = u1 ^ block.state(k1 + 1);
      long t = block.control(i);
      long x = block.paths[k] << level >> 63;
      long cLo = block.hash(k) ^ block.hash(k1) ^ (d1 & ~x);
      long cHi = block.hash(k + 1) ^ block.hash(k1 + 1) ^ ((d0 ^ d1) & ~x);
      long lo = block.hash(k) ^ (cLo & t);
      long hi = block.hash(k + 1) ^ (cHi & t);
      corrections[at + k] = cLo;
      corrections[at + k + 1] = cHi;
      block.state(k, lo ^ hi ^ (u0 & x));
      block.state(k + 1, lo ^ (u1 & x));
      block.state(k1, lo ^ hi ^ (u0 & x) ^ d0);
      block.state(k1 + 1, lo ^ (u1 & x) ^ d1);
    }
  }
}
