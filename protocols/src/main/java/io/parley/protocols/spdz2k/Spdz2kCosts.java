package io.parley.protocols.spdz2k;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeWalk;
import io.parley.protocols.spi.Side;
import io.parley.protocols.spi.Width;
import java.util.List;

/** The declared costs, op by op. An authenticated number takes 4 dealt words, an authenticated bit 1 word and 1 bit. */
final class Spdz2kCosts extends ShapeWalk<CostNumber> {
  private static final long[] NOTHING = new long[0];

  /** Whether anything was opened that is yet to be checked. */
  static final class Pending implements Side<CostScope, CostNumber, ShapeOnly> {
    private boolean some;

    Pending(CostScope session) {
      session.deal(3);
    }

    void add() {
      some = true;
    }

    @Override
    public Spdz2kCosts at(CostScope op) {
      return new Spdz2kCosts(op, this);
    }

    @Override
    public void checkpoint(CostScope op) {
      if (some) {
        MacCheck.cost(op);
      }
      some = false;
    }
  }

  private final CostScope op;
  private final Pending pending;

  private Spdz2kCosts(CostScope op, Pending pending) {
    this.op = op;
    this.pending = pending;
  }

  @Override
  protected CostNumber number(Shape shape) {
    return number(shape, Width.FULL);
  }

  @Override
  protected CostNumber linear(Shape shape, List<CostNumber> operands) {
    return number(shape, Width.narrowest(operands.stream().map(CostNumber::width).toList()));
  }

  private CostNumber number(Shape shape, int width) {
    return new CostNumber(shape, width, op, pending);
  }

  private void dealNumbers(Shape shape) {
    op.deal(4L * shape.size());
  }

  /** Shares of planes of n bits, and their MACs. */
  private void dealBits(int n, int planes) {
    op.deal((long) planes * (AuthenticatedBits.words(n) + n));
  }

  // Inputs and outputs

  @Override
  public CostNumber input(Shape shape, long[] payload) {
    dealNumbers(shape);
    return number(shape);
  }

  @Override
  public ShapeOnly inputBits(Shape shape, long[] payload) {
    dealBits(shape.size(), 1);
    return new ShapeOnly(shape);
  }

  @Override
  public long[] release(CostNumber x) {
    dealNumbers(x.shape());
    return NOTHING;
  }

  @Override
  public long[] releaseBits(ShapeOnly x) {
    dealBits(x.shape().size(), 1);
    return NOTHING;
  }

  // Products and truncation

  /** The operands' openings; 4 dealt words for each element of the result. */
  @Override
  public CostNumber product(Bilinear map, CostNumber x, CostNumber y) {
    Shape shape = map.shape(x.shape(), y.shape());
    dealNumbers(shape);
    x.opened(op);
    y.opened(op);
    return number(shape);
  }

  /** The opening; 8 dealt words an element. */
  @Override
  public CostNumber truncate(CostNumber x, int bits) {
    dealNumbers(x.shape());
    dealNumbers(x.shape());
    x.opened(op);
    return number(x.shape(), Width.without(x.width(), bits));
  }

  // Comparison and bits

  /** The opening; then a round for each level of the tree, and the check where it is due at once. */
  @Override
  public ShapeOnly isNegative(CostNumber x) {
    x.opened(op);
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
      MacCheck.cost(op);
    } else {
      pending.add();
    }
  }

  /** Opens planes of n bits, of which each has a dealt MAC: 1 round. */
  private void openMasked(int n, int planes) {
    op.deal((long) planes * n);
    op.exchange((long) planes * AuthenticatedBits.words(n));
    pending.add();
  }

  /** 1 round of 2 planes; 3 authenticated bits. */
  @Override
  public ShapeOnly and(ShapeOnly x, ShapeOnly y) {
    dealBits(x.shape().size(), 1);
    openMasked(x.shape().size(), 2);
    return x;
  }

  /** 1 round of 1 plane, the opening of x alongside; 1 authenticated bit and 2 authenticated numbers. */
  @Override
  public CostNumber mask(ShapeOnly bit, CostNumber x) {
    openMasked(bit.shape().size(), 1);
    dealNumbers(x.shape());
    dealNumbers(x.shape());
    x.opened(op);
    return number(x.shape(), x.width());
  }

  /** 1 round of 1 plane; 1 authenticated bit and 1 authenticated number. */
  @Override
  public CostNumber bitToRing(ShapeOnly bit) {
    openMasked(bit.shape().size(), 1);
    dealNumbers(bit.shape());
    return number(bit.shape());
  }
}
