package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the build's own rules cannot say of the poms. */
class PomsTest {
  private static final Path HOME = Path.of(System.getProperty("parley.home"));

  @Test
  void modules_nameNoVersions() throws Exception {
    List<Path> poms = modulePoms();
    List<String> versions = new ArrayList<>();
    for (Path pom : poms) {
      versions.addAll(versions(pom));
    }

    assertThat(poms).hasSizeGreaterThan(5);
    assertThat(versions).as("versions belong into the parent pom").isEmpty();
  }

  /** The launcher builds without compiling tests, and then there are no jars of them. */
  @Test
  void jarsOfTests_areNeededOnlyWhereTestsAre() throws IOException {
    for (Path pom : modulePoms()) {
      String text = Files.readString(pom);
      int jar = text.indexOf("<type>test-jar</type>");

      assertThat(jar < 0 || text.lastIndexOf("<name>!maven.test.skip</name>", jar) > 0).as("%s", pom).isTrue();
    }
  }

  private static List<Path> modulePoms() throws IOException {
    try (Stream<Path> directories = Files.list(HOME)) {
      return directories.map(directory -> directory.resolve("pom.xml")).filter(Files::exists).sorted().toList();
    }
  }

  /** All but the parent's, which Maven wants there. */
  private static List<String> versions(Path pom) throws IOException, SAXException, ParserConfigurationException {
    NodeList found = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(pom.toFile())
        .getElementsByTagName("version");
    List<String> versions = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      Node holder = found.item(i).getParentNode();
      boolean isOurs = found.item(i).getTextContent().startsWith("${project.");
      if (!holder.getNodeName().equals("parent") && !isOurs) {
        versions.add(HOME.relativize(pom) + ": " + holder.getNodeName() + " " + found.item(i).getTextContent());
      }
    }
    return versions;
  }
}
