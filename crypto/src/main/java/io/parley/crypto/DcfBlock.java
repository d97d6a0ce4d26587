package io.parley.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where a run of at most {@link Dcf#BLOCK} elements is worked on, level by level. A node's seed s = (lo, hi) is held as
 * u = σ(s) = (lo ⊕ hi, lo), since the hash is π(u) ⊕ u; its control bit is the top bit of lo. A party holds one node for
 * each element, the dealer both parties' nodes on the way to α, party 1's behind party 0's.
 */
final class DcfBlock {
  private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** How many elements the run has. */
  final int count;
  /** u, two little-endian words for each node. */
  final byte[] states;
  /** π(u). */
  final byte[] images;
  /** The input or threshold of each element, twice, its highest bit on top. */
  final long[] paths;
  /** A party's sums of control bits: that of element i is bit 2(i mod 4) + 1 of byte i / 4. */
  final byte[] sums;

  DcfBlock(int count, int nodesPerElement) {
    this.count = count;
    states = new byte[FixedKeyAes.BLOCK_BYTES * nodesPerElement * count];
    images = new byte[states.length];
    paths = new long[2 * count];
    sums = new byte[(count + 3) / 4];
  }

  /** Starts a run for the words from {@code from} on, of which the lowest {@code bits} bits count. */
  void paths(long[] words, int from, int bits) {
    for (int i = 0; i < count; i++) {
      paths[2 * i] = words[from + i] << (64 - bits);
      paths[2 * i + 1] = paths[2 * i];
    }
    Arrays.fill(sums, (byte) 0);
  }

  /** Puts party {@code party}'s roots of the elements from {@code from} on at the nodes from {@code node} on. */
  void roots(int party, long[] roots, int from, int node) {
    long control = (long) party << 63;
    for (int i = 0; i < count; i++) {
      long lo = (roots[2 * (from + i)] & Long.MAX_VALUE) | control;
      state(2 * (node + i), lo ^ roots[2 * (from + i) + 1]);
      state(2 * (node + i) + 1, lo);
    }
  }

  /** Word {@code index} of u. */
  long state(int index) {
    return (long) WORD.get(states, 8 * index);
  }

  void state(int index, long word) {
    WORD.set(states, 8 * index, word);
  }

  /** Word {@code index} of the hashes H(s) = π(u) ⊕ u. */
  long hash(int index) {
    return (long) WORD.get(images, 8 * index) ^ state(index);
  }

  /** All ones where the node's control bit is set. */
  long control(int node) {
    return state(2 * node + 1) >> 63;
  }

  long sum(int element) {
    return ((long) sums[element >> 2] >>> sumBit(element)) & 1;
  }

  void addToSum(int element, long bit) {
    sums[element >> 2] ^= (byte) (bit << sumBit(element));
  }

  private static int sumBit(int element) {
    return 2 * (element & 3) + 1;
  }
}
