package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Commitment;
import io.parley.crypto.Prg;
import io.parley.crypto.Seed;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.PeerFaultException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks products and ANDs, once it is known that the components of all inputs are those of one value each. Five rounds:
 * the triples to check with; "mine have come in"; coins; openings; digests of zeros.
 */
final class Checkpoint {
  private final Neighbours at;
  private final PartyScope op;
  private final Journal.Segment segment;

  private Checkpoint(PartyScope op, Journal.Segment segment) {
    this.op = op;
    this.segment = segment;
    at = new Neighbours(op);
  }

  static void run(PartyScope op, Journal journal, Journal.Segment segment) {
    journal.awaitInputs(op);
    if (!segment.isEmpty()) {
      new Checkpoint(op, segment).run();
    }
  }

  private void run() {
    var drawnProducts = segment.products().stream().map(product -> ProductCheck.draw(at, product)).toList();
    var drawnColumns = AndCheck.draw(at, segment.ands());
    var triples = drawnProducts.stream().map(drawn -> drawn.receive(at)).toList();
    var columns = new ArrayDeque<>(drawnColumns.stream().map(drawn -> drawn.receive(at)).toList());
    drawnColumns.clear();
    confirmTriples();
    Seed coins = coins();

    ConfirmedOpening opening = new ConfirmedOpening(at);
    long t = new Prg(coins).stream(0).next(1)[0];
    var openedProducts = triples.stream().map(triple -> triple.open(opening, t)).toList();
    List<TripleColumn.Masked> masked = new ArrayList<>();
    while (!columns.isEmpty()) {
      TripleColumn column = columns.removeFirst();
      masked.add(column.open(opening, new Prg(coins).stream(masked.size() + 1), segment.ands()));
    }
    opening.close();
    ZeroCheck zero = new ZeroCheck(at, coins);
    openedProducts.forEach(opened -> opened.check(opening, zero));
    masked.forEach(opened -> opened.check(at, segment.ands(), opening, zero));
    opening.confirm();
    zero.run();
  }

  /** Tells the others that all triples are here, so that nobody tosses coins while triples may still change. */
  private void confirmTriples() {
    long[] ownNonce = at.ownStream().next(Seed.WORDS);
    long[] nextNonce = at.nextStream().next(Seed.WORDS);
    op.send(at.previous(), Commitment.digest(new long[]{op.self()}, ownNonce));
    op.send(at.following(), Commitment.digest(new long[]{op.self()}, nextNonce));
    confirm(at.previous(), ownNonce);
    confirm(at.following(), nextNonce);
  }

  private void confirm(int peer, long[] nonce) {
    if (!Arrays.equals(op.receive(peer, Commitment.WORDS), Commitment.digest(new long[]{peer}, nonce))) {
      throw new PeerFaultException(peer, op.roles().describe(peer) + " does not say rightly that it has all triples");
    }
  }

  /**
   * A seed that all honest parties have alike, and that nobody knew before. It is the sum of three components that two
   * parties each have in common, so nobody can choose its part late, or tell one party another part than another.
   */
  private Seed coins() {
    Planes shares = at.randomPlanes(Seed.WORDS);
    ConfirmedOpening opening = new ConfirmedOpening(at);
    opening.offer(shares.own(), shares.next());
    opening.close();
    long[] missing = opening.take(Seed.WORDS);
    opening.confirm();
    return Seed.ofWords(Planes.xor(Planes.xor(shares.own(), shares.next()), missing));
  }
}
