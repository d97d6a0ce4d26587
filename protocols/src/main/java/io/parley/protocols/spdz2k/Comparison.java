package io.parley.protocols.spdz2k;

import io.parley.crypto.BitPlanes;
import io.parley.crypto.RingKernels;
import io.parley.protocols.circuit.LessThanTree;
import io.parley.protocols.spi.PartyScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sign of x = c − r for public c and ⟦bits of r⟧, as {@link LessThanTree} has it, on authenticated bits. An
 * authenticated bit takes a word, so elements go through in blocks that fit the cache, and blocks in groups, so that no
 * more than a group's tape is in memory.
 */
final class Comparison {
  static final int BLOCK = 2048;
  static final int GROUP = 64 * BLOCK;
  /** From so many opened bits on, a group is checked at once instead of being remembered. */
  static final int CHECKED_AT_ONCE = 1 << 20;

  private final PartyScope op;
  private final MacCheck check;
  private final List<Block> blocks = new ArrayList<>();
  private final List<MacCheck.Bits> opened = new ArrayList<>();

  private Comparison(PartyScope op, MacCheck check) {
    this.op = op;
    this.check = check;
  }

  /** One plane of signs. */
  static AuthenticatedBits signs(PartyScope op, MacCheck check, long[] c) {
    List<AuthenticatedBits> signs = new ArrayList<>();
    int number = 0;
    for (int from = 0; from < c.length; from += GROUP) {
      Comparison group = new Comparison(op, check);
      signs.addAll(group.signsOf(Arrays.copyOfRange(c, from, Math.min(c.length, from + GROUP)), number));
      number += 5;
    }
    return AuthenticatedBits.joined(c.length, signs);
  }

  /** Bits that a level of so many nodes opens for each element, over all levels. */
  static int openedPlanes() {
    int planes = 0;
    for (int nodes = LessThanTree.LEAVES / 2; nodes >= 1; nodes /= 2) {
      planes += LessThanTree.openedPlanes(nodes);
    }
    return planes;
  }

  private List<AuthenticatedBits> signsOf(long[] c, int firstNumber) {
    for (int from = 0; from < c.length; from += BLOCK) {
      blocks.add(new Block(Arrays.copyOfRange(c, from, Math.min(c.length, from + BLOCK))));
    }
    int number = firstNumber;
    for (int nodes = LessThanTree.LEAVES / 2; nodes >= 1; nodes /= 2) {
      for (Block block : blocks) {
        block.mask(nodes);
      }
      open(number);
      for (Block block : blocks) {
        block.combine(nodes);
      }
      number++;
    }
    if ((long) c.length * openedPlanes() >= CHECKED_AT_ONCE) {
      check.run(op, List.of(), opened);
    } else {
      check.remember(opened);
    }
    return blocks.stream().map(Block::sign).toList();
  }

  /** All blocks' masked bits in one message. */
  private void open(int number) {
    long[] mine = new long[blocks.stream().mapToInt(b -> b.masked.bits().length).sum()];
    int at = 0;
    for (Block block : blocks) {
      System.arraycopy(block.masked.bits(), 0, mine, at, block.masked.bits().length);
      at += block.masked.bits().length;
    }
    long[] sum = mine.clone();
    for (long[] theirs : op.exchange(mine)) {
      RingKernels.get().xor(sum, theirs, sum);
    }
    at = 0;
    for (int b = 0; b < blocks.size(); b++) {
      Block block = blocks.get(b);
      int words = block.masked.bits().length;
      block.opened = Arrays.copyOfRange(sum, at, at + words);
      opened.add(new MacCheck.Bits(op.id(), number * (GROUP / BLOCK) + b, block.masked, block.opened));
      at += words;
    }
  }

  private final class Block {
    private final int n;
    private final int w;
    private final long[] c;
    private final AuthenticatedBits top;
    /** Of runs 0 … h − 1. */
    private AuthenticatedBits g;
    /** Of runs 1 … h − 1: the lowest needs none. */
    private AuthenticatedBits p;
    private AuthenticatedBits masks;
    private AuthenticatedBits products;
    private AuthenticatedBits masked;
    private long[] opened = new long[0];

    Block(long[] opened) {
      n = opened.length;
      w = AuthenticatedBits.words(n);
      c = BitPlanes.slice(opened);
      AuthenticatedBits r = AuthenticatedBits.dealt(op, n, 64);
      AuthenticatedBits q = AuthenticatedBits.dealt(op, n, LessThanTree.PAIRS);
      top = r.slice(63, 1);
      long[] notC = new long[64 * w];
      Arrays.setAll(notC, i -> ~c[i]);
      long[] hi = planes(notC, 1, LessThanTree.PAIRS);
      long[] lo = planes(notC, 0, LessThanTree.PAIRS);
      long[] last = Arrays.copyOfRange(notC, 62 * w, 63 * w);
      AuthenticatedBits rHi = r.every(2, 1, LessThanTree.PAIRS);
      AuthenticatedBits mixed = r.every(2, 0, LessThanTree.PAIRS).andPublic(hi).xor(q);
      AuthenticatedBits rLast = r.slice(62, 1);
      g = rHi.andPublic(hi).xor(mixed.andPublic(lo)).with(rLast.andPublic(last));
      long[] both = new long[hi.length];
      RingKernels.get().and(hi, lo, both);
      AuthenticatedBits equal = mixed.xor(rHi.andPublic(lo)).xorPublic(both, isFirst(), check.keys().delta());
      p = equal.slice(1, LessThanTree.PAIRS - 1).with(rLast.xorPublic(last, isFirst(), check.keys().delta()));
      masks = top;
      products = top;
      masked = top;
    }

    private boolean isFirst() {
      return op.self() == 0;
    }

    private long[] planes(long[] of, int first, int count) {
      long[] out = new long[count * w];
      for (int j = 0; j < count; j++) {
        System.arraycopy(of, (2 * j + first) * w, out, j * w, w);
      }
      return out;
    }

    /** d = p_hi ⊕ a and e = g_lo ⊕ b of each node, f = p_lo ⊕ c of each but the lowest. */
    void mask(int nodes) {
      masks = AuthenticatedBits.random(op, n, LessThanTree.openedPlanes(nodes));
      products = AuthenticatedBits.dealt(op, n, LessThanTree.dealtPlanes(nodes));
      masked = p.every(2, 0, nodes).with(g.every(2, 0, nodes)).with(p.every(2, 1, nodes - 1)).xor(masks);
    }

    /** g = g_hi ⊕ d·⟦g_lo⟧ ⊕ e·⟦a⟧ ⊕ ⟦ab⟧ and p = d·⟦p_lo⟧ ⊕ f·⟦a⟧ ⊕ ⟦ac⟧. */
    void combine(int nodes) {
      long[] d = Arrays.copyOf(opened, nodes * w);
      long[] e = Arrays.copyOfRange(opened, nodes * w, 2 * nodes * w);
      long[] f = Arrays.copyOfRange(opened, 2 * nodes * w, opened.length);
      AuthenticatedBits a = masks.slice(0, nodes);
      AuthenticatedBits low = g.every(2, 0, nodes).andPublic(d);
      AuthenticatedBits equalLow = p.every(2, 1, nodes - 1).andPublic(Arrays.copyOfRange(d, w, d.length));
      p = equalLow.xor(a.slice(1, nodes - 1).andPublic(f)).xor(products.slice(nodes, nodes - 1));
      g = g.every(2, 1, nodes).xor(low).xor(a.andPublic(e)).xor(products.slice(0, nodes));
    }

    AuthenticatedBits sign() {
      return g.xor(top).xorPublic(Arrays.copyOfRange(c, 63 * w, 64 * w), isFirst(), check.keys().delta());
    }
  }
}
