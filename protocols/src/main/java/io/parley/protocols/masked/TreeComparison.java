package io.parley.protocols.masked;

import io.parley.crypto.BitPlanes;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingKernels;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.PartyScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sign of x = Δ − λ in Z_2^w: Δ_{w−1} ⊕ λ_{w−1} ⊕ (Δ < λ, of the bits below), by {@link BlockTree}; then opened under a
 * mask of its own. Large tensors go in groups: while one group's message is on its way, the next group is worked on.
 */
final class TreeComparison implements Comparing {
  /** A multiple of 64. */
  static final int GROUP = 1 << 16;

  private static final RawAccess RAW = RawAccess.grant();

  @Override
  public PartyBits signs(PartyScope op, PartyNumber x) {
    long[] delta = x.delta().words(RAW);
    BlockTree tree = BlockTree.of(x.width() - 1, delta.length);
    List<BlockTree.Level> levels = tree.levels();
    List<Part> groups = new ArrayList<>();
    for (int from = 0; from == 0 || from < delta.length; from += GROUP) {
      groups.add(new Part(op, tree, Arrays.copyOfRange(delta, from, Math.min(delta.length, from + GROUP)),
          x.width()));
      groups.getLast().send(0);
    }
    for (int level = 0; level < levels.size(); level++) {
      for (Part group : groups) {
        group.combine(levels.get(level));
        group.send(level + 1);
      }
    }
    long[] opened = new long[BitTensor.wordCount(delta.length)];
    long[] lambda = new long[opened.length];
    for (int g = 0; g < groups.size(); g++) {
      Part group = groups.get(g);
      System.arraycopy(group.receive(), 0, opened, g * (GROUP / 64), group.w);
      System.arraycopy(group.masks, 0, lambda, g * (GROUP / 64), group.w);
    }
    return new PartyBits(BitTensor.of(x.shape(), opened), BitTensor.of(x.shape(), lambda));
  }

  @Override
  public void deal(DealerScope op, DealerNumber x) {
    long[] lambda = x.lambda().words(RAW);
    BlockTree tree = BlockTree.of(x.width() - 1, lambda.length);
    List<Integer> groups = new ArrayList<>();
    for (int from = 0; from == 0 || from < lambda.length; from += GROUP) {
      long[] group = Arrays.copyOfRange(lambda, from, Math.min(lambda.length, from + GROUP));
      int w = BitTensor.wordCount(group.length);
      groups.add(w);
      long[] r = BitPlanes.slice(group);
      op.deal(Arrays.copyOfRange(r, (x.width() - 1) * w, x.width() * w), Group.BITS);
      op.deal(tree.products(r, w), Group.BITS);
      if (!tree.levels().isEmpty()) {
        gates(op, tree.levels().getFirst(), w);
      }
    }
    for (BlockTree.Level level : tree.levels().stream().skip(1).toList()) {
      groups.forEach(w -> gates(op, level, w));
    }
  }

  private static void gates(DealerScope op, BlockTree.Level level, int w) {
    long[] masks = op.random(level.openedPlanes() * w, Group.BITS);
    op.deal(BlockTree.maskProducts(level, masks, w), Group.BITS);
  }

  /** A round for each level of the tree, and one of 1 plane. */
  @Override
  public void cost(CostScope op, int width, int size) {
    long w = BitTensor.wordCount(size);
    BlockTree tree = BlockTree.of(width - 1, size);
    op.deal((1L + tree.leafPlanes()) * w);
    for (BlockTree.Level level : tree.levels()) {
      op.deal(level.dealtPlanes() * w);
      op.exchange(level.openedPlanes() * w);
    }
    op.exchange(w);
  }

  /** A party's part in one group. */
  private static final class Part {
    private final PartyScope op;
    private final BlockTree tree;
    private final long one;
    private final int w;
    private final long[] lt;
    private final long[] eq;
    /** This party's share of what is added to lt in the end. */
    private final long[] top;
    private long[] masks = new long[0];
    private long[] products = new long[0];
    private long[] mine = new long[0];

    Part(PartyScope op, BlockTree tree, long[] delta, int width) {
      this.op = op;
      this.tree = tree;
      one = op.self() == 0 ? -1 : 0;
      w = BitTensor.wordCount(delta.length);
      lt = new long[tree.leaves() * w];
      eq = new long[tree.leaves() * w];
      long[] c = BitPlanes.slice(delta);
      top = op.dealt(w);
      tree.leaves(c, op.dealt(tree.leafPlanes() * w), 0, one, w, lt, eq);
      for (int k = 0; k < w; k++) {
        top[k] ^= c[(width - 1) * w + k] & one;
      }
    }

    /** What a level opens; after the last, the sign. */
    private void send(int level) {
      if (level < tree.levels().size()) {
        BlockTree.Level gates = tree.levels().get(level);
        masks = op.random(gates.openedPlanes() * w);
        products = op.dealt(gates.dealtPlanes() * w);
        mine = BlockTree.masked(gates, lt, eq, masks, 0, w);
      } else {
        masks = op.random(w);
        mine = new long[w];
        for (int k = 0; k < w; k++) {
          mine[k] = lt[k] ^ top[k] ^ masks[k];
        }
      }
      op.sendToOthers(mine);
    }

    private long[] receive() {
      long[] sum = mine.clone();
      for (long[] theirs : op.receiveFromOthers(sum.length)) {
        RingKernels.get().xor(sum, theirs, sum);
      }
      return sum;
    }

    private void combine(BlockTree.Level level) {
      BlockTree.combine(level, lt, eq, receive(), new BlockTree.Dealt(masks, 0, products, 0), one, w);
    }
  }
}
