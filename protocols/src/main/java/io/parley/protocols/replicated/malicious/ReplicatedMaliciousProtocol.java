package io.parley.protocols.replicated.malicious;

import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Sharing;
import io.parley.protocols.spi.Side;
import java.util.Optional;

/**
 * Replicated secret sharing among three parties, of whom one may be malicious: secure with abort.
 *
 * <p>x = x_0 + x_1 + x_2, and party i holds x_i and x_{i+1}. Numbers are shared over Z_2^128, with the value in the low 64
 * bits, so that products can be checked with an error of 2^-64; bits over Z_2, bit-sliced.
 *
 * <ul>
 * <li>Products and ANDs [1]: each party computes one component of the result, masked by a share of zero, and sends it to
 * one other: {@link Gates}. What it sees is uniform, whatever another party does, and all that a cheat can do is to add an
 * error to the result.
 * <li>Bits of a component, and bits as components of numbers [4, 5]: without a message, since both holders have them.
 * {@link MaliciousComparison}, {@link MaliciousTruncation} and {@link BitConversion} are circuits of products and ANDs on these.
 * <li>{@link Checkpoint}: every product is checked by the sacrifice of a random triple [2], over 64 bits more than the
 * value has [3], and every AND by cut and choose [6], before anything that depends on them is released.
 * <li>{@link InputComparison}: whether the holders of an input have the same components, before any check says anything.
 * <li>Outputs: each component comes from two parties, and the client compares them.
 * </ul>
 *
 * <p>[1] Araki et al., CCS 2016, ePrint 2016/768. [2] Eerikson et al., ITC 2020, ePrint 2019/164. [3] Cramer et al., CRYPTO
 * 2018, ePrint 2018/482. [4] Araki et al., CCS 2018, ePrint 2018/762. [5] Mohassel and Rindal, CCS 2018, ePrint 2018/403.
 * [6] Furukawa et al., EUROCRYPT 2017, ePrint 2016/944.
 */
public final class ReplicatedMaliciousProtocol implements Protocol {
  /** For each word sent, 6 are kept until the checkpoint, and up to 36 while it runs: half a gigabyte at most. */
  private static final long WORDS_BETWEEN_CHECKPOINTS = 1 << 21;

  @Override
  public String name() {
    return "replicated-malicious";
  }

  @Override
  public Optional<String> refuses(int parties) {
    return parties == 3
        ? Optional.empty()
        : Optional.of("The protocol 'replicated-malicious' needs exactly 3 parties, not " + parties);
  }

  @Override
  public boolean needsProvider() {
    return false;
  }

  @Override
  public boolean hasPairKeys() {
    return true;
  }

  /** Two shares, and what is kept of both operands and the result until they are checked. */
  @Override
  public int wordsPerElement() {
    return 16;
  }

  @Override
  public long wordsBetweenCheckpoints() {
    return WORDS_BETWEEN_CHECKPOINTS;
  }

  @Override
  public Sharing sharing() {
    return new MaliciousSharing();
  }

  @Override
  public Side<PartyScope, ?, ?> party(PartyScope session) {
    Journal journal = new Journal();
    return new Side<PartyScope, PartyNumber, PartyBits>() {
      @Override
      public Primitives<PartyNumber, PartyBits> at(PartyScope op) {
        return new MaliciousParty(op, journal);
      }

      @Override
      public void checkpoint(PartyScope op) {
        Checkpoint.run(op, journal, journal.next());
      }
    };
  }

  @Override
  public Side<CostScope, ?, ?> costs(CostScope session) {
    return new MaliciousCosts.Pending();
  }
}
