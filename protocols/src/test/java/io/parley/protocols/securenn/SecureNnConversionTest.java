package io.parley.protocols.securenn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.ShapeOnly;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** ShareConvert, ComputeMSB and DReLU, each on its own. */
class SecureNnConversionTest {
  private static final long SEED = Long.getLong("parley.test.seed", System.nanoTime());
  private static final int RANDOM = 10_000;
  /** L − 1 is not among them: ShareConvert does not take it. */
  private static final long[] EDGES = {0, 1, 2, 3, (1L << 62) - 1, 1L << 62, Long.MAX_VALUE - 1, Long.MAX_VALUE,
      Long.MIN_VALUE, Long.MIN_VALUE + 1, -(1L << 62), -3, -2};

  private final ThreeParties network = new ThreeParties();
  private final Random random = new Random(SEED);

  private long[] values() {
    return LongStream.concat(LongStream.of(EDGES),
        random.longs(RANDOM).map(v -> v >> random.nextInt(64)).filter(v -> v != -1)).toArray();
  }

  /** Shares the values over Z_L or Z_{L−1} and runs; the parties' results. */
  private List<long[]> run(long[] values, boolean odd, BiFunction<PartyScope, long[], long[]> party,
      Consumer<PartyScope> helper) throws Exception {
    long[] first = random.longs(values.length).toArray();
    long[] second = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      second[i] = odd ? OddRing.add(values[i], OddRing.negate(first[i])) : values[i] - first[i];
    }
    return ThreeParties.run(network, op -> {
      if (op.self() == SecureNnProtocol.HELPER) {
        helper.accept(op);
        return new long[0];
      }
      return party.apply(op, op.self() == 0 ? first : second);
    });
  }

  @Test
  void shareConvert_keepsTheValue_in4Rounds() throws Exception {
    long[] a = values();
    int n = a.length;

    List<long[]> y = run(a, false, ShareConvert::party, op -> {
      ShareConvert.helperShares(op, n);
      ShareConvert.helperCompares(op, n);
    });

    for (int i = 0; i < n; i++) {
      assertThat(OddRing.canonical(OddRing.add(y.get(0)[i], y.get(1)[i]))).as("seed %d", SEED).isEqualTo(a[i]);
    }
    assertThat(network.rounds()).isEqualTo(4);
    assertThat(network.bytes()).as("the paper: 4·64·log p + 6·64 bits").isEqualTo(n * (3L * 64 + 4 * 8));
  }

  @Test
  void computeMsb_givesTheTopBit_in4Rounds() throws Exception {
    long[] a = values();
    int n = a.length;

    List<long[]> msb = run(a, true, (op, share) -> ComputeMsb.party(op, op.lane(), share), op -> {
      ComputeMsb.helperShares(op.lane(), n);
      ComputeMsb.helperCompares(op, n);
    });

    for (int i = 0; i < n; i++) {
      assertThat(msb.get(0)[i] + msb.get(1)[i]).as("of %x, seed %d", a[i], SEED).isEqualTo(a[i] >>> 63);
    }
    assertThat(network.rounds()).as("the paper: 5").isEqualTo(4);
    assertThat(network.bytes()).as("the paper: 4·64·log p + 13·64 bits").isEqualTo(n * (3L * 64 + 9 * 8));
  }

  @Test
  void dReLU_isRightWithin62Bits_in8Rounds() throws Exception {
    long[] a = LongStream.concat(LongStream.of(0, 1, -1, (1L << 62) - 1, -(1L << 62)),
        random.longs(RANDOM).map(v -> v >> random.nextInt(1, 64))).toArray();
    Shape shape = Shape.of(a.length);

    List<long[]> sign = run(a, false, (op, share) -> new SecureNnParty(op)
        .isNegative(new RingShare(RingTensor.of(shape, share))).value().words(RawAccess.grant()),
        op -> new SecureNnHelper(op).isNegative(new ShapeOnly(shape)));

    for (int i = 0; i < a.length; i++) {
      assertThat(sign.get(0)[i] + sign.get(1)[i]).as("of %d, seed %d", a[i], SEED).isEqualTo(a[i] >>> 63);
    }
    assertThat(network.rounds()).isEqualTo(8);
    assertThat(network.bytes()).as("the paper: 8·64·log p + 19·64 bits").isEqualTo(a.length * (6L * 64 + 13 * 8));
  }
}
