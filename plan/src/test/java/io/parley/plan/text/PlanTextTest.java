package io.parley.plan.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.formulas.Clamp;
import io.parley.plan.formulas.Softmax;
import io.parley.plan.lowering.Lowering;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTextTest {
  private static final String HEAD = "parley 2 surface \"p\"\n";
  private static final String X = "x = input(name=\"x\", owner=\"client\"): secret fixed<16>[2, 3]\n";

  private static Plan plan() {
    PlanBuilder b = PlanBuilder.create("it says \"hello\\\"", Level.SURFACE);
    int x = b.input("in/put", Plan.CLIENT, TensorType.secret(Shape.of(2, 20), 16));
    int y = b.add("/layer.1/Softmax", new Softmax(1), x);
    int z = b.add("/layer.1/Softmax", new Clamp(Double.NEGATIVE_INFINITY, 0.1), y);
    Values large = Values.of(Shape.of(20, 3), new Random(1).doubles(60, -9, 9).toArray());
    int w = b.constant("output", large, TensorType.publicly(large.shape(), 16));
    Values small = Values.of(Shape.of(3), -0.0, 1e-9, 1.5);
    int v = b.constant("inf", small, TensorType.publicly(small.shape(), 16));
    int m = b.add("", new Op.Product(new Bilinear.MatMul(), 0), z, w);
    b.output("y \"1\"", b.add("3", new Op.Add(), m, v), "client");
    return b.build();
  }

  @Test
  void parse_ofPrint_isTheSamePlan() {
    assertThat(PlanText.parse(PlanText.print(plan()))).isEqualTo(plan());
    Plan lowered = Lowering.lower(plan());
    assertThat(PlanText.parse(PlanText.print(lowered))).isEqualTo(lowered);
  }

  @Test
  void parse_theExampleInTheDocs_isAPlan() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "language.md"));
    String example = page.substring(page.indexOf("parley 2 surface"),
        page.indexOf("```", page.indexOf("parley 2 surface")));

    assertThat(PlanText.print(PlanText.parse(example)).lines().filter(line -> !line.isBlank()).toList())
        .isEqualTo(example.lines().filter(line -> !line.isBlank()).toList());
  }

  @Test
  void print_largeTensors_standAtTheEnd() {
    List<String> lines = PlanText.print(plan()).lines().toList();

    assertThat(lines)
        .anySatisfy(line -> assertThat(line).startsWith("_output \"output\" = constant(values=[20, 3]#1)"));
    assertThat(lines.indexOf("#1 =")).isGreaterThan(lines.size() - 10);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
  }

  @Test
  void parse_comments_andAttributesInAnyOrder() {
    Plan plan = PlanText.parse("// a plan\n" + HEAD + X
        + "y = topK(x, part=indices, largest=true, axis=1, k=2) // two\noutput \"y\" = y to \"client\"\n");

    assertThat(PlanText.print(plan)).contains("y = topK(x, k=2, axis=1, largest=true, part=indices)");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "y = frobnicate(x)|Line 3 of the plan has the unknown op 'frobnicate'",
      "y = softmax(x)|Line 3 of the plan: needs the attribute 'axis', which is a whole number",
      "y = softmax(x, axis=9)|Line 3 of the plan: Node 'y': softmax of secret fixed<16>[2, 3] does not fit",
      "y = softmax(x, axes=1)|Line 3 of the plan has the attribute 'axes', but it is softmax(axis)",
      "y = softmax(x, axis=1, axis=1)|twice", "y = softmax(x, axis=one)|has 'one' where a whole number is expected",
      "y = softmax(x, axis=99999999999)|has '99999999999' where a whole number is expected",
      "y = relu(z)|Line 3 of the plan: uses 'z', which no earlier line makes",
      "x = relu(x)|Line 3 of the plan: gives the name 'x' twice",
      "y = relu(x): secret bit[2, 3]|has a type, but only inputs and constants do",
      "y = input(name=\"y\", owner=\"client\")|needs no operands and a type",
      "y = constant(values=[2]{1}): public fixed<16>[2]|has 1 elements for shape [2]",
      "y = constant(values=[2]#7): public fixed<16>[2]|needs the elements #7, which are nowhere",
      "y = constant(values=[-1]{}): public fixed<16>[2]|has an axis of length -1",
      "y = constant(values=[99999, 99999]#1): public fixed<16>[2]|too large",
      "y = relu(x]|where ',' is expected", "y = relu(x) ; z|cannot be read from '; z' on",
      "y relu|where '=' is expected",
      "#1 = \"!!\"|has elements that are not Base64", "y = clamp(x, lo=2, hi=1)|give the lower bound first",
      "y = input(name=\"y\", owner=\"client\", within=[2, 1]): secret int[]|a least and a largest number"})
  void parse_badLine_isRefusedWithItsNumber(String line, String complaint) {
    assertThatThrownBy(() -> PlanText.parse(HEAD + X + line + "\noutput \"o\" = x to \"client\"\n"))
        .isInstanceOf(BadRequestException.class).hasMessageContaining(complaint).hasMessageContaining("ine 3");
  }

  @Test
  void parse_otherHeads_areRefused() {
    assertThatThrownBy(() -> PlanText.parse("parley 9 surface \"p\"")).hasMessageContaining("is of version 9");
    assertThatThrownBy(() -> PlanText.parse("parley 2 deep \"p\"")).hasMessageContaining("surface or lowered");
    assertThatThrownBy(() -> PlanText.parse("")).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> PlanText.parse(HEAD)).hasMessageContaining("reveals nothing");
  }

  /** Whatever is changed, the result is a plan or a refusal in one line. */
  @Test
  void parse_mutations_areRefusedOrPlans() {
    String text = PlanText.print(plan());
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder changed = new StringBuilder(text);
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        int at = random.nextInt(changed.length());
        if (random.nextBoolean()) {
          changed.deleteCharAt(at);
        } else {
          changed.setCharAt(at, text.charAt(random.nextInt(text.length())));
        }
      }
      try {
        assertThat(PlanText.parse(PlanText.print(PlanText.parse(changed.toString())))).isNotNull();
      } catch (BadRequestException e) {
        assertThat(e).message().isNotBlank().doesNotContain("\n");
      }
    }
  }
}
