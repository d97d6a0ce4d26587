package io.parley.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cli.doctor.Doctor.Check;
import io.parley.cli.doctor.Finding.Mark;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
  @Test
  void examine_machineThatRunsTheTests_failsNowhereAndFindsTheFlags() {
    List<Finding> findings = Doctor.examine();

    assertThat(findings).noneMatch(f -> f.mark() == Mark.FAIL).extracting(Finding::check).contains("Java", "JVM flags",
        "SIMD", "Memory", "Loopback", "Clock", "Randomness");
    assertThat(findings).filteredOn(f -> f.check().equals("JVM flags")).allMatch(f -> f.mark() == Mark.OK);
    assertThat(findings).filteredOn(f -> f.mark() != Mark.OK).noneMatch(f -> f.remedy().isEmpty());
  }

  @Test
  void ask_questionThatThrows_fails() {
    Finding finding = new Check("Disk", () -> {
      throw new IOException("gone");
    }).ask();

    assertThat(finding.mark()).isEqualTo(Mark.FAIL);
    assertThat(finding.found()).contains("gone");
  }
}
