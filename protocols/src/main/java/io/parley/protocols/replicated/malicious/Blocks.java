package io.parley.protocols.replicated.malicious;

import io.parley.protocols.spi.PartyScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Large tensors go through an op in blocks, and each block but the last is checked before the next begins: what is yet to
 * be checked stays bounded within an op, too. The last block is left to the next checkpoint. Blocks are whole words of
 * bits, and take a quarter of a gigabyte each while they are checked.
 */
final class Blocks {
  /** Elements of a truncation. */
  static final int TRUNCATED = 1 << 17;
  /** Bits that become numbers. */
  static final int CONVERTED = 1 << 19;
  /** Elements of a comparison: just as many as make two columns of triples enough, see {@link AndCheck}. */
  static final int COMPARED = 17 << 14;

  /** What an op does to some of the elements. */
  @FunctionalInterface
  interface Part<T> {
    T apply(int from, int count);
  }

  private final PartyScope op;
  private final Journal journal;
  private final Journal.Page page;

  Blocks(PartyScope op, Journal journal, Journal.Page page) {
    this.op = op;
    this.journal = journal;
    this.page = page;
  }

  /** The results for all blocks of so many elements; there is at least one. */
  <T> List<T> run(int size, int block, Part<T> part) {
    List<T> results = new ArrayList<>();
    int from = 0;
    for (int count : counts(size, block)) {
      if (from > 0) {
        Checkpoint.run(op, journal, page.next());
      }
      results.add(part.apply(from, count));
      from += count;
    }
    return results;
  }

  /** The elements of each block. */
  static List<Integer> counts(int size, int block) {
    List<Integer> counts = new ArrayList<>();
    int rest = size;
    for (; rest > block; rest -= block) {
      counts.add(block);
    }
    counts.add(rest);
    return counts;
  }
}
