package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void print_alignsColumnsToTheirSides() {
    StringWriter out = new StringWriter();

    new Table("role", ">MB sent").row("party 0", "12.5").rule().row("all", "100.0").print(new PrintWriter(out));

    assertThat(out.toString().lines()).containsExactly(
        "role     MB sent",
        "party 0     12.5",
        "────────────────",
        "all        100.0");
  }
}
