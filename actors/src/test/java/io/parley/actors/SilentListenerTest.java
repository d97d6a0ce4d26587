package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Parley;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilentListenerTest {
  private static final Duration TO_END = Duration.ofSeconds(20);

  /** The system takes the connections, and nobody reads what comes. */
  @Test
  void connect_listenerThatSaysNothing_endsWithTheAddress() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      long begin = System.nanoTime();

      assertThatThrownBy(() -> Parley.connect(address)).isInstanceOf(BadRequestException.class)
          .hasMessageContaining(address);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TO_END);
    }
  }
}
