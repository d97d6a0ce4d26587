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
 * authenticated bit takes a word, so elements go through in blocks that fit the cache, for which everything is dealt and
 * used block by block; only rounds are made for a group of blocks, so that no more than a group's masks are in memory.
 */
final class Spdz2kComparison {
  static final int BLOCK = 512;
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

  private Spdz2kComparison(PartyScope op, MacCheck check, int width, int size) {
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
      Spdz2kComparison group = new Spdz2kComparison(op, check, width, part.length);
      signs.addAll(group.signsOf(part, number));
      number += group.opened.size();
    }
    return AuthenticatedBits.joined(c.length, signs);
  }

  static boolean isCheckedAtOnce(int size, BlockTree tree) {
    return (long) size * tree.openedPlanes() >= CHECKED_AT_ONCE;
  }

  private List<AuthenticatedBits> signsOf(long[] c, int firstNumber) {
    for (int from = 0; from < size; from += BLOCK) {
      blocks.add(new Block(from / 64, Arrays.copyOfRange(c, from, Math.min(size, from + BLOCK))));
    }
    int number = firstNumber;
    for (BlockTree.Level level : tree.levels()) {
      run(level, number);
      number += blocks.size();
    }
    if (isCheckedAtOnce(size, tree)) {
      check.run(op, List.of(), opened);
    } else {
      check.remember(opened);
    }
    return blocks.stream().map(Block::sign).toList();
  }

  /** All blocks' masked bits go in one message. */
  private void run(BlockTree.Level level, int number) {
    int planes = level.openedPlanes();
    long[] mine = new long[planes * AuthenticatedBits.words(size)];
    List<AuthenticatedBits> masks = new ArrayList<>();
    List<AuthenticatedBits> masked = new ArrayList<>();
    for (Block block : blocks) {
      masks.add(AuthenticatedBits.random(op, block.n, planes));
      masked.add(block.masked(level, masks.getLast()));
      System.arraycopy(masked.getLast().bits(), 0, mine, planes * block.firstWord, planes * block.w);
    }
    long[] sum = op.openBits(mine);
    for (int b = 0; b < blocks.size(); b++) {
      Block block = blocks.get(b);
      long[] bits = Arrays.copyOfRange(sum, planes * block.firstWord, planes * (block.firstWord + block.w));
      opened.add(new MacCheck.Bits(op.id(), number + b, masked.get(b), bits));
      block.combine(level, bits, masks.get(b));
    }
  }

  private final class Block {
    /** All blocks before this one are whole. */
    private final int firstWord;
    private final int n;
    private final int w;
    private final long[] lt;
    private final long[] eq;
    private final long[] ltMacs;
    private final long[] eqMacs;
    private final long[] topPlane;
    private final AuthenticatedBits top;

    Block(int firstWord, long[] c) {
      this.firstWord = firstWord;
      n = c.length;
      w = AuthenticatedBits.words(n);
      lt = new long[tree.leaves() * w];
      eq = new long[tree.leaves() * w];
      ltMacs = new long[tree.leaves() * n];
      eqMacs = new long[tree.leaves() * n];
      long[] bits = BitPlanes.slice(c);
      AuthenticatedBits products = AuthenticatedBits.dealt(op, n, tree.leafPlanes());
      tree.leaves(bits, products.bits(), 0, one(), w, lt, eq);
      tree.leaves(Masks.of(bits, n, width - 1), products.macs(), 0, delta(), n, ltMacs, eqMacs);
      topPlane = Arrays.copyOfRange(bits, (width - 1) * w, width * w);
      top = AuthenticatedBits.dealt(op, n, 1);
    }

    private boolean isFirst() {
      return op.self() == 0;
    }

    private long one() {
      return isFirst() ? -1 : 0;
    }

    private long delta() {
      return check.keys().delta();
    }

    /** What a level opens. */
    AuthenticatedBits masked(BlockTree.Level level, AuthenticatedBits masks) {
      return new AuthenticatedBits(n, BlockTree.masked(level, lt, eq, masks.bits(), 0, w),
          BlockTree.masked(level, ltMacs, eqMacs, masks.macs(), 0, n));
    }

    void combine(BlockTree.Level level, long[] bits, AuthenticatedBits masks) {
      AuthenticatedBits products = AuthenticatedBits.dealt(op, n, level.dealtPlanes());
      BlockTree.combine(level, lt, eq, bits, new BlockTree.Dealt(masks.bits(), 0, products.bits(), 0), one(), w);
      BlockTree.combine(level, ltMacs, eqMacs, Masks.of(bits, n, level.openedPlanes()),
          new BlockTree.Dealt(masks.macs(), 0, products.macs(), 0), delta(), n);
    }

    AuthenticatedBits sign() {
      return new AuthenticatedBits(n, Arrays.copyOf(lt, w), Arrays.copyOf(ltMacs, n)).xor(top)
          .xorPublic(topPlane, isFirst(), delta());
    }
  }
}
