package io.parley.actors.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandshakesTest {
  private final Handshakes handshakes = new Handshakes(4);

  @Test
  void begin_oneOrigin_hasHalfOfAll() {
    assertThat(handshakes.begin("a")).isTrue();
    assertThat(handshakes.begin("a")).isTrue();
    assertThat(handshakes.begin("a")).isFalse();

    assertThat(handshakes.begin("b")).isTrue();
    assertThat(handshakes.begin("c")).isTrue();
    assertThat(handshakes.begin("d")).as("there are four").isFalse();
  }

  @Test
  void end_makesRoomAgain() {
    handshakes.begin("a");
    handshakes.begin("a");

    handshakes.end("a");

    assertThat(handshakes.begin("a")).isTrue();
    assertThat(handshakes.begin("a")).isFalse();
  }
}
