package io.parley.protocols.spdz2k;

import io.parley.crypto.Shape;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.dealt.CostNumber;
import io.parley.protocols.dealt.OpeningCosts;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Side;

/** The declared costs, op by op. An authenticated number takes 4 dealt words, an authenticated bit 1 word and 1 bit. */
final class Spdz2kCosts extends OpeningCosts {
  /** Whether anything was opened that is yet to be checked. */
  static final class Pending implements Side<CostScope, CostNumber, ShapeOnly> {
    private boolean numbers;
    private boolean bits;

    void addNumbers() {
      numbers = true;
    }

    void addBits() {
      bits = true;
    }

    @Override
    public Spdz2kCosts at(CostScope op) {
      return new Spdz2kCosts(op, this);
    }

    @Override
    public void checkpoint(CostScope op) {
      if (numbers || bits) {
        MacCheck.cost(op, numbers, bits);
      }
      numbers = false;
      bits = false;
    }
  }

  private final Pending pending;

  private Spdz2kCosts(CostScope op, Pending pending) {
    super(op);
    this.pending = pending;
  }

  @Override
  protected void dealNumbers(int n) {
    op.deal(4L * n);
  }

  /** Shares, and their MACs. */
  @Override
  protected void dealBits(int n, int planes) {
    op.deal((long) planes * (AuthenticatedBits.words(n) + n));
  }

  /** 16 bytes, and the 2 dealt words of the mask's MAC, an element. */
  @Override
  protected void openNumbers(CostScope lane, int n) {
    pending.addNumbers();
    lane.deal(2L * n);
    lane.exchange(2L * n);
  }

  /** Each mask has a dealt MAC. */
  @Override
  protected void openBits(int n, int planes) {
    op.deal((long) planes * n);
    op.exchange((long) planes * AuthenticatedBits.words(n));
    pending.addBits();
  }

  // Inputs and outputs

  @Override
  public CostNumber input(Shape shape, long[] payload) {
    dealNumbers(shape.size());
    return number(shape);
  }

  @Override
  public ShapeOnly inputBits(Shape shape, long[] payload) {
    dealBits(shape.size(), 1);
    return new ShapeOnly(shape);
  }

  /** A dealt mask, and 16 bytes an element opened under it: 1 round. */
  @Override
  public long[] release(CostNumber x) {
    int n = x.shape().size();
    dealNumbers(n);
    op.exchange(2L * n);
    pending.addNumbers();
    return NOTHING;
  }

  /** Likewise 1 bit. */
  @Override
  public long[] releaseBits(ShapeOnly x) {
    dealBits(x.shape().size(), 1);
    op.exchange(x.words());
    pending.addBits();
    return NOTHING;
  }

  // Comparison

  /** The opening; then a round for each level of the tree, and the check where it is due at once. */
  @Override
  public ShapeOnly isNegative(CostNumber x) {
    opened(x);
    int size = x.shape().size();
    for (int group = 0; group < size; group += Spdz2kComparison.GROUP) {
      compare(Math.min(size - group, Spdz2kComparison.GROUP), BlockTree.binary(x.width() - 1));
    }
    return new ShapeOnly(x.shape());
  }

  private void compare(int size, BlockTree tree) {
    dealBits(size, 1 + tree.leafPlanes());
    for (BlockTree.Level level : tree.levels()) {
      op.deal((long) level.openedPlanes() * size);
      dealBits(size, level.dealtPlanes());
      op.exchange((long) level.openedPlanes() * AuthenticatedBits.words(size));
    }
    if (Spdz2kComparison.isCheckedAtOnce(size, tree)) {
      MacCheck.cost(op, false, true);
    } else {
      pending.addBits();
    }
  }
}
