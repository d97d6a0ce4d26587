package io.parley.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.plan.BadRequestException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "512, 512, 512", "100K, 100000, 100K", "100000, 100000, 100K", "2m, 2000000, 2M",
      "1x784x128, 1x784x128, 1×784×128", "1×1K×2, 1x1000x2, 1×1K×2", "2147483647, 2147483647, 2147483647"})
  void parse_size_isReadBackAndLabelled(String text, String plain, String label) {
    Size size = Size.parse(text);

    assertThat(size).hasToString(plain).isEqualTo(Size.parse(plain)).isEqualTo(Size.parse(label));
    assertThat(size.label()).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1G", "K", "1.5K", "3000M", "2147483648", "1x", "x1", "1x0", "99999999999"})
  void parse_noSize_isRefused(String text) {
    assertThatThrownBy(() -> Size.parse(text)).isInstanceOf(BadRequestException.class)
        .hasMessageStartingWith("'" + text + "' is no size. Write a number");
  }
}
