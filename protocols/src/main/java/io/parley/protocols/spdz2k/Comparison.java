package io.parley.protocols.spdz2k;

import io.parley.crypto.BitPlanes;
import io.parley.protocols.circuit.LessThanTree;
import io.parley.protocols.spi.PartyScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sign of x = c − r for public c and ⟦bits of r⟧, as {@link LessThanTree} has it, on authenticated bits. An
 * authenticated bit takes a word, so elements go through in blocks that fit the cache, and blocks in groups, so that no
 * more than a group's tape is in memory. What is dealt for a group stands block by block.
 */
final class Comparison {
  static final int BLOCK = 512;
  static final int GROUP = 128 * BLOCK;
  /** From so many opened bits on, a group is checked at once instead of being remembered. */
  static final int CHECKED_AT_ONCE = 1 << 20;

  private final PartyScope op;
  private final MacCheck check;
  private final int size;
  private final List<Block> blocks = new ArrayList<>();
  private final List<MacCheck.Bits> opened = new ArrayList<>();

  private Comparison(PartyScope op, MacCheck check, int size) {
    this.op = op;
    this.check = check;
    this.size = size;
  }

  /** One plane of signs. */
  static AuthenticatedBits signs(PartyScope op, MacCheck check, long[] c) {
    List<AuthenticatedBits> signs = new ArrayList<>();
    int number = 0;
    for (int from = 0; from < c.length; from += GROUP) {
      long[] part = Arrays.copyOfRange(c, from, Math.min(c.length, from + GROUP));
      Comparison group = new Comparison(op, check, part.length);
      signs.addAll(group.signsOf(part, number));
      number += group.opened.size();
    }
    return AuthenticatedBits.joined(c.length, signs);
  }

  /** Bits that are opened for each element, over all levels. */
  static int openedPlanes() {
    int planes = 0;
    for (int nodes = LessThanTree.LEAVES / 2; nodes >= 1; nodes /= 2) {
      planes += LessThanTree.openedPlanes(nodes);
    }
    return planes;
  }

  private List<AuthenticatedBits> signsOf(long[] c, int firstNumber) {
    AuthenticatedBits r = AuthenticatedBits.dealt(op, size, 64);
    AuthenticatedBits q = AuthenticatedBits.dealt(op, size, LessThanTree.PAIRS);
    for (int from = 0; from < size; from += BLOCK) {
      blocks.add(new Block(from, Arrays.copyOfRange(c, from, Math.min(size, from + BLOCK)), r, q));
    }
    int number = firstNumber;
    for (int nodes = LessThanTree.LEAVES / 2; nodes >= 1; nodes /= 2) {
      AuthenticatedBits masks = AuthenticatedBits.random(op, size, LessThanTree.openedPlanes(nodes));
      AuthenticatedBits products = AuthenticatedBits.dealt(op, size, LessThanTree.dealtPlanes(nodes));
      level(nodes, masks, products, number);
      number += blocks.size();
    }
    if ((long) size * openedPlanes() >= CHECKED_AT_ONCE) {
      check.run(op, List.of(), opened);
    } else {
      check.remember(opened);
    }
    return blocks.stream().map(Block::sign).toList();
  }

  /** All blocks' masked bits go in one message. */
  private void level(int nodes, AuthenticatedBits masks, AuthenticatedBits products, int number) {
    int planes = LessThanTree.openedPlanes(nodes);
    long[] mine = new long[planes * AuthenticatedBits.words(size)];
    List<long[]> macs = new ArrayList<>();
    for (Block block : blocks) {
      long[] masked = LessThanTree.masked(block.g, block.p, block.bits(masks, planes), nodes, block.w);
      System.arraycopy(masked, 0, mine, planes * block.firstWord(), masked.length);
      macs.add(block.tree.masked(block.gMacs, block.pMacs, masks.macs(), planes * block.from, nodes));
    }
    long[] sum = op.openBits(mine);
    for (int b = 0; b < blocks.size(); b++) {
      Block block = blocks.get(b);
      long[] bits = block.cut(sum, planes);
      opened.add(new MacCheck.Bits(op.id(), number + b,
          new AuthenticatedBits(block.n, block.cut(mine, planes), macs.get(b)), bits));
      block.combine(nodes, bits, masks, products);
    }
  }

  private final class Block {
    private final int from;
    private final int n;
    private final int w;
    private final MacTree tree;
    private final long[] topPlane;
    private final long[] g;
    private final long[] p;
    private final long[] gMacs;
    private final long[] pMacs;
    private final AuthenticatedBits top;

    Block(int from, long[] opened, AuthenticatedBits r, AuthenticatedBits q) {
      this.from = from;
      n = opened.length;
      w = AuthenticatedBits.words(n);
      tree = new MacTree(n, check.keys().delta());
      g = new long[LessThanTree.LEAVES * w];
      p = new long[LessThanTree.LEAVES * w];
      gMacs = new long[LessThanTree.LEAVES * n];
      pMacs = new long[LessThanTree.LEAVES * n];
      long[] c = BitPlanes.slice(opened);
      topPlane = Arrays.copyOfRange(c, 63 * w, 64 * w);
      long[] rBits = bits(r, 64);
      LessThanTree.leaves(c, rBits, bits(q, LessThanTree.PAIRS), isFirst() ? -1 : 0, w, g, p);
      for (int k = 0; k < c.length; k++) {
        c[k] = ~c[k];
      }
      tree.leaves(c, r.macs(), 64 * from, q.macs(), LessThanTree.PAIRS * from, gMacs, pMacs);
      int topMacs = 64 * from + 63 * n;
      top = new AuthenticatedBits(n, Arrays.copyOfRange(rBits, 63 * w, 64 * w),
          Arrays.copyOfRange(r.macs(), topMacs, topMacs + n));
    }

    private boolean isFirst() {
      return op.self() == 0;
    }

    /** All blocks before this one are whole. */
    int firstWord() {
      return from / 64;
    }

    /** This block's words of so many planes of the group. */
    long[] cut(long[] words, int planes) {
      return Arrays.copyOfRange(words, planes * firstWord(), planes * (firstWord() + w));
    }

    long[] bits(AuthenticatedBits of, int planes) {
      return cut(of.bits(), planes);
    }

    void combine(int nodes, long[] bits, AuthenticatedBits masks, AuthenticatedBits products) {
      int planes = LessThanTree.openedPlanes(nodes);
      int dealt = LessThanTree.dealtPlanes(nodes);
      LessThanTree.combine(g, p, bits, bits(masks, planes), bits(products, dealt), nodes, w);
      tree.combine(gMacs, pMacs, bits, masks.macs(), planes * from, products.macs(), dealt * from, nodes);
    }

    AuthenticatedBits sign() {
      return new AuthenticatedBits(n, Arrays.copyOf(g, w), Arrays.copyOf(gMacs, n)).xor(top)
          .xorPublic(topPlane, isFirst(), check.keys().delta());
    }
  }
}
