package io.parley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.plan.BadRequestException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
  private static Link parse(String text) {
    return Link.parse("--link", text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"latency=5ms,bandwidth=100Mbit|5000000|100000000",
      "latency=250us|250000|9223372036854775807", "bandwidth=2.5Gbit|0|2500000000",
      "latency=0.5s,bandwidth=64kbit|500000000|64000", "lan|250000|1000000000", "wan|20000000|100000000",
      "loopback|0|9223372036854775807"})
  void parse_link_hasLatencyAndBandwidth(String text, long nanos, long bits) {
    assertThat(parse(text)).isEqualTo(new Link(Duration.ofNanos(nanos), bits));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "moon", "latency=5", "latency=ms", "latency=-5ms", "latency=11s", "bandwidth=1Mbit,",
      "latency=5ms,", ",latency=5ms", "latency=5ms,latency=5ms", "bandwidth=0Mbit", "bandwidth=2000Gbit",
      "bandwidth=1MBit", "latency=5ms bandwidth=1Mbit", "latency=5msbandwidth=1Mbit", ","})
  void parse_other_namesSourceTextAndForm(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(BadRequestException.class)
        .hasMessageStartingWith("--link is '" + text + "', but must be loopback, lan, wan,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"loopback", "lan", "wan", "latency=5ms,bandwidth=100Mbit", "latency=7us", "bandwidth=1.5Mbit"})
  void toString_ofALink_isReadBack(String text) {
    Link link = parse(text);

    assertThat(parse(link.toString())).isEqualTo(link);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"wan|wan", "loopback|loopback", "latency=250us,bandwidth=1Gbit|lan",
      "latency=7ms|latency=7ms"})
  void name_isTheShortestText(String text, String name) {
    assertThat(parse(text).name()).isEqualTo(name);
  }

  @Test
  void describe_presets_tellTheirNumbers() {
    assertThat(Link.LAN.describe()).isEqualTo("0.25 ms each way, 1000 Mbit/s");
    assertThat(Link.WAN.describe()).isEqualTo("20 ms each way, 100 Mbit/s");
    assertThat(Link.LOOPBACK.describe()).isEqualTo("loopback");
  }
}
