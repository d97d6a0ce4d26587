package io.parley.protocols.circuit;

import java.util.ArrayList;
import java.util.List;

/**
 * The circuit for c < r over some low bits of each of n elements, for a public c and an r that the dealer knows,
 * bit-sliced: a plane holds one bit of each element in w words.
 *
 * <p>A run of bits is summed up by two bits: lt, "c < r here", and eq, "c = r here". The leaves are {@link Block}s of a few
 * bits, whose products the dealer deals, so that a leaf takes no message. A {@link Gate} combines up to four neighbouring
 * runs, or nine, in one round: lt = lt_3 ⊕ eq_3·(lt_2 ⊕ eq_2·(lt_1 ⊕ eq_1·lt_0)), every factor opened under a mask and the
 * products of the masks dealt [ABY2.0, ePrint 2020/1225, section 3: multi-input AND].
 *
 * <p>{@link #of}: large tensors take blocks of 4 or 5 bits and gates of 4 runs: two levels. For small ones a round costs more than
 * bytes: blocks of up to 7 bits and one gate of up to 9 runs, at about six times the tape.
 */
public final class BlockTree {
  /** Up to so many elements one level is worth its tape. */
  public static final int SHALLOW_ELEMENTS = 1 << 14;
  private static final int DEEP_FAN_IN = 4;
  private static final int SHALLOW_FAN_IN = 9;
  private static final int SHALLOW_BITS = 6;

  /** One round of gates, the lowest first. */
  public record Level(List<Gate> gates, int openedPlanes, int dealtPlanes) {
    public Level {
      gates = List.copyOf(gates);
    }
  }

  private final List<Block> blocks = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private int leafPlanes;

  private BlockTree(int bits, int leaves, int fanIn) {
    for (int i = 0, from = 0; i < leaves; i++) {
      int width = (bits - from + leaves - i - 1) / (leaves - i);
      blocks.add(new Block(from, width, i > 0, leafPlanes));
      leafPlanes += blocks.getLast().planes();
      from += width;
    }
    for (int runs = leaves; runs > 1; runs = levels.getLast().gates().size()) {
      levels.add(level(runs, fanIn));
    }
  }

  private static Level level(int runs, int fanIn) {
    List<Gate> gates = new ArrayList<>();
    int opened = 0;
    int dealt = 0;
    for (int first = 0; first < runs; first += fanIn) {
      Gate gate = new Gate(first, Math.min(fanIn, runs - first), first > 0, gates.size(), opened, dealt);
      gates.add(gate);
      opened += gate.openedPlanes();
      dealt += gate.dealtPlanes();
    }
    return new Level(gates, opened, dealt);
  }

  /**
   * @param bits at least 1
   * @param elements of the whole tensor, by which all roles choose alike
   */
  public static BlockTree of(int bits, int elements) {
    if (elements <= SHALLOW_ELEMENTS) {
      int leaves = Math.min(SHALLOW_FAN_IN, (bits + SHALLOW_BITS - 1) / SHALLOW_BITS);
      return new BlockTree(bits, leaves, SHALLOW_FAN_IN);
    }
    return new BlockTree(bits, (2 * bits + 8) / 9, DEEP_FAN_IN);
  }

  /** With the smallest tape: blocks of 3 bits, and gates of two runs. */
  public static BlockTree binary(int bits) {
    return new BlockTree(bits, (bits + 2) / 3, 2);
  }

  public List<Level> levels() {
    return levels;
  }

  /** Runs at the bottom. */
  public int leaves() {
    return blocks.size();
  }

  /** Planes of products of r's bits. */
  public int leafPlanes() {
    return leafPlanes;
  }

  /** Planes that are opened over all levels. */
  public int openedPlanes() {
    return levels.stream().mapToInt(Level::openedPlanes).sum();
  }

  /** The dealer's products of r's bits. */
  public long[] products(long[] r, int w) {
    long[] out = new long[leafPlanes * w];
    for (int from = 0; from < w; from += PlaneScratch.CHUNK) {
      for (Block block : blocks) {
        block.products(r, out, w, from, Math.min(PlaneScratch.CHUNK, w - from));
      }
    }
    return out;
  }

  /**
   * The leaves, as shares. Shares may be MACs as well: all is linear in them, and public planes are masks then.
   *
   * @param c planes of c, public
   * @param products from {@code productsAt} on, this party's shares of the dealt planes
   * @param one this party's share of one
   * @param lt a plane for each leaf, out; likewise eq
   */
  public void leaves(long[] c, long[] products, int productsAt, long one, int w, long[] lt, long[] eq) {
    PlaneScratch planes = new PlaneScratch(one, blocks.stream().mapToInt(Block::bits).max().orElse(1));
    for (int from = 0; from < w; from += PlaneScratch.CHUNK) {
      int n = Math.min(PlaneScratch.CHUNK, w - from);
      for (int i = 0; i < blocks.size(); i++) {
        blocks.get(i).evaluate(planes, c, products, productsAt, w, from, n, lt, eq, i * w + from);
      }
    }
  }

  /** This party's shares of what a level opens, under masks from {@code masksAt} on. */
  public static long[] masked(Level level, long[] lt, long[] eq, long[] masks, int masksAt, int w) {
    long[] out = new long[level.openedPlanes() * w];
    for (Gate gate : level.gates()) {
      gate.mask(lt, eq, masks, masksAt, w, out);
    }
    return out;
  }

  /** The dealer's products of a level's masks. */
  public static long[] maskProducts(Level level, long[] masks, int w) {
    long[] out = new long[level.dealtPlanes() * w];
    for (int from = 0; from < w; from += PlaneScratch.CHUNK) {
      for (Gate gate : level.gates()) {
        gate.products(masks, out, w, from, Math.min(PlaneScratch.CHUNK, w - from));
      }
    }
    return out;
  }

  /** Combines a level's runs in place: the gates' results stand in the first planes of lt and eq. */
  public static void combine(Level level, long[] lt, long[] eq, long[] opened, Dealt dealt, long one, int w) {
    PlaneScratch planes = new PlaneScratch(one, level.gates().stream().mapToInt(Gate::runs).max().orElse(1));
    for (int from = 0; from < w; from += PlaneScratch.CHUNK) {
      for (Gate gate : level.gates()) {
        gate.evaluate(planes, lt, eq, opened, dealt, w, from, Math.min(PlaneScratch.CHUNK, w - from));
      }
    }
  }

  /** This party's shares of a level's masks and of their products, each from some word on. */
  public record Dealt(long[] masks, int masksAt, long[] products, int productsAt) {
    @Override
    public String toString() {
      return "Dealt";
    }
  }
}
