package io.parley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.plan.BadRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @ValueSource(strings = {"a:1", "host-1.example.org:65535", "127.0.0.1:7400", "[::1]:7400"})
  void parse_address_printsTheSame(String text) {
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", ":1", "a:", "a:0", "a:65536", "a:b", "::1:7400", "[::x]:1", "[1:2]:3", "a b:1"})
  void parse_noAddress_isRefused(String text) {
    assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'" + text + "'").hasMessageContaining("host:port");
  }

  @Test
  void parse_surroundingBlanks_areDropped() {
    assertThat(HostPort.parse(" a:1 ")).isEqualTo(new HostPort("a", 1));
  }

  @ParameterizedTest
  @CsvSource({"[0:0:0:0:0:0:0:1]:7400,[::1]:7400", "[FD00:0:0:1:0:0:0:a]:1,[fd00:0:0:1::a]:1",
      "[2001:db8:0:1:1:1:1:1]:1,[2001:db8:0:1:1:1:1:1]:1", "[::]:1,[::]:1", "[1:2:3:4:5:6:0:0]:1,[1:2:3:4:5:6::]:1",
      "[::ffff:10.0.0.1]:7400,10.0.0.1:7400"})
  void parse_sameAddressInOtherWords_isWrittenInOneWay(String text, String normal) {
    assertThat(HostPort.parse(text)).hasToString(normal).isEqualTo(HostPort.parse(normal));
  }
}
