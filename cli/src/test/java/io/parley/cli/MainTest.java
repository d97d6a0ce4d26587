package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  @Test
  void version_isPrinted() {
    CommandLineRun run = CommandLineRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("parley ").contains("Java 25");
  }

  @Test
  void help_namesAllCommands() {
    CommandLineRun run = CommandLineRun.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("node", "run", "doctor", "generate-completion", "Exit codes");
  }

  @Test
  void noCommand_printsTheUsageAndFails() {
    CommandLineRun run = CommandLineRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: parley");
  }

  @Test
  void completion_isABashScriptForParley() {
    CommandLineRun run = CommandLineRun.of("generate-completion");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("#!/usr/bin/env bash").contains("complete -F _complete_parley");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      docter                              | There is no command 'parley docter'. Did you mean doctor?
      nonsense                            | There is no command 'parley nonsense'. Did you mean node?
      nonsense --help                     | There is no command 'parley nonsense'
      --help nonsense                     | There is no command 'parley nonsense'
      nonsense --version                  | There is no command 'parley nonsense'
      tape lst                            | There is no command 'parley tape lst'. Did you mean list?
      doctor --fast                       | Unknown option: '--fast'
      node --name a                       | Missing required option: '--role=ROLE
      node --role dealer --name a         | expected one of [PARTY, PROVIDER, COORDINATOR]
      node --role party                   | Add --name NAME
      node --role party --name a --port x | 'x' is not an int
      node --role party --name a/b        | parley.node.name is 'a/b'
      node --role party --name a --port 70000    | parley.node.port is '70000'
      node --role party --name a --seed nowhere  | 'nowhere' is not an address
      node --role party --name a --config none.conf | No configuration file can be read at none.conf
      """)
  void mistakes_areOneLineWithTheRemedyAndCode2(String args, String message) {
    CommandLineRun run = CommandLineRun.of(args.split(" +"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("parley: ").contains(message).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }
}
