package io.parley.protocols.securenn;

import static io.parley.protocols.securenn.SharedBits.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.protocols.securenn.ThreeParties.Sent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecureNnPrivateCompareTest {
  private static final long SEED = Long.getLong("parley.test.seed", System.nanoTime());
  private static final long[] EDGES = {0, 1, 2, 0x5555555555555555L, Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MIN_VALUE,
      Long.MIN_VALUE + 1, -3, -2, -1};

  private final ThreeParties network = new ThreeParties();

  /** P_2 shares the bits of x, then all compare; what P_2 learns. */
  private long[] compare(long[] x, long[] r, long[] beta) throws Exception {
    return ThreeParties.run(network, op -> {
      if (op.self() == SecureNnProtocol.HELPER) {
        SharedBits.deal(op, x);
        return PrivateCompare.helper(op, x.length);
      }
      PrivateCompare.party(op, op, r, beta);
      return new long[0];
    }).get(SecureNnProtocol.HELPER);
  }

  private static long[] repeat(long value, int n) {
    long[] out = new long[n];
    Arrays.fill(out, value);
    return out;
  }

  @Test
  void edgesAndRandomWords_areComparedAsUnsigned_underBothMasks() throws Exception {
    Random random = new Random(SEED);
    List<long[]> cases = new ArrayList<>();
    for (long beta = 0; beta < 2; beta++) {
      for (long x : EDGES) {
        for (long r : EDGES) {
          cases.add(new long[]{x, r, beta});
        }
      }
      for (int i = 0; i < 500; i++) {
        long x = random.nextLong();
        cases.add(new long[]{x, x ^ (1L << random.nextInt(64)), beta});
      }
    }

    long[] found = compare(column(cases, 0), column(cases, 1), column(cases, 2));

    for (int i = 0; i < found.length; i++) {
      long[] c = cases.get(i);
      long greater = Long.compareUnsigned(c[0], c[1]) > 0 ? 1 : 0;
      assertThat(found[i]).as("x = %x, r = %x, beta = %d, seed %d", c[0], c[1], c[2], SEED).isEqualTo(c[2] ^ greater);
    }
  }

  private static long[] column(List<long[]> rows, int k) {
    return rows.stream().mapToLong(row -> row[k]).toArray();
  }

  @Test
  void itTakesOneRound_andTwoArraysOf64Bytes() throws Exception {
    compare(repeat(5, 100), repeat(7, 100), repeat(1, 100));

    assertThat(network.rounds()).as("one to share the bits, one to compare").isEqualTo(2);
    assertThat(network.bytes()).isEqualTo(100 * (64 + 2 * 64));
  }

  /** All that P_2 sees of x and r: whether there is a zero. Its place and all other numbers are uniform. */
  @ParameterizedTest
  @CsvSource({"5, 4, 0, 1", "5, 5, 0, 0", "5, 5, 1, 1", "5, 4, 1, 0", "-1, 0, 0, 1", "0, -1, 1, 1", "-1, -1, 1, 1",
      "-1, -1, 0, 0"})
  void whatTheHelperSees_isUniformNumbers_andAtMostOneZeroAtARandomPlace(long x, long r, long beta, int zeros)
      throws Exception {
    int n = 20_000;

    compare(repeat(x, n), repeat(r, n), repeat(beta, n));

    byte[][] shares = {sentToHelper(0), sentToHelper(1)};
    int[] zerosAt = new int[64];
    int[] values = new int[P];
    int[][] shareValues = new int[2][P];
    for (int i = 0; i < n; i++) {
      int found = 0;
      for (int k = 0; k < 64; k++) {
        int d = (shares[0][64 * i + k] + shares[1][64 * i + k]) % P;
        shareValues[0][shares[0][64 * i + k]]++;
        shareValues[1][shares[1][64 * i + k]]++;
        values[d]++;
        found += d == 0 ? 1 : 0;
        zerosAt[k] += d == 0 ? 1 : 0;
      }
      assertThat(found).isEqualTo(zeros);
    }
    // The mean is the degrees of freedom; beyond these limits lies less than 10^-8.
    assertThat(chiSquare(shareValues[0], 0)).as("share of P_0").isLessThan(160);
    assertThat(chiSquare(shareValues[1], 0)).as("share of P_1").isLessThan(160);
    assertThat(chiSquare(values, 1)).as("what is not zero").isLessThan(160);
    if (zeros == 1) {
      assertThat(chiSquare(zerosAt, 0)).as("place of the zero").isLessThan(155);
    }
  }

  /** P_2 knows both shares of x. Here c_i of P_0 is 0 for all i: its share of d is uniform by re-randomisation alone. */
  @Test
  void theShareOfD_doesNotDependOnTheShareOfX() throws Exception {
    int n = 20_000;

    compare(repeat(-1, n), repeat(-1, n), repeat(1, n));

    int[] values = new int[P];
    for (byte d : sentToHelper(0)) {
      values[d]++;
    }
    assertThat(chiSquare(values, 0)).isLessThan(160);
  }

  private byte[] sentToHelper(int from) {
    long[] words = network.sent().stream().filter(s -> s.from() == from && s.to() == SecureNnProtocol.HELPER)
        .map(Sent::words).flatMapToLong(Arrays::stream).toArray();
    byte[] bytes = new byte[8 * words.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[i / 8] >>> (8 * (i % 8)));
    }
    return bytes;
  }

  private static double chiSquare(int[] counts, int first) {
    int[] used = Arrays.copyOfRange(counts, first, counts.length);
    double expected = Arrays.stream(used).sum() / (double) used.length;
    return Arrays.stream(used).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
  }
}
