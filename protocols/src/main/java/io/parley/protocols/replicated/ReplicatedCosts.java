package io.parley.protocols.replicated;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeOnlyWalk;

/** The declared costs, op by op. A plane is one bit of each element, in whole words. */
final class ReplicatedCosts extends ShapeOnlyWalk {
  private final CostScope op;

  ReplicatedCosts(CostScope op) {
    this.op = op;
  }

  /** Every party to the one before it. */
  private void circulate(long words) {
    op.round(messages -> {
      for (int party = 0; party < 3; party++) {
        messages.send(party, (party + 2) % 3, words);
      }
    });
  }

  /** Party 0 to each of the others, who cannot send anything before they have it. */
  private void deal(long toFirst, long toSecond) {
    op.round(messages -> {
      messages.send(0, 1, toFirst);
      messages.send(0, 2, toSecond);
    });
  }

  /** Parties 1 and 2 to each other. */
  private void exchange(long words) {
    op.round(messages -> {
      messages.send(1, 2, words);
      messages.send(2, 1, words);
    });
  }

  // Products and truncation

  /** 1 round of 1 word for each element of the result. */
  @Override
  public ShapeOnly product(Bilinear map, ShapeOnly x, ShapeOnly y) {
    Shape shape = map.shape(x.shape(), y.shape());
    circulate(shape.size());
    return number(shape);
  }

  /** 2 rounds of 1 word; in the first, party 0 sends 2. */
  @Override
  public ShapeOnly product(Bilinear map, ShapeOnly x, ShapeOnly y, int truncateBits) {
    if (truncateBits == 0) {
      return product(map, x, y);
    }
    Shape shape = map.shape(x.shape(), y.shape());
    int n = shape.size();
    op.round(messages -> {
      messages.send(0, 1, n);
      messages.send(0, 2, n);
      messages.send(1, 2, n);
      messages.send(2, 1, n);
    });
    exchange(n);
    return number(shape);
  }

  /** 1 round of 2 words from party 0, then 1 of 1 word from the others. */
  @Override
  public ShapeOnly truncate(ShapeOnly x, int bits) {
    int n = x.shape().size();
    deal(n, n);
    exchange(n);
    return x;
  }

  // Comparison and bits

  /** 1 round of 95 planes from party 0, 1 of 63 from the others; then 5 of 31, 15, 7, 3 and 1 planes. */
  @Override
  public ShapeOnly isNegative(ShapeOnly x) {
    long w = x.words();
    deal(LessThanTree.PAIRS * w, 64 * w);
    exchange((2L * LessThanTree.LEAVES - 1) * w);
    for (int nodes = LessThanTree.LEAVES / 2; nodes >= 1; nodes /= 2) {
      circulate((2L * nodes - 1) * w);
    }
    return x;
  }

  /** 1 round of 1 plane. */
  @Override
  public ShapeOnly and(ShapeOnly x, ShapeOnly y) {
    circulate(x.words());
    return x;
  }

  /** 1 round of 3 words from party 0, then 1 of 1 word from the others. */
  @Override
  public ShapeOnly mask(ShapeOnly bit, ShapeOnly x) {
    int n = x.shape().size();
    deal(n, 2L * n);
    exchange(n);
    return x;
  }

  /** 1 round of 1 word from party 0 to party 2, then 1 of 1 word from the others; party 1 sends at once. */
  @Override
  public ShapeOnly bitToRing(ShapeOnly bit) {
    int n = bit.shape().size();
    op.round(messages -> messages.send(0, 2, n));
    exchange(n);
    return bit;
  }
}
