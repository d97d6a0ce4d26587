package io.parley.protocols.spdz2k;

import io.parley.crypto.BitPlanes;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.spi.PartyScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sign of x = c − r mod 2^width for public c and ⟦bits of r⟧, by {@link BlockTree} on authenticated bits: once on the
 * shares, and once on the MAC shares, where a plane has a word for each element and public bits are masks. An
 * authenticated bit takes a word, so elements go through in blocks that fit the cache; the leaves' tape, most of all,
 * comes in pieces that are used up as they come; and rounds are made group by group, so that no more than a group's
 * masks are in memory. What is dealt for a piece or a group stands block by block.
 */
final class Comparison {
  static final int BLOCK = 512;
  static final int PIECE = 16 * BLOCK;
  static final int GROUP = 256 * BLOCK;
  /** From so many opened bits on, a group is checked at once instead of being remembered. */
  private static final int CHECKED_AT_ONCE = 1 << 20;

  private final PartyScope op;
  private final MacCheck check;
  private final BlockTree tree;
  private final int width;
  private final int size;
  private final List<Block> blocks = new ArrayList<>();
  private final List<MacCheck.Bits> opened = new ArrayList<>();

  private Comparison(PartyScope op, MacCheck check, int width, int size) {
    this.op = op;
    this.check = check;
    this.tree = BlockTree.binary(width - 1);
    this.width = width;
    this.size = size;
  }

  /** One plane of signs. */
  static AuthenticatedBits signs(PartyScope op, MacCheck check, long[] c, int width) {
    List<AuthenticatedBits> signs = new ArrayList<>();
    int number = 0;
    for (int from = 0; from < c.length; from += GROUP) {
      long[] part = Arrays.copyOfRange(c, from, Math.min(c.length, from + GROUP));
      Comparison group = new Comparison(op, check, width, part.length);
      signs.addAll(group.signsOf(part, number));
      number += group.opened.size();
    }
    return AuthenticatedBits.joined(c.length, signs);
  }

  static boolean isCheckedAtOnce(int size, BlockTree tree) {
    return (long) size * tree.openedPlanes() >= CHECKED_AT_ONCE;
  }

  private List<AuthenticatedBits> signsOf(long[] c, int firstNumber) {
    for (int piece = 0; piece < size; piece += PIECE) {
      int end = Math.min(size, piece + PIECE);
      AuthenticatedBits products = AuthenticatedBits.dealt(op, end - piece, tree.leafPlanes());
      for (int from = piece; from < end; from += BLOCK) {
        blocks.add(new Block(from, Arrays.copyOfRange(c, from, Math.min(end, from + BLOCK)), products, from - piece));
      }
    }
    AuthenticatedBits tops = AuthenticatedBits.dealt(op, size, 1);
    int number = firstNumber;
    for (BlockTree.Level level : tree.levels()) {
      AuthenticatedBits masks = AuthenticatedBits.random(op, size, level.openedPlanes());
      AuthenticatedBits maskProducts = AuthenticatedBits.dealt(op, size, level.dealtPlanes());
      run(level, masks, maskProducts, number);
      number += blocks.size();
    }
    if (isCheckedAtOnce(size, tree)) {
      check.run(op, List.of(), opened);
    } else {
      check.remember(opened);
    }
    return blocks.stream().map(b -> b.sign(tops)).toList();
  }

  /** All blocks' masked bits go in one message. */
  private void run(BlockTree.Level level, AuthenticatedBits masks, AuthenticatedBits products, int number) {
    int planes = level.openedPlanes();
    long[] mine = new long[planes * AuthenticatedBits.words(size)];
    List<long[]> macs = new ArrayList<>();
    for (Block block : blocks) {
      long[] masked = BlockTree.masked(level, block.lt, block.eq, masks.bits(), planes * block.firstWord(), block.w);
      System.arraycopy(masked, 0, mine, planes * block.firstWord(), masked.length);
      macs.add(BlockTree.masked(level, block.ltMacs, block.eqMacs, masks.macs(), planes * block.from, block.n));
    }
    long[] sum = op.openBits(mine);
    for (int b = 0; b < blocks.size(); b++) {
      Block block = blocks.get(b);
      long[] bits = block.cut(sum, planes);
      opened.add(new MacCheck.Bits(op.id(), number + b,
          new AuthenticatedBits(block.n, block.cut(mine, planes), macs.get(b)), bits));
      block.combine(level, bits, masks, products);
    }
  }

  private final class Block {
    private final int from;
    private final int n;
    private final int w;
    private final long[] lt;
    private final long[] eq;
    private final long[] ltMacs;
    private final long[] eqMacs;
    private final long[] topPlane;

    /** @param at where the block stands in its piece */
    Block(int from, long[] opened, AuthenticatedBits products, int at) {
      this.from = from;
      n = opened.length;
      w = AuthenticatedBits.words(n);
      lt = new long[tree.leaves() * w];
      eq = new long[tree.leaves() * w];
      ltMacs = new long[tree.leaves() * n];
      eqMacs = new long[tree.leaves() * n];
      long[] c = BitPlanes.slice(opened);
      topPlane = Arrays.copyOfRange(c, (width - 1) * w, width * w);
      int planes = tree.leafPlanes();
      tree.leaves(c, products.bits(), planes * (at / 64), one(), w, lt, eq);
      tree.leaves(Masks.of(c, n, width - 1), products.macs(), planes * at, check.keys().delta(), n, ltMacs, eqMacs);
    }

    private boolean isFirst() {
      return op.self() == 0;
    }

    private long one() {
      return isFirst() ? -1 : 0;
    }

    /** All blocks before this one are whole. */
    int firstWord() {
      return from / 64;
    }

    /** This block's words of so many planes of the group. */
    long[] cut(long[] words, int planes) {
      return Arrays.copyOfRange(words, planes * firstWord(), planes * (firstWord() + w));
    }

    void combine(BlockTree.Level level, long[] bits, AuthenticatedBits masks, AuthenticatedBits products) {
      int opened = level.openedPlanes();
      int dealt = level.dealtPlanes();
      BlockTree.combine(level, lt, eq, bits, new BlockTree.Dealt(masks.bits(), opened * firstWord(), products.bits(),
          dealt * firstWord()), one(), w);
      BlockTree.combine(level, ltMacs, eqMacs, Masks.of(bits, n, opened),
          new BlockTree.Dealt(masks.macs(), opened * from, products.macs(), dealt * from), check.keys().delta(), n);
    }

    AuthenticatedBits sign(AuthenticatedBits tops) {
      AuthenticatedBits top = new AuthenticatedBits(n, cut(tops.bits(), 1),
          Arrays.copyOfRange(tops.macs(), from, from + n));
      return new AuthenticatedBits(n, Arrays.copyOf(lt, w), Arrays.copyOf(ltMacs, n)).xor(top)
          .xorPublic(topPlane, isFirst(), check.keys().delta());
    }
  }
}
