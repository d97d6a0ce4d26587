package io.parley.plan.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Op;
import io.parley.plan.formulas.Softmax;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  /** The units that a sample of the op is off at most. */
  private static final Pattern ERROR = Pattern.compile("(exact|(\\d+) units?)\\b.*");

  private static final Pattern PART = Pattern.compile("2\\^−\\(f − (\\d+)\\) of ");

  /** The bound that an op's entry states, in units of 2^−f. */
  static int units(OpReference reference) {
    java.util.regex.Matcher error = ERROR.matcher(reference.error());
    assertThat(error.matches()).as(reference.error()).isTrue();
    return error.group(2) == null ? 0 : Integer.parseInt(error.group(2));
  }

  /** The part of a result that an op may err by instead, if its entry names one. */
  static double relative(OpReference reference, int fractionBits) {
    java.util.regex.Matcher part = PART.matcher(reference.error());
    return part.find() ? Math.scalb(1.0, Integer.parseInt(part.group(1)) - fractionBits) : 0;
  }

  @Test
  void reference_ofEveryOp_isWhole() {
    for (OpSchema<?> schema : Vocabulary.all()) {
      OpReference reference = schema.reference();
      assertThat(List.of(reference.operands(), reference.result(), reference.meaning(), reference.error()))
          .as(schema.name()).noneMatch(String::isBlank);
      assertThat(units(reference)).as(schema.name()).isNotNegative();
    }
  }

  @Test
  void vocabulary_hasEveryFormulaOfThePackage() throws Exception {
    assertThat(Vocabulary.all().stream().<Class<?>>map(OpSchema::type).filter(Op.Registered.class::isAssignableFrom))
        .containsExactlyInAnyOrderElementsOf(formulas());
  }

  private static List<Class<?>> formulas() throws Exception {
    Path classes = Path.of(Softmax.class.getResource("Softmax.class").toURI()).getParent();
    try (Stream<Path> files = Files.list(classes)) {
      List<String> names = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length())).toList();
      List<Class<?>> formulas = new java.util.ArrayList<>();
      for (String name : names) {
        Class<?> type = Class.forName(Softmax.class.getPackageName() + "." + name, false,
            Softmax.class.getClassLoader());
        if (type.isRecord() && Op.Registered.class.isAssignableFrom(type)) {
          formulas.add(type);
        }
      }
      return formulas;
    }
  }
}
