package io.parley.plan.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpSamplesTest {
  @Test
  void all_haveEveryOpOfTheVocabulary() {
    assertThat(OpSamples.all().stream().map(OpSample::name).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(Vocabulary.all().stream().map(OpSchema::name).toList());
  }

  @Test
  void all_runOnTheirInputs() {
    for (OpSample sample : OpSamples.all()) {
      assertThat(Objects.requireNonNull(PlaintextInterpreter.run(sample.plan(), sample.inputs()).get(OpSample.OUTPUT))
          .data()).as(sample.toString()).isNotEmpty().doesNotContain(Double.NaN);
    }
  }
}
