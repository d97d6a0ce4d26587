package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cli.doctor.Finding;
import io.parley.cli.doctor.Finding.Mark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  private static final Finding FINE = new Finding(Mark.OK, "Java", "25", "");
  private static final Finding SLOW = new Finding(Mark.WARN, "SIMD", "plain loops", "use ./parley");
  private static final Finding BROKEN = new Finding(Mark.FAIL, "Disk", "full", "free some space");

  private final StringWriter out = new StringWriter();

  @Test
  void report_warnings_arePrintedWithTheRemedyAndPass() {
    assertThat(DoctorCommand.report(List.of(FINE, SLOW), new PrintWriter(out))).isZero();
    assertThat(out.toString()).contains("✓  Java", "!  SIMD  plain loops → use ./parley", "can run Parley");
  }

  @Test
  void report_failure_exitsWith1() {
    assertThat(DoctorCommand.report(List.of(FINE, BROKEN), new PrintWriter(out))).isEqualTo(1);
    assertThat(out.toString()).contains("✗  Disk  full → free some space");
  }
}
