package io.parley.nd4j.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code -Dparley.docs.update=true} writes the catalogue anew. */
class CatalogueTest {
  private static final Path FILE = Path.of("src", "main", "resources", "io", "parley", "nd4j", "catalogue",
      "op-catalogue.json");

  @Test
  void everyOp_isSupportedOrExcused() {
    Set<String> silent = new TreeSet<>(ApiCrawler.crawl().keySet());
    silent.removeAll(Supported.ALL.keySet());
    Set<String> gone = new TreeSet<>(Supported.ALL.keySet());
    gone.removeAll(ApiCrawler.crawl().keySet());

    assertThat(silent).as("ops of ND4J that the table of supported ops says nothing about").isEmpty();
    assertThat(gone).as("ops of the table that ND4J does not have").isEmpty();
  }

  @Test
  void shippedCatalogue_isWhatTheClassPathAndTheTableSay() throws Exception {
    Catalogue now = OpCosts.crawled();
    if (Boolean.getBoolean("parley.docs.update")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, now.toJson());
      return;
    }

    List<String> changes = Changes.between(Catalogue.load(), now);

    assertThat(changes)
        .as("run this test with -Dparley.docs.update=true to bring the catalogue up to date")
        .isEmpty();
    assertThat(Files.readString(FILE)).isEqualTo(now.toJson());
  }

  /** As in {@code Reductions.max of |x|}. */
  @Test
  void whatServesAnOp_exists() {
    Set<String> names = new TreeSet<>();
    Supported.ALL.values().stream().filter(e -> e.recipe().isPresent())
        .forEach(e -> Pattern.compile("\\b([A-Z][A-Za-z]+\\.\\w+)").matcher(e.how()).results()
            .forEach(m -> names.add(m.group(1))));

    assertThat(names).hasSizeGreaterThan(50).allSatisfy(name -> assertThat(exists(name)).isTrue());
  }

  private static boolean exists(String name) throws ClassNotFoundException {
    String owner = name.substring(0, name.indexOf('.'));
    String member = name.substring(name.indexOf('.') + 1);
    return switch (owner) {
      case "Op" -> Class.forName("io.parley.plan.Op$" + member).isRecord();
      case "Structure" -> Class.forName("io.parley.crypto.Structure$" + member).isRecord();
      case "Function" -> Function.valueOf(member).name().equals(member);
      case "Algebra" -> Stream.of(Algebra.class.getMethods()).anyMatch(m -> m.getName().equals(member));
      default -> Stream.of(Class.forName("io.parley.plan.formulas." + owner).getMethods())
          .anyMatch(m -> m.getName().equals(member));
    };
  }

  @Test
  void coreOps_runOnSecretsForTheMostPart() {
    assertThat(Catalogue.load().secretShare()).isGreaterThanOrEqualTo(0.7);
  }

  @Test
  void crawl_readsNamesAndTypesOfParameters() {
    assertThat(ApiCrawler.crawl()).containsEntry("NDMath.abs", List.of("abs(INDArray x): INDArray"));
    assertThat(ApiCrawler.crawl().get("INDArray.neg")).containsExactly("neg(): INDArray");
    assertThat(ApiCrawler.crawl()).doesNotContainKey("NDMath.<init>");
  }

  @Test
  void changes_betweenVersions_nameEachOpOnce() {
    CatalogueOp abs = new CatalogueOp("NDMath.abs", Kind.MATH, Support.SECRET, "abs", "as x", List.of("abs(INDArray)"));
    CatalogueOp more = new CatalogueOp("NDMath.abs", Kind.MATH, Support.UNSUPPORTED, "abs", "as x",
        List.of("abs(INDArray, boolean)"));
    CatalogueOp sin = new CatalogueOp("NDMath.sin", Kind.MATH, Support.SECRET, "sin", "as x", List.of("sin(INDArray)"));

    assertThat(Changes.between(new Catalogue("1", List.of(abs, sin)), new Catalogue("2", List.of(more))))
        .containsExactly("ND4J 1 became 2",
            "changed NDMath.abs: support 'secret' became 'unsupported'; no longer abs(INDArray); "
                + "now abs(INDArray, boolean)",
            "removed NDMath.sin: sin(INDArray)");
    assertThat(Changes.between(new Catalogue("1", List.of(abs)), new Catalogue("1", List.of(abs, sin))))
        .containsExactly("added NDMath.sin (secret): sin(INDArray)");
  }

  @Test
  void json_readBack_isTheSame() {
    Catalogue catalogue = OpCosts.crawled();

    assertThat(Catalogue.parse(catalogue.toJson(), "text")).isEqualTo(catalogue);
  }

  @Test
  void otherText_isRefusedInOneSentence() {
    assertThatThrownBy(() -> Catalogue.parse("{\"a\": 1}", "a.json")).isInstanceOf(BadRequestException.class)
        .hasMessage("a.json is not a catalogue of ops; give an op-catalogue.json");
  }
}
