package io.parley.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.plan.BadRequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static final String POLICY = """
      rules = [
        {
          name = no-strangers
          refuse = true
          when = "operator == 'evil' || outputs.exists(o, o.startsWith('raw'))"
        }
        {
          name = researchers
          who = ["spiffe://d/uni/client/*"]
          protocols = [masked, spdz2k]
          providers = ["spiffe://d/*/provider/*"]
          ops = [matmul, relu, input]
          limits {
            elements = 1000
            memory = 1MiB
            seconds = 1m
          }
        }
        {
          name = signed
          operators = [bank]
          signed-by = ["spiffe://d/*/auditor/*"]
        }
      ]
      """;
  private static final String RUN = """
      client = "spiffe://d/uni/client/dora"
      role = party
      protocol = masked
      mode = stream
      parties = ["spiffe://d/acme/party/a", "spiffe://d/bank/party/b"]
      providers = ["spiffe://d/dealers/provider/p"]
      inputs = [x]
      outputs = [y]
      plans = []
      signers = []
      ops = [input, matmul]
      steps = 1
      resumptions = 0
      seconds = 60
      nodes = 3
      elements = 1000
      memory = 1MiB
      bytes = 10
      sessions = 1
      tapes = 0
      """;

  private static Policy policy() {
    return Policy.parse("policy.conf", POLICY);
  }

  private static RunFacts run(String... changes) {
    return RunFacts.read(Path.of("run.conf"), RUN + String.join("\n", changes));
  }

  @Test
  void judge_runThatARuleFits_isAllowedByIt() {
    Verdict verdict = policy().judge(run());

    assertThat(verdict.allows()).isTrue();
    assertThat(verdict.rule()).contains("researchers");
    assertThat(verdict.line()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
      "client = \"spiffe://d/uni/auditor/dora\"; ; 0; no rule",
      "client = \"spiffe://d/uni/client/do/ra\"; ; 0; no rule",
      "protocol = plain; ; 0; no rule",
      "providers = [\"spiffe://d/dealers/provider/p\", \"spiffe://e/dealers/provider/p\"]; ; 0; no rule",
      "ops = [input, matmul, sort]; ; 0; no rule",
      "outputs = [y, raw-rows]; no-strangers; 2; 'no-strangers'",
      "client = \"spiffe://d/evil/client/x\"; no-strangers; 2; 'no-strangers'",
      "elements = 1001; researchers; 14; 'researchers'",
      "memory = 1048577; researchers; 15; 'researchers'",
      "seconds = 61; researchers; 16; 'researchers'"})
  void judge_runThatIsNotAllowed_isRefusedByTheRuleAlone(String change, String rule, int line, String said) {
    Verdict verdict = policy().judge(run(change));

    assertThat(verdict.allows()).isFalse();
    assertThat(verdict.rule()).isEqualTo(Optional.ofNullable(rule));
    assertThat(verdict.line()).isEqualTo(line);
    assertThat(verdict.refusal()).contains(said).contains("Ask its operator").doesNotContain("1000", "uni", "1048576");
  }

  @Test
  void judge_signature_isOfOneWhoFits() {
    String bank = "client = \"spiffe://d/bank/client/c\"";

    assertThat(policy().judge(run(bank)).allows()).isFalse();
    assertThat(policy().judge(run(bank, "signers = [\"spiffe://d/bank/client/c\"]")).allows()).isFalse();
    assertThat(policy().judge(run(bank, "signers = [\"spiffe://d/x/owner/o\", \"spiffe://d/x/auditor/o\"]")).allows())
        .isTrue();
  }

  @Test
  void judge_whatIsNotKnown_isRefused() {
    RunFacts early = RunFacts.read(Path.of("run.conf"), RUN.replaceAll("(?m)^(ops|elements|memory) =.*\n", ""));

    assertThat(policy().judgeEarly(early).allows()).isTrue();
    Verdict verdict = policy().judge(early);
    assertThat(verdict.allows()).isFalse();
    assertThat(verdict.rule()).contains("researchers");
  }

  @Test
  void judgeEarly_runThatNothingCouldAllow_isRefused() {
    RunFacts early = RunFacts.read(Path.of("run.conf"),
        RUN.replaceAll("(?m)^(ops|elements|memory|outputs|signers) =.*\n", "") + "protocol = plain");

    assertThat(policy().judgeEarly(early).allows()).isFalse();
  }

  /** A refusal that is open must not be passed over for an allowance that comes after it. */
  @Test
  void judge_refusalThatDependsOnTheUnknown_refuses() {
    RunFacts run = RunFacts.read(Path.of("run.conf"), RUN.replaceAll("(?m)^outputs =.*\n", ""));

    Verdict verdict = policy().judge(run);
    assertThat(verdict.allows()).isFalse();
    assertThat(verdict.rule()).contains("no-strangers");
  }

  @Test
  void judge_facts_areComputedOnceAndOnlyIfAskedFor() {
    AtomicInteger computed = new AtomicInteger();
    RunFacts facts = run().with(Fact.ELEMENTS, () -> (long) computed.incrementAndGet())
        .with(Fact.BYTES, () -> {
          throw new AssertionError("nobody asks for it");
        });

    assertThat(policy().judge(facts).allows()).isTrue();
    assertThat(policy().judge(facts).allows()).isTrue();
    assertThat(computed).hasValue(1);
  }

  @Test
  void explain_eachRule_hasWhatItsLinesMakeOfTheRun() {
    List<Policy.Explained> explained = policy().explain(run("ops = [sort]"));

    assertThat(explained).extracting(Policy.Explained::rule).containsExactly("no-strangers", "researchers", "signed");
    assertThat(explained.get(1).fits()).isEqualTo(Finding.Answer.NO);
    assertThat(explained.get(1).findings()).filteredOn(f -> f.answer() == Finding.Answer.NO)
        .containsExactly(new Finding("ops", 12, Finding.Answer.NO, "sort is none of matmul, relu, input"));
  }

  @Test
  void version_changesWithEveryByte() {
    assertThat(policy().version()).hasSize(64).isEqualTo(policy().version())
        .isNotEqualTo(Policy.parse("policy.conf", POLICY + " ").version());
  }

  @Test
  void judge_noRules_refuseEverything() {
    assertThat(Policy.parse("p", "rules = []").judge(run()).allows()).isFalse();
  }

  @Test
  void when_everyFact_isOfItsType() {
    for (Fact fact : Fact.values()) {
      String condition = switch (fact.type()) {
        case TEXT -> fact.key() + " != 'other'";
        case TEXTS -> "size(" + fact.key() + ") >= 0";
        case NUMBER -> fact.key() + " < 2000000";
      };
      Policy policy = Policy.parse("p", "rules = [{name = r, when = \"" + condition + "\"}]");

      assertThat(policy.judge(run()).allows()).as(condition).isTrue();
    }
  }

  @Test
  void when_conditionThatFails_fitsNothing() {
    Policy policy = Policy.parse("p", "rules = [{name = r, when = \"parties[7] == 'x'\"}]");

    assertThat(policy.judge(run()).allows()).isFalse();
    assertThat(policy.explain(run()).getFirst().findings().getFirst().why()).contains("fails");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
      "rules = [; p is no policy",
      "; p has no 'rules'",
      "rules = [{}]; line 1: a rule has no name",
      "rules = [{name = a}, {name = a}]; a second rule has the name 'a'",
      "rules = [{name = a, whom = [b]}]; rule 'a' has 'whom', which no rule can have",
      "rules = [{name = a, who = b}]; line 1",
      "rules = [{name = a, limits {fun = 1}}]; there is no limit 'fun'",
      "rules = [{name = a, limits {seconds = soon}}]; line 1",
      "rules = [{name = a, refuse = true, limits {steps = 1}}]; has no use for limits",
      "rules = [{name = a, when = \"steps <\"}]; line 1: 'steps <' is no condition",
      "rules = [{name = a, when = \"steps\"}]; is no condition",
      "rules = [{name = a, when = \"fun == 1\"}]; undeclared reference to 'fun'",
      "rule = []; 'rule' is no part of a policy"})
  void parse_whatIsNoPolicy_isRefusedByItsLine(String text, String complaint) {
    assertThatThrownBy(() -> Policy.parse("p", text == null ? "" : text)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fun = 1", "steps = many", "parties = a", "client {}", "x = ["})
  void read_whatIsNoRun_isRefused(String text) {
    assertThatThrownBy(() -> RunFacts.read(Path.of("run.conf"), text)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("run.conf");
  }
}
