package io.parley.protocols.beaver;

import io.parley.crypto.BitTensor;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.dealt.CostNumber;
import io.parley.protocols.dealt.OpeningCosts;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.ShapeOnly;

/** The declared costs: a number is 1 word, dealt or opened; a plane is one bit of each element, in whole words. */
final class BeaverCosts extends OpeningCosts {
  BeaverCosts(CostScope op) {
    super(op);
  }

  @Override
  protected void dealNumbers(int n) {
    op.deal(n);
  }

  @Override
  protected void dealBits(int n, int planes) {
    op.deal((long) planes * BitTensor.wordCount(n));
  }

  /** 8 bytes an element. */
  @Override
  protected void openNumbers(CostScope lane, int n) {
    lane.exchange(n);
  }

  @Override
  protected void openBits(int n, int planes) {
    op.exchange((long) planes * BitTensor.wordCount(n));
  }

  /** The opening; then a round for each level of the tree. */
  @Override
  public ShapeOnly isNegative(CostNumber x) {
    int n = x.shape().size();
    BlockTree tree = BlockTree.of(x.width() - 1, n);
    dealBits(n, 1 + tree.leafPlanes());
    opened(x);
    for (BlockTree.Level level : tree.levels()) {
      dealBits(n, level.dealtPlanes());
      openBits(n, level.openedPlanes());
    }
    return new ShapeOnly(x.shape());
  }
}
