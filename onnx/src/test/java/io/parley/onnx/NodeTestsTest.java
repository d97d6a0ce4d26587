package io.parley.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.onnx.NodeTest.Known;
import io.parley.onnx.NodeTest.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX's own node tests, as far as they are small or the only ones of an op; docs/onnx.md tells how to renew them. */
class NodeTestsTest {
  /** What the archive has to hold, so that renewing it loses nothing unseen. */
  private static final int PASSING = 1050;
  private static final int REFUSED = 43;
  /** Supported, but in no test that passes, and why. */
  private static final Map<String, String> UNTESTED = Map.of("IsInf", "the inputs hold infinity, which is refused",
      "IsNaN", "the inputs hold NaN, which is refused", "NonZero", "its input is secret, which is refused");

  private static final Map<String, NodeTest> TESTS;
  private static final Map<String, List<Known>> CHOICES;

  static {
    try {
      TESTS = NodeTestArchive.read();
      CHOICES = NodeTestArchive.passing();
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static Stream<NodeTest> passing() {
    return CHOICES.keySet().stream().map(NodeTestsTest::test);
  }

  static Stream<NodeTest> refused() {
    return NodeTestRefusals.ALL.keySet().stream().sorted().map(NodeTestsTest::test);
  }

  private static NodeTest test(String name) {
    return Objects.requireNonNull(TESTS.get(name), name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passing")
  void import_nodeTest_givesItsOutputs(NodeTest test) throws IOException {
    for (Known known : Objects.requireNonNull(CHOICES.get(test.name()))) {
      assertThat(test.run(known)).as("with %s known", known).isEqualTo(new Outcome.Passes());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void import_nodeTestBeyondWhatIsSupported_isRefusedInOneLine(NodeTest test) throws IOException {
    String reason = Objects.requireNonNull(NodeTestRefusals.ALL.get(test.name()));
    List<String> lines = new ArrayList<>();
    for (Known known : test.choices()) {
      assertThat(test.run(known)).as("with %s known", known)
          .isInstanceOfSatisfying(Outcome.Refused.class, refused -> lines.add(refused.line()));
    }

    assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("\n"))
        .anySatisfy(line -> assertThat(line).contains(reason));
  }

  @Test
  void archive_holdsAsManyTestsAsEver_andNoneThatIsNotRun() {
    Set<String> run = new TreeSet<>(CHOICES.keySet());
    run.addAll(NodeTestRefusals.ALL.keySet());

    assertThat(CHOICES).hasSize(PASSING).allSatisfy((_, choices) -> assertThat(choices).isNotEmpty());
    assertThat(NodeTestRefusals.ALL).hasSize(REFUSED);
    assertThat(TESTS.keySet()).isEqualTo(run).hasSize(PASSING + REFUSED);
  }

  @Test
  void everySupportedOp_isInATestThatPasses() {
    Set<String> tested = new TreeSet<>();
    passing().forEach(test -> tested.addAll(test.types()));
    Set<String> untested = new TreeSet<>(Operators.types());
    untested.removeAll(tested);

    assertThat(untested).isEqualTo(UNTESTED.keySet());
  }

  @Test
  void documentation_saysHowManyAreRun() throws IOException {
    long withNothingKnown = CHOICES.values().stream().filter(choices -> choices.contains(Known.NOTHING)).count();

    assertThat(Files.readString(Path.of("../docs/onnx.md")).replaceAll("\\s+", " "))
        .contains(
            PASSING + " of them run at each build, " + withNothingKnown + " with all inputs secret, and " + REFUSED
                + " that have to be refused");
  }
}
