package io.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Parley;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PrivateDigitsTest {
  @Test
  void classify_firstTestImages_readsTheDigitsOnThem() throws IOException, InterruptedException {
    try (Parley parley = Parley.local(2)) {
      assertThat(PrivateDigits.classify(parley, Path.of(".."), 4)).containsExactly(7, 2, 1, 0);
    }
  }
}
