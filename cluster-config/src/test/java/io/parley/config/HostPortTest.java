package io.parley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.plan.BadRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @ValueSource(strings = {"a:1", "host-1.example.org:65535", "127.0.0.1:7400", "[::1]:7400"})
  void parse_address_printsTheSame(String text) {
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", ":1", "a:", "a:0", "a:65536", "a:b", "::1:7400", "a b:1"})
  void parse_noAddress_isRefused(String text) {
    assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'" + text + "'").hasMessageContaining("host:port");
  }

  @Test
  void parse_surroundingBlanks_areDropped() {
    assertThat(HostPort.parse(" a:1 ")).isEqualTo(new HostPort("a", 1));
  }
}
