package io.parley.protocols.spdz2k;

import io.parley.crypto.Prg;
import io.parley.crypto.Wide;
import io.parley.crypto.WideTensor;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Payloads;
import io.parley.protocols.spi.PeerFaultException;
import java.util.ArrayList;
import java.util.Arrays;
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
 * <p>V and X are opened alongside, so that parties who were told different values, or different coins, notice. If only
 * numbers were opened, or only bits, nothing is said of the others.
 */
final class MacCheck {
  /** z and V. */
  private static final int NUMBER_WORDS = 4;
  /** The parities, and X. */
  private static final int BIT_WORDS = BitCombination.PARITIES + 1;

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

  private static final long[] NOTHING = new long[0];

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
    long[] mine = Payloads.concat(openedNumbers.isEmpty() ? NOTHING : numbers(coins, openedNumbers),
        openedBits.isEmpty() ? NOTHING : bits(coins, openedBits));
    int cut = openedNumbers.isEmpty() ? 0 : NUMBER_WORDS;
    List<long[]> all = Simultaneous.open(op, mine);
    if (!areNumbersRight(all, cut) || !areBitsRight(all, cut)) {
      throw new PeerFaultException(-1,
          "The MAC check failed: a party tampered with what it opened, or the client gave parties different inputs."
              + " Nothing is revealed");
    }
  }

  /** z, then V. */
  private long[] numbers(Prg.Stream coins, List<Numbers> openedNumbers) {
    Wide v = Wide.ZERO;
    Wide z = Wide.ZERO;
    for (Numbers opened : openedNumbers) {
      long[] chi = coins.next(opened.opened().shape().size());
      v = v.add(opened.opened().inner(chi, 0));
      z = z.add(opened.mac().inner(chi, 0));
    }
    z = z.sub(keys.alpha().mul(v));
    return new long[]{z.low(), z.high(), v.low(), v.high()};
  }

  /** The parities, then X. */
  private long[] bits(Prg.Stream coins, List<Bits> openedBits) {
    BitCombination combination = new BitCombination();
    for (Bits opened : openedBits) {
      combination.add(coins, opened.share(), opened.opened());
    }
    long[] words = Arrays.copyOf(combination.parities(keys.delta()), BIT_WORDS);
    words[BIT_WORDS - 1] = combination.bits();
    return words;
  }

  /** The z add up to 0, and all have the same V; those come before the cut. */
  private static boolean areNumbersRight(List<long[]> all, int cut) {
    Wide sum = Wide.ZERO;
    long different = 0;
    for (long[] theirs : all) {
      if (cut > 0) {
        sum = sum.add(new Wide(theirs[0], theirs[1]));
        different |= (theirs[2] ^ all.getFirst()[2]) | (theirs[3] ^ all.getFirst()[3]);
      }
    }
    return sum.isZero() && different == 0;
  }

  /** Each parity is even, and all have the same X; those come from the cut on. */
  private static boolean areBitsRight(List<long[]> all, int cut) {
    long[] first = all.getFirst();
    long wrong = 0;
    for (int word = cut; word < first.length; word++) {
      boolean isX = word == cut + BIT_WORDS - 1;
      long sum = 0;
      for (long[] theirs : all) {
        sum ^= theirs[word];
        wrong |= isX ? theirs[word] ^ first[word] : 0;
      }
      wrong |= isX ? 0 : sum;
    }
    return wrong == 0;
  }

  /**
   * See {@link #run(PartyScope, List, List)}.
   *
   * @param numbers whether any were opened
   * @param bits likewise
   */
  static void cost(CostScope op, boolean numbers, boolean bits) {
    Simultaneous.coinsCost(op);
    Simultaneous.cost(op, (numbers ? NUMBER_WORDS : 0) + (bits ? BIT_WORDS : 0));
  }
}
