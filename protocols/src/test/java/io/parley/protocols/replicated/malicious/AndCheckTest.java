package io.parley.protocols.replicated.malicious;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Prg;
import io.parley.crypto.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AndCheckTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 40", "2, 26", "1022, 5", "1023, 4", "10320, 4", "10321, 3", "1048574, 3", "1048575, 2",
      "3000000, 2"})
  void columns_areJustEnoughForTheBound(int words, int columns) {
    assertThat(AndCheck.columns(words)).isEqualTo(columns);
    if (words > 0) {
      assertThat(columns * log2(words + 1)).isGreaterThanOrEqualTo(40);
      assertThat((columns - 1) * log2(words + 1)).isLessThan(40);
    }
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  @Test
  void blocksOfAComparison_needTwoColumnsOnly() {
    assertThat(AndCheck.columns(241L * Blocks.COMPARED / 64)).isEqualTo(2);
  }

  /** Chi-square with 23 degrees of freedom: beyond 70 lies less than 10^-5; the seed is fixed. */
  @Test
  void permutations_areUniform() {
    Prg.Stream coins = new Prg(Seed.of(new byte[32])).stream(1);
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 24_000; i++) {
      counts.merge(Arrays.toString(TripleColumn.permutation(coins, 4)), 1, Integer::sum);
    }

    assertThat(counts).hasSize(24);
    assertThat(counts.values().stream().mapToDouble(n -> (n - 1000) * (n - 1000) / 1000.0).sum()).isLessThan(70);
  }
}
