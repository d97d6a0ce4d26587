package io.parley.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The direction of the modules, and what each may not see: see docs/architecture.md. */
@AnalyzeClasses(packages = "io.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String CRYPTO = "io.parley.crypto..";
  private static final String PLAN = "io.parley.plan..";
  private static final String ONNX = "io.parley.onnx..";
  private static final String ND4J = "io.parley.nd4j..";
  private static final String PROTOCOLS = "io.parley.protocols..";
  private static final String SERIALIZATION = "io.parley.serialization..";
  private static final String IDENTITY = "io.parley.identity..";
  private static final String POLICY = "io.parley.policy..";
  private static final String AUDIT = "io.parley.audit..";
  private static final String CONFIG = "io.parley.config..";
  private static final String CLIENT = "io.parley.client..";
  private static final String ACTORS = "io.parley.actors..";
  private static final String CLI = "io.parley.cli..";
  private static final String BENCHMARKS = "io.parley.benchmarks..";
  private static final String EXAMPLES = "io.parley.examples..";
  private static final String PEKKO = "org.apache.pekko..";
  private static final String PROTOBUF = "com.google.protobuf..";
  private static final String[] FAMILIES = {"io.parley.protocols.beaver..", "io.parley.protocols.circuit..",
      "io.parley.protocols.dealt..",
      "io.parley.protocols.masked..", "io.parley.protocols.plain..", "io.parley.protocols.replicated..",
      "io.parley.protocols.securenn..", "io.parley.protocols.spdz2k.."};
  /** What users may import; docs/architecture.md lists it, and docs/versions.md says what is promised of it. */
  private static final String[] API = {"io.parley.client", "io.parley.config", "io.parley.nd4j", "io.parley.onnx",
      "io.parley.plan", "io.parley.plan.text", "io.parley.plan.trace"};

  @ArchTest
  static final ArchRule packages_areFreeOfCycles = slices().matching("io.parley.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule crypto_standsAlone = classes().that().resideInAPackage(CRYPTO).should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(CRYPTO, "java.lang..", "java.util..", "java.nio", "java.nio.charset",
          "java.security..", "javax.crypto..", "jdk.incubator.vector..", "org.slf4j..", "org.jspecify..")
      .because("crypto does no I/O and knows neither Pekko nor ND4J");

  @ArchTest
  static final ArchRule plan_seesCryptoOnly = ours(PLAN, CRYPTO, PLAN);

  @ArchTest
  static final ArchRule onnx_seesPlan = ours(ONNX, CRYPTO, PLAN, ONNX);

  @ArchTest
  static final ArchRule nd4j_seesPlan = ours(ND4J, CRYPTO, PLAN, ND4J);

  @ArchTest
  static final ArchRule protocols_seePlan = ours(PROTOCOLS, CRYPTO, PLAN, PROTOCOLS);

  @ArchTest
  static final ArchRule protocols_doNoInput = noClasses().that().resideInAPackage(PROTOCOLS).should()
      .dependOnClassesThat().resideInAnyPackage(PROTOBUF, "java.net..", "java.nio.channels..", "java.nio.file..");

  @ArchTest
  static final ArchRule families_seeTheSpiAlone = noClasses().that().resideInAnyPackage(FAMILIES).should()
      .dependOnClassesThat().resideInAnyPackage("io.parley.protocols.engine..", "io.parley.protocols.cost..",
          "io.parley.protocols.walk..");

  @ArchTest
  static final ArchRule serialization_seesMessages = ours(SERIALIZATION, CRYPTO, PLAN, "io.parley.protocols.engine..",
      "io.parley.protocols.spi..", IDENTITY, SERIALIZATION);

  @ArchTest
  static final ArchRule config_seesPlan = ours(CONFIG, CRYPTO, PLAN, IDENTITY, CONFIG);

  @ArchTest
  static final ArchRule policy_seesRequests = ours(POLICY, PLAN, "io.parley.protocols.spi..", IDENTITY,
      SERIALIZATION, CONFIG, POLICY);

  @ArchTest
  static final ArchRule audit_seesMessages = ours(AUDIT, PLAN, IDENTITY, SERIALIZATION, AUDIT);

  @ArchTest
  static final ArchRule identity_seesPlan = ours(IDENTITY, PLAN, IDENTITY);

  @ArchTest
  static final ArchRule client_seesNoActors = ours(CLIENT, CRYPTO, PLAN, PROTOCOLS, SERIALIZATION, CONFIG, IDENTITY,
      CLIENT);

  @ArchTest
  static final ArchRule actors_seeNoToolsAndNoImporters = ours(ACTORS, CRYPTO, PLAN, PROTOCOLS, IDENTITY, SERIALIZATION,
      POLICY, AUDIT,
      CONFIG,
      CLIENT, ACTORS);

  @ArchTest
  static final ArchRule runtime_knowsNoFamilies = noClasses().that()
      .resideInAnyPackage(SERIALIZATION, CONFIG, CLIENT, ACTORS, CLI).should().dependOnClassesThat()
      .resideInAnyPackage(FAMILIES);

  @ArchTest
  static final ArchRule commandLine_knowsNoBenchmarks = noClasses().that().resideInAPackage(CLI).should()
      .dependOnClassesThat().resideInAnyPackage(BENCHMARKS, EXAMPLES);

  @ArchTest
  static final ArchRule examples_useTheApiAlone = ours(EXAMPLES, Stream.concat(
      Stream.of(EXAMPLES, "io.parley.crypto"), Stream.of(API)).toArray(String[]::new));

  @ArchTest
  static final ArchRule pekko_isTheRuntimes = noClasses().that()
      .resideInAnyPackage(CRYPTO, PLAN, ONNX, ND4J, PROTOCOLS, IDENTITY, POLICY, AUDIT, CLIENT, EXAMPLES).should()
      .dependOnClassesThat()
      .resideInAPackage(PEKKO);

  @ArchTest
  static final ArchRule nd4j_isItsModulesAndTheExamples = noClasses().that()
      .resideOutsideOfPackages(ND4J, EXAMPLES).should().dependOnClassesThat()
      .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule actors_doNoArithmetic = noClasses().that().resideInAnyPackage(ACTORS, CLIENT).should()
      .dependOnClassesThat().haveNameMatching(
          "io\\.parley\\.crypto\\.(RingTensor|BitTensor|BitPlanes|RingKernels|Prg.*|AdditiveSharing|FixedPoint|Bilinear.*)");

  /** Of our classes it depends on those in the packages alone. */
  private static ArchRule ours(String from, String... on) {
    return noClasses().that().resideInAPackage(from).should().dependOnClassesThat(
        JavaClass.Predicates.resideInAPackage("io.parley..").and(JavaClass.Predicates.resideOutsideOfPackages(on)));
  }

  @ArchTest
  static final ArchRule nothing_usesJavaSerialization = noClasses().should().dependOnClassesThat()
      .areAssignableTo(ObjectInputStream.class).orShould().dependOnClassesThat()
      .areAssignableTo(ObjectOutputStream.class);

  @ArchTest
  static final ArchRule standardStreams_areTheCommandLines = noClasses().that()
      .resideOutsideOfPackages(CLI, BENCHMARKS, EXAMPLES).should(ACCESS_STANDARD_STREAMS);

  /** See docs/decisions/0008-virtual-threads.md. */
  @ArchTest
  static final ArchRule whoReadsPipes_doesSoOnPlatformThreads = noClasses().that()
      .containAnyMethodsThat(DescribedPredicate.describe("read pipes",
          m -> m.getAccessesFromSelf().stream().map(JavaAccess::getTarget).map(HasName.AndFullName::getFullName)
              .anyMatch(t -> t.startsWith("java.lang.Process.inputReader(") || t.equals("java.lang.System.in"))))
      .should().callMethod(Thread.class, "ofVirtual");

  /** See docs/decisions/0008-virtual-threads.md. */
  @ParameterizedTest
  @ValueSource(strings = {"protocols", "actors"})
  void virtualThreads_meetNoMonitors(String module) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
      List<Path> sources = files.filter(f -> f.toString().endsWith(".java")).toList();
      assertThat(sources).hasSizeGreaterThan(10)
          .allSatisfy(source -> assertThat(Files.readString(source)).doesNotContain("synchronized"));
    }
  }
}
