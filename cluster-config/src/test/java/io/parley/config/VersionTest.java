package io.parley.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
  @ParameterizedTest
  @CsvSource({
      "0.1.0,          1, 0.1.0,          1, true",
      "0.1.0,          1, 0.1.1,          1, true",
      "0.1.0,          1, 2.0.0,          1, true",
      "0.1.0,          1, 0.1.1,          2, false",
      "0.1.0,          1, 0.1.0,          2, false",
      "0.2.0-SNAPSHOT, 1, 0.2.0-SNAPSHOT, 1, true",
      "0.2.0-SNAPSHOT, 1, 0.3.0-SNAPSHOT, 1, false",
      "0.2.0-SNAPSHOT, 1, 0.2.0,          1, false",
      "development,    1, development,    1, true",
      "development,    1, 0.2.0-SNAPSHOT, 1, false",
      "development,    1, 0.2.0,          1, false"})
  void worksWith_isTheSameBothWays(String program, int wire, String otherProgram, int otherWire, boolean works) {
    Version one = new Version(program, wire);
    Version other = new Version(otherProgram, otherWire);

    assertThat(one.worksWith(other)).isEqualTo(works);
    assertThat(other.worksWith(one)).isEqualTo(works);
  }

  @Test
  void ofThisBuild_isTheOneOfThePom() {
    assertThat(Version.ofThisBuild().program()).matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
  }
}
