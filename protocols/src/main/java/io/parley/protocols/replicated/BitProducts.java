package io.parley.protocols.replicated;

/**
 * Products of a bit b = m ⊕ β and a number x = c + X, where party 0 has β and X, and parties 1 and 2 have m and c. What
 * party 0 deals is all that such a product is linear in.
 */
final class BitProducts {
  private final ReplicatedScope scope;

  BitProducts(ReplicatedScope scope) {
    this.scope = scope;
  }

  /** All ones if bit i is 1, else zero. */
  private static long mask(long[] bits, int i) {
    return -((bits[i >> 6] >>> i) & 1);
  }

  /** b = m + (1 − 2m)·β, party 0's side: it deals β. 2 rounds, 8 bytes from every party. */
  Components dealBit(long[] beta, int n) {
    long[] bits = scope.streamed(2, n);
    for (int i = 0; i < n; i++) {
      bits[i] = -mask(beta, i) - bits[i];
    }
    scope.send(2, bits);
    return scope.reshared(n);
  }

  /** The side of parties 1 and 2. */
  Components evaluateBit(long[] m, int n) {
    long[] beta = scope.dealt(2, n);
    long one = scope.addsCommonTerms() ? 1 : 0;
    long[] v = new long[n];
    for (int i = 0; i < n; i++) {
      long flip = mask(m, i);
      v[i] = ((beta[i] ^ flip) - flip) + (one & flip);
    }
    return scope.reshare(v);
  }

  /**
   * b·x = m·(c + X) + (1 − 2m)·(c·β + βX), party 0's side: it deals X, β and βX. 2 rounds, 24 bytes from party 0, 8 from
   * the others.
   *
   * @param held X
   */
  Components dealProduct(long[] beta, long[] held) {
    int n = held.length;
    long[] numbers = scope.streamed(1, n);
    for (int i = 0; i < n; i++) {
      numbers[i] = held[i] - numbers[i];
    }
    scope.send(1, numbers);
    long[] bits = scope.streamed(2, n);
    long[] products = scope.streamed(2, n);
    for (int i = 0; i < n; i++) {
      long bit = mask(beta, i);
      bits[i] = -bit - bits[i];
      products[i] = (held[i] & bit) - products[i];
    }
    scope.send(2, bits);
    scope.send(2, products);
    return scope.reshared(n);
  }

  /** The side of parties 1 and 2. */
  Components evaluateProduct(long[] m, long[] c) {
    int n = c.length;
    long[] numbers = scope.dealt(1, n);
    long[] beta = scope.dealt(2, n);
    long[] products = scope.dealt(2, n);
    long one = scope.addsCommonTerms() ? -1 : 0;
    long[] v = new long[n];
    for (int i = 0; i < n; i++) {
      long flip = mask(m, i);
      long product = c[i] * beta[i] + products[i];
      v[i] = ((product ^ flip) - flip) + (((c[i] & one) + numbers[i]) & flip);
    }
    return scope.reshare(v);
  }
}
