package io.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.plan.BadRequestException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no run can be asked for is refused where it is asked for. */
class RunOptionsTest {
  private static final RunOptions DEFAULTS = RunOptions.defaults();

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE})
  void withParties_impossibleNumber_isRefused(int parties) {
    assertThatThrownBy(() -> DEFAULTS.withParties(parties)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("1 to 1000 parties, not " + parties);
  }

  @Test
  void withParties_tooManyNames_isRefused() {
    assertThatThrownBy(() -> DEFAULTS.withParties(Collections.nCopies(1_001, "a")))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("not 1001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S", "P7DT0.001S", "P249D", "PT2562047788015215H"})
  void withTimeout_impossibleTime_isRefused(Duration timeout) {
    assertThatThrownBy(() -> DEFAULTS.withTimeout(timeout)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("between 1 ms and 7 days, not " + timeout);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.001S", "P7D"})
  void withTimeout_leastAndMost_areTaken(Duration timeout) {
    assertThat(DEFAULTS.withTimeout(timeout).timeout()).contains(timeout);
  }

  @Test
  void awaitMembers_impossibleNumbers_areRefused() throws InterruptedException {
    try (Parley parley = Parley.local(1)) {
      assertThatThrownBy(() -> parley.awaitMembers(-1, false, Duration.ZERO)).isInstanceOf(BadRequestException.class)
          .hasMessageContaining("not -1");
      assertThatThrownBy(() -> parley.awaitMembers(1, false, Duration.ofSeconds(Long.MAX_VALUE)))
          .isInstanceOf(BadRequestException.class).hasMessageContaining("at most 7 days");
      assertThatThrownBy(() -> parley.awaitMembers(1, false, Duration.ofNanos(-1)))
          .isInstanceOf(BadRequestException.class).hasMessageContaining("at most 7 days");
      assertThat(parley.awaitMembers(1, false, Duration.ZERO).parties()).containsExactly("a");
    }
  }
}
