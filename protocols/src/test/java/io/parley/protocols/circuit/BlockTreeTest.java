package io.parley.protocols.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.BitPlanes;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RingKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTreeTest {
  private static final int DEEP = BlockTree.SHALLOW_ELEMENTS + 77;

  private final Random random = new Random(11);

  /** All parties' shares of some planes. */
  private List<long[]> split(long[] secret, int parties) {
    List<long[]> shares = new ArrayList<>();
    long[] rest = secret.clone();
    for (int p = 1; p < parties; p++) {
      long[] share = random.longs(secret.length).toArray();
      RingKernels.get().xor(rest, share, rest);
      shares.add(share);
    }
    shares.add(rest);
    return shares;
  }

  private static long[] sum(List<long[]> shares) {
    long[] sum = new long[shares.getFirst().length];
    shares.forEach(share -> RingKernels.get().xor(sum, share, sum));
    return sum;
  }

  private boolean[] less(BlockTree tree, long[] c, long[] r, int parties) {
    int w = BitTensor.wordCount(c.length);
    long[] cPlanes = BitPlanes.slice(c);
    List<long[]> products = split(tree.products(BitPlanes.slice(r), w), parties);
    List<long[]> lt = new ArrayList<>();
    List<long[]> eq = new ArrayList<>();
    for (int p = 0; p < parties; p++) {
      lt.add(new long[tree.leaves() * w]);
      eq.add(new long[tree.leaves() * w]);
      tree.leaves(cPlanes, products.get(p), 0, p == 0 ? -1 : 0, w, lt.get(p), eq.get(p));
    }
    for (BlockTree.Level level : tree.levels()) {
      long[] masks = random.longs((long) level.openedPlanes() * w).toArray();
      List<long[]> maskShares = split(masks, parties);
      List<long[]> maskProducts = split(BlockTree.maskProducts(level, masks, w), parties);
      List<long[]> opened = new ArrayList<>();
      for (int p = 0; p < parties; p++) {
        opened.add(BlockTree.masked(level, lt.get(p), eq.get(p), maskShares.get(p), 0, w));
      }
      for (int p = 0; p < parties; p++) {
        BlockTree.combine(level, lt.get(p), eq.get(p), sum(opened),
            new BlockTree.Dealt(maskShares.get(p), 0, maskProducts.get(p), 0), p == 0 ? -1 : 0, w);
      }
    }
    long[] result = sum(lt);
    boolean[] less = new boolean[c.length];
    for (int i = 0; i < less.length; i++) {
      less[i] = (result[i >> 6] >>> i & 1) == 1;
    }
    return less;
  }

  private static boolean[] expected(long[] c, long[] r, int bits) {
    long mask = -1L >>> (64 - bits);
    boolean[] less = new boolean[c.length];
    for (int i = 0; i < less.length; i++) {
      less[i] = Long.compareUnsigned(c[i] & mask, r[i] & mask) < 0;
    }
    return less;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void allPairsOfFewBits_areComparedRight(int bits) {
    int values = 1 << bits;
    long[] c = new long[values * values];
    long[] r = new long[values * values];
    Arrays.setAll(c, i -> i / values);
    Arrays.setAll(r, i -> i % values);

    assertThat(less(BlockTree.of(bits, c.length), c, r, 2)).isEqualTo(expected(c, r, bits));
  }

  @ParameterizedTest
  @CsvSource({"9,1", "20,63", "33,65", "47,64", "48,1000", "62,129", "63,300", "64,70", "17,0"})
  void smallTensors_takeOneLevel(int bits, int n) {
    assertThat(BlockTree.of(bits, n).levels()).hasSizeLessThanOrEqualTo(1);
    check(BlockTree.of(bits, n), bits, n, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 20, 47, 63, 64})
  void binaryTrees_compareRight(int bits) {
    check(BlockTree.binary(bits), bits, 777, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 9, 17, 23, 36, 47, 48, 55, 63, 64})
  void largeTensors_takeTwoLevelsAtMost(int bits) {
    assertThat(BlockTree.of(bits, DEEP).levels()).hasSizeLessThanOrEqualTo(2);
    check(BlockTree.of(bits, DEEP), bits, DEEP, 2);
  }

  private void check(BlockTree tree, int bits, int n, int parties) {
    long[] c = random.longs(n).toArray();
    long[] r = random.longs(n).toArray();
    for (int i = 0; i < n; i++) {
      // Equal but for some low bits, as random pairs never are.
      r[i] = i % 3 == 0 ? c[i] : i % 3 == 1 ? c[i] ^ (1L << random.nextInt(bits)) : r[i];
    }
    assertThat(less(tree, c, r, parties)).isEqualTo(expected(c, r, bits));
  }
}
