package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Values;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Isolated("times what it does")
class RehearsalTest {
  static Stream<String> protocols() {
    return Protocols.all().stream().map(Protocol::name);
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void once_anyProtocol_runsAWholeSession(String protocol) throws Exception {
    Values y = Objects.requireNonNull(Rehearsal.once(Protocols.byName(protocol)).get("y"));

    assertThat(y.data()).hasSize(64 * 20);
    assertThat(Arrays.stream(y.data()).boxed()).allSatisfy(v -> assertThat(v).isCloseTo(26 * 0.125,
        Offset.offset(0.001)));
  }

  @Test
  void run_endsSoonAfterItsTime() {
    long start = System.nanoTime();

    Rehearsal.run(Duration.ofMillis(1));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }
}
