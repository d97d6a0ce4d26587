package io.parley.protocols.spdz2k;

import io.parley.crypto.Prg;
import io.parley.crypto.Wide;
import io.parley.crypto.WideTensor;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.PeerFaultException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The batched check of all that was opened: one random linear combination of the opened values against the same
 * combination of their MACs, with coefficients χ that nobody knows before all is opened [1, figure 6; 2 for bits].
 *
 * <p>Numbers: with V = Σ χ_j·v_j, each party's z_i = Σ χ_j·m_{j,i} − α_i·V must add up to 0 mod 2^128. An error e in some
 * v_j with e mod 2^64 ≠ 0 passes with probability at most 2^(−64 + log 65): by chance of χ, or by a guess of α.
 *
 * <p>Bits: 64 parities of random subsets t, each against Δ: ⊕ (Y_{t,i} ⊕ X_t·Δ_i) = 0 with Y_{t,i} the MAC shares and X_t
 * the bits added up over the subset. An error passes with probability at most 2^−63.
 *
 * <p>V and X are opened alongside, so that parties who were told different values, or different coins, notice.
 */
final class MacCheck {
  /** z and V, the 64 parities, and X. */
  private static final int WORDS = 4 + BitCombination.PARITIES + 1;

  /** Opened v, and this party's share of its MAC. */
  record Numbers(long id, WideTensor opened, WideTensor mac) {
    @Override
    public String toString() {
      return "Numbers" + opened.shape();
    }
  }

  /** Opened planes, and this party's MAC shares: those that an op opens are numbered. */
  record Bits(long id, int number, AuthenticatedBits share, long[] opened) {
    @Override
    public String toString() {
      return "Bits[" + share + "]";
    }
  }

  private final MacKeys keys;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Numbers> numbers = new ArrayList<>();
  private final List<Bits> bits = new ArrayList<>();

  MacCheck(MacKeys keys) {
    this.keys = keys;
  }

  MacKeys keys() {
    return keys;
  }

  void remember(Numbers opened) {
    lock.lock();
    try {
      numbers.add(opened);
    } finally {
      lock.unlock();
    }
  }

  void remember(List<Bits> opened) {
    lock.lock();
    try {
      bits.addAll(opened);
    } finally {
      lock.unlock();
    }
  }

  /** Checks all that is remembered, in an order that all parties have in common, and forgets it. */
  void run(PartyScope op) {
    List<Numbers> openedNumbers;
    List<Bits> openedBits;
    lock.lock();
    try {
      openedNumbers = numbers.stream().sorted(Comparator.comparingLong(Numbers::id)).toList();
      openedBits = bits.stream().sorted(Comparator.comparingLong(Bits::id).thenComparingInt(Bits::number)).toList();
      numbers.clear();
      bits.clear();
    } finally {
      lock.unlock();
    }
    if (!openedNumbers.isEmpty() || !openedBits.isEmpty()) {
      run(op, openedNumbers, openedBits);
    }
  }

  /** Checks these, whatever else is remembered. 4 rounds. */
  void run(PartyScope op, List<Numbers> openedNumbers, List<Bits> openedBits) {
    Prg.Stream coins = new Prg(Simultaneous.coins(op)).stream(0);
    Wide v = Wide.ZERO;
    Wide z = Wide.ZERO;
    for (Numbers opened : openedNumbers) {
      long[] chi = coins.next(opened.opened().shape().size());
      v = v.add(opened.opened().inner(chi, 0));
      z = z.add(opened.mac().inner(chi, 0));
    }
    z = z.sub(keys.alpha().mul(v));
    BitCombination combination = new BitCombination();
    for (Bits opened : openedBits) {
      combination.add(coins, opened.share(), opened.opened());
    }
    long[] mine = new long[WORDS];
    mine[0] = z.low();
    mine[1] = z.high();
    mine[2] = v.low();
    mine[3] = v.high();
    System.arraycopy(combination.parities(keys.delta()), 0, mine, 4, BitCombination.PARITIES);
    mine[WORDS - 1] = combination.bits();
    judge(Simultaneous.open(op, mine), mine);
  }

  private static void judge(List<long[]> all, long[] mine) {
    Wide sum = Wide.ZERO;
    long wrong = 0;
    long[] parities = new long[BitCombination.PARITIES];
    for (long[] theirs : all) {
      sum = sum.add(new Wide(theirs[0], theirs[1]));
      wrong |= (theirs[2] ^ mine[2]) | (theirs[3] ^ mine[3]) | (theirs[WORDS - 1] ^ mine[WORDS - 1]);
      for (int t = 0; t < parities.length; t++) {
        parities[t] ^= theirs[4 + t];
      }
    }
    for (long parity : parities) {
      wrong |= parity;
    }
    if (wrong != 0 || !sum.isZero()) {
      throw new PeerFaultException(-1,
          "The MAC check failed: a party tampered with what it opened. Nothing is revealed");
    }
  }

  /** See {@link #run(PartyScope, List, List)}. */
  static void cost(CostScope op) {
    Simultaneous.coinsCost(op);
    Simultaneous.cost(op, WORDS);
  }
}
