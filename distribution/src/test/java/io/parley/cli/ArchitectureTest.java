package io.parley.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
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
  private static final String PROTOCOLS = "io.parley.protocols..";
  private static final String SERIALIZATION = "io.parley.serialization..";
  private static final String CONFIG = "io.parley.config..";
  private static final String ACTORS = "io.parley.actors..";
  private static final String CLI = "io.parley.cli..";
  private static final String PEKKO = "org.apache.pekko..";
  private static final String[] ND4J = {"org.nd4j..", "onnx.."};

  @ArchTest
  static final ArchRule crypto_standsAlone = classes().that().resideInAPackage(CRYPTO).should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(CRYPTO, "java.lang..", "java.util..", "java.nio", "java.nio.charset",
          "java.security..", "javax.crypto..", "jdk.incubator.vector..", "org.slf4j..", "org.jspecify..")
      .because("crypto does no I/O and knows neither Pekko nor ND4J");

  @ArchTest
  static final ArchRule plan_seesCryptoOnly = noClasses().that().resideInAPackage(PLAN).should().dependOnClassesThat()
      .resideInAnyPackage(PROTOCOLS, SERIALIZATION, CONFIG, ACTORS, CLI, PEKKO);

  @ArchTest
  static final ArchRule protocols_seePlanAndCrypto = noClasses().that().resideInAPackage(PROTOCOLS).should()
      .dependOnClassesThat().resideInAnyPackage(SERIALIZATION, CONFIG, ACTORS, CLI, PEKKO, ND4J[0], ND4J[1],
          "com.google.protobuf..", "java.net..", "java.nio.channels..", "java.nio.file..");

  @ArchTest
  static final ArchRule serialization_seesNoProtocolMaths = noClasses().that().resideInAPackage(SERIALIZATION).should()
      .dependOnClassesThat().resideInAnyPackage("io.parley.protocols.*..", CONFIG, ACTORS, CLI);

  @ArchTest
  static final ArchRule config_seesNoActors = noClasses().that().resideInAPackage(CONFIG).should()
      .dependOnClassesThat().resideInAnyPackage(PROTOCOLS, SERIALIZATION, ACTORS, CLI);

  @ArchTest
  static final ArchRule actors_knowTheContractsOfProtocolsOnly = noClasses().that().resideInAPackage(ACTORS).should()
      .dependOnClassesThat().resideInAnyPackage("io.parley.protocols.*..", CLI);

  @ArchTest
  static final ArchRule benchmarks_seeNoCommandLine = noClasses().that().resideInAPackage("io.parley.benchmarks..")
      .should().dependOnClassesThat().resideInAPackage(CLI);

  @ArchTest
  static final ArchRule actors_doNoArithmetic = noClasses().that().resideInAPackage(ACTORS).should()
      .dependOnClassesThat().haveNameMatching(
          "io\\.parley\\.crypto\\.(RingTensor|BitTensor|BitPlanes|RingKernels|Prg.*|AdditiveSharing|FixedPoint|Bilinear.*)");

  @ArchTest
  static final ArchRule nothing_usesJavaSerialization = noClasses().should().dependOnClassesThat()
      .areAssignableTo(ObjectInputStream.class).orShould().dependOnClassesThat()
      .areAssignableTo(ObjectOutputStream.class);

  @ArchTest
  static final ArchRule standardStreams_areTheCommandLines = noClasses().that().resideOutsideOfPackage(CLI)
      .should(ACCESS_STANDARD_STREAMS);

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
