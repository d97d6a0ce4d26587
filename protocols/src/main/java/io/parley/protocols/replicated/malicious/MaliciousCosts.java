package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.Commitment;
import io.parley.crypto.Seed;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeOnlyWalk;
import io.parley.protocols.spi.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The declared costs, op by op, and those of the checkpoints. A plane is one bit of each element, in whole words. */
final class MaliciousCosts extends ShapeOnlyWalk {
  private final CostScope op;
  private final Unchecked unchecked;
  private final List<CostScope> inputs;

  private MaliciousCosts(CostScope op, Unchecked unchecked, List<CostScope> inputs) {
    this.op = op;
    this.unchecked = unchecked;
    this.inputs = inputs;
  }

  /** What is done between checkpoints. */
  static final class Pending implements Side<CostScope, ShapeOnly, ShapeOnly> {
    private final List<Unchecked> ops = new ArrayList<>();
    /** Where those that have yet to be waited for are compared. */
    private final List<CostScope> inputs = new ArrayList<>();

    @Override
    public Primitives<ShapeOnly, ShapeOnly> at(CostScope op) {
      ops.add(new Unchecked());
      return new MaliciousCosts(op, ops.getLast(), inputs);
    }

    @Override
    public void checkpoint(CostScope op) {
      inputs.forEach(op::after);
      inputs.clear();
      Unchecked all = new Unchecked();
      ops.forEach(all::add);
      all.check(op);
      ops.clear();
    }
  }

  /** Words that a check will take. */
  private static final class Unchecked {
    private boolean any;
    private long triples;
    private long opened;
    private long ands;

    void add(Unchecked more) {
      any |= more.any;
      triples += more.triples;
      opened += more.opened;
      ands += more.ands;
    }

    /** 5 rounds, see {@link Checkpoint}; none if there is nothing to check. */
    void check(CostScope op) {
      if (!any) {
        return;
      }
      int columns = AndCheck.columns(ands);
      passOn(op, triples + columns * (ands + 1));
      op.exchange(Commitment.WORDS);
      open(op, Seed.WORDS);
      open(op, opened + columns * AndCheck.openedWords(ands));
      op.exchange(Commitment.WORDS);
      any = false;
      triples = 0;
      opened = 0;
      ands = 0;
    }
  }

  private static void passOn(CostScope op, long words) {
    op.round(messages -> {
      for (int party = 0; party < 3; party++) {
        messages.send(party, (party + 2) % 3, words);
      }
    });
  }

  private static void open(CostScope op, long words) {
    op.round(messages -> {
      for (int party = 0; party < 3; party++) {
        messages.send(party, (party + 1) % 3, words);
        messages.send(party, (party + 2) % 3, Commitment.WORDS);
      }
    });
  }

  // Inputs

  @Override
  public ShapeOnly input(Shape shape, long[] payload) {
    compare();
    return number(shape);
  }

  @Override
  public ShapeOnly inputBits(Shape shape, long[] payload) {
    compare();
    return new ShapeOnly(shape);
  }

  /** A check within an op waits for it, too, but then its round is over: the op has had one at least. */
  private void compare() {
    CostScope lane = op.lane();
    InputComparison.cost(lane);
    inputs.add(lane);
  }

  // Products and truncation

  /** 1 round, 2 words for each element; later the same again, and 2 words for each of the smaller operand. */
  @Override
  public ShapeOnly product(Bilinear map, ShapeOnly x, ShapeOnly y) {
    Shape z = map.shape(x.shape(), y.shape());
    product(z.size(), Math.min(x.shape().size(), y.shape().size()));
    return number(z);
  }

  private void product(long results, long blinded) {
    passOn(op, 2 * results);
    if (results > 0) {
      unchecked.any = true;
      unchecked.triples += 2 * results;
      unchecked.opened += 2 * blinded;
    }
  }

  private void ands(long words) {
    passOn(op, words);
    unchecked.any |= words > 0;
    unchecked.ands += words;
  }

  private void inBlocks(ShapeOnly x, int block, IntConsumer part) {
    List<Integer> counts = Blocks.counts(x.shape().size(), block);
    for (int i = 0; i < counts.size(); i++) {
      if (i > 0) {
        unchecked.check(op);
      }
      part.accept(counts.get(i));
    }
  }

  /** 1 round of 4 planes, 1 of 2 planes, then 4 bits to ring at once; in {@link Blocks}. */
  @Override
  public ShapeOnly truncate(ShapeOnly x, int bits) {
    inBlocks(x, Blocks.TRUNCATED, count -> {
      planes(MaliciousTruncation.majorities(bits), count);
      planes(MaliciousTruncation.ors(bits), count);
      convert((long) MaliciousTruncation.NUMBERS * count);
    });
    return x;
  }

  // Comparison and bits

  /** 8 rounds of 63, 62, 61, 29, 15, 7, 3 and 1 planes; in {@link Blocks}. */
  @Override
  public ShapeOnly isNegative(ShapeOnly x) {
    inBlocks(x, Blocks.COMPARED, count -> {
      planes(MaliciousComparison.MAJORITIES, count);
      planes(MaliciousComparison.DIGITS, count);
      Adder.carryPlanes(MaliciousComparison.DIGITS).forEach(planes -> planes(planes, count));
    });
    return x;
  }

  private void planes(int planes, int count) {
    ands((long) planes * BitTensor.wordCount(count));
  }

  /** 1 round of 1 plane. */
  @Override
  public ShapeOnly and(ShapeOnly x, ShapeOnly y) {
    ands(x.words());
    return x;
  }

  /** Bit to ring, then a product; in {@link Blocks}. */
  @Override
  public ShapeOnly mask(ShapeOnly bit, ShapeOnly x) {
    inBlocks(x, Blocks.CONVERTED, count -> {
      convert(count);
      product(count, count);
    });
    return x;
  }

  /** 2 products; in {@link Blocks}. */
  @Override
  public ShapeOnly bitToRing(ShapeOnly bit) {
    inBlocks(bit, Blocks.CONVERTED, this::convert);
    return bit;
  }

  private void convert(long bits) {
    product(bits, bits);
    product(bits, bits);
  }
}
