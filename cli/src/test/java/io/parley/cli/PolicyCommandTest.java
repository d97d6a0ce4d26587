package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
  private static final String PLAN = "0a".repeat(32);

  @TempDir
  private Path directory;
  private String policy;

  @BeforeEach
  void makeKeys() {
    done("keys", "ca", "--domain", "health.example", "--dir", directory.toString());
    policy = directory.resolve("policy.conf").toString();
  }

  private static String done(String... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private static String refused(String... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1);
    return run.err();
  }

  private String request(String text) throws IOException {
    return Files.writeString(directory.resolve("run.conf"), text).toString();
  }

  @Test
  void create_thenCheck_saysWhichItIs() {
    assertThat(done("policy", "new", policy)).contains("The policy is " + policy);

    assertThat(done("policy", "check", policy)).containsPattern("is a policy of 1 rule\\. Version [0-9a-f]{64}");
    assertThat(refused("policy", "new", policy)).contains("already");
  }

  @Test
  void create_withoutACa_needsADomain(@TempDir Path elsewhere) {
    String file = elsewhere.resolve("policy.conf").toString();

    assertThat(refused("policy", "new", file)).contains("--domain DOMAIN");
    done("policy", "new", file, "--domain", "other.example");
    assertThat(Path.of(file)).content().contains("spiffe://other.example/*/client/*");
  }

  @Test
  void explain_allowedRun_namesTheRuleAndItsLines() throws IOException {
    done("policy", "new", policy);

    assertThat(done("policy", "explain", policy, "--request",
        request("client = \"spiffe://health.example/uni/client/dora\"")))
        .contains("rule 'clients', line 5: fits", "line 7, who: yes (spiffe://health.example/uni/client/dora)",
            "Allowed by rule 'clients', line 5.");
  }

  @Test
  void explain_refusedRun_saysWhyAndWhatWouldAllowIt() throws IOException {
    Files.writeString(Path.of(policy), """
        rules = [
          {
            name = small
            ops = [matmul]
            limits { memory = 1MiB }
          }
        ]
        """);

    CommandLineRun limit = CommandLineRun.of("policy", "explain", policy, "--request",
        request("ops = [matmul]\nmemory = 2MiB"));
    assertThat(limit.exitCode()).isEqualTo(1);
    assertThat(limit.out()).contains("line 5, memory: no (2097152 is more than 1048576)",
        "Refused: rule 'small', line 5, its limit 'memory': 2097152 is more than 1048576. To allow it, change that line");

    CommandLineRun none = CommandLineRun.of("policy", "explain", policy, "--request", request("ops = [relu]"));
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.out()).contains("rule 'small', line 2: does not fit", "ops: no (relu is none of matmul)",
        "To allow it, add a rule that fits");

    CommandLineRun open = CommandLineRun.of("policy", "explain", policy, "--request", request("memory = 1"));
    assertThat(open.exitCode()).isEqualTo(1);
    assertThat(open.out()).contains("depends on what the request file does not say", "ops: open (depends on ops)");
  }

  @Test
  void check_whatIsNoPolicy_namesTheLine() throws IOException {
    Files.writeString(Path.of(policy), "rules = [{\n name = a\n whom = b }]");

    assertThat(refused("policy", "check", policy)).contains("line 3", "'whom'");
    assertThat(refused("policy", "check", directory.resolve("none").toString())).contains("No file can be read");
  }

  @Test
  void approve_plan_isASignedFile() {
    done("keys", "new", "ann", "--role", "auditor", "--operator", "watch", "--dir", directory.toString());

    assertThat(done("policy", "approve", PLAN, "--name", "ann", "--role", "auditor", "--dir", directory.toString()))
        .contains("spiffe://health.example/watch/auditor/ann approves of plan 0a0a0a0a0a0a");
    assertThat(directory.resolve("approvals/0a0a0a0a0a0a-auditor-ann.approval")).isNotEmptyFile();
    assertThat(refused("policy", "approve", "0a0a", "--name", "ann", "--role", "auditor", "--dir",
        directory.toString())).contains("64 hex digits");
    assertThat(refused("policy", "approve", PLAN, "--name", "bob", "--role", "auditor", "--dir",
        directory.toString())).contains("parley keys new bob");
  }
}
