package io.parley.protocols.masked;

import io.parley.crypto.BitPlanes;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingKernels;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.spi.PartyScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sign of x = Δ − λ in Z_2^w: Δ_{w−1} ⊕ λ_{w−1} ⊕ (Δ < λ, of the bits below), by {@link BlockTree}; then opened under a
 * mask of its own. Large tensors go in groups: while one group's message is on its way, the next group is worked on.
 */
final class Comparison {
  /** A multiple of 64. */
  static final int GROUP = 1 << 16;

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

  private Comparison(PartyScope op, BlockTree tree, long[] delta, int width) {
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

  static PartyBits signs(PartyScope op, PartyNumber x) {
    long[] delta = x.delta().words(RawAccess.grant());
    BlockTree tree = BlockTree.of(x.width() - 1, delta.length);
    List<BlockTree.Level> levels = tree.levels();
    List<Comparison> groups = new ArrayList<>();
    for (int from = 0; from == 0 || from < delta.length; from += GROUP) {
      groups.add(new Comparison(op, tree, Arrays.copyOfRange(delta, from, Math.min(delta.length, from + GROUP)),
          x.width()));
      groups.getLast().send(0);
    }
    for (int level = 0; level < levels.size(); level++) {
      for (Comparison group : groups) {
        group.combine(levels.get(level));
        group.send(level + 1);
      }
    }
    long[] opened = new long[BitTensor.wordCount(delta.length)];
    long[] lambda = new long[opened.length];
    for (int g = 0; g < groups.size(); g++) {
      Comparison group = groups.get(g);
      System.arraycopy(group.receive(), 0, opened, g * (GROUP / 64), group.w);
      System.arraycopy(group.masks, 0, lambda, g * (GROUP / 64), group.w);
    }
    return new PartyBits(BitTensor.of(x.shape(), opened), BitTensor.of(x.shape(), lambda));
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
