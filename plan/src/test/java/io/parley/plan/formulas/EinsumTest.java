package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EinsumTest {
  private static final Map<Character, Integer> LENGTHS = Map.of('b', 2, 'i', 3, 'j', 4, 'k', 2, 'l', 3);

  /** Whole numbers, so that every order of operations gives the same. */
  private static Values wholes(String letters, int seed) {
    Shape shape = Shape.of(letters.chars().map(c -> LENGTHS.getOrDefault((char) c, 1)).toArray());
    return Values.of(shape, new Random(seed).ints(shape.size(), -5, 6).asDoubleStream().toArray());
  }

  /** By a loop over all letters. */
  private static Values naive(String equation, List<Values> operands) {
    String[] sides = equation.split("->", -1);
    String[] terms = sides[0].split(",", -1);
    Map<Character, Integer> at = new LinkedHashMap<>();
    sides[0].chars().filter(c -> c != ',').forEach(c -> at.put((char) c, 0));
    Shape shape = Shape.of(sides[1].chars().map(c -> LENGTHS.getOrDefault((char) c, 1)).toArray());
    double[] out = new double[shape.size()];
    List<Character> letters = new ArrayList<>(at.keySet());
    int all = letters.stream().mapToInt(LENGTHS::get).reduce(1, (x, y) -> x * y);
    for (int n = 0; n < all; n++) {
      int rest = n;
      for (char letter : letters) {
        at.put(letter, rest % LENGTHS.getOrDefault(letter, 1));
        rest /= LENGTHS.getOrDefault(letter, 1);
      }
      double product = 1;
      for (int i = 0; i < terms.length; i++) {
        product *= operands.get(i).data()[index(terms[i], at)];
      }
      out[index(sides[1], at)] += product;
    }
    return Values.of(shape, out);
  }

  private static int index(String term, Map<Character, Integer> at) {
    return term.chars().reduce(0, (i, c) -> i * LENGTHS.getOrDefault((char) c, 1) + at.getOrDefault((char) c, 0));
  }

  private static void assertSums(String written, String equation) {
    String[] terms = equation.split("->", -1)[0].split(",", -1);
    Values[] operands = IntStream.range(0, terms.length).mapToObj(i -> wholes(terms[i], i)).toArray(Values[]::new);
    assertCombines(naive(equation, List.of(operands)), 0, (a, in) -> Einsum.of(a, written, in), operands);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"ij->ji", "ij->", "ij->j", "ii->i", "ii->", "iij->ij", "ij,jk->ik", "ij,kj->ik",
      "bij,bjk->bik", "bij,jk->bik", "i,j->ij", "ij,ij->ij", "ij,ij->", "bij,bij->b", "bij,bkj->bki", "ij,jk,kl->il",
      "ij,i->ij", "bi,bj,ijk->bk", "ijk,l->lkji", "ibj,k->j"})
  void of_equation_isTheNaiveSum(String equation) {
    assertSums(equation, equation);
  }

  @Test
  void of_impliedResultOrDots_areCompleted() {
    assertSums("ij,jk", "ij,jk->ik");
    assertSums("ji", "ji->ij");
    assertSums("...ij,...jk->...ik", "bij,bjk->bik");
    assertSums("b...,...->b...", "bij,ij->bij");
    assertSums("... i j, j k", "bij,jk->bik");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"ij,jk->ik; 1 operands", "ijk->i; does not fit shape", "ij->ii; a letter twice",
      "ij->k; no term has", "i1->i; other signs", "ij->i->j; more than one arrow", "ii->i; lengths 3 and 4"})
  void of_equationThatDoesNotFit_isRefused(String equation, String reason) {
    assertThatThrownBy(() -> FormulaRun.plan((a, in) -> Einsum.of(a, equation, in), wholes("ij", 0)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining(reason).hasMessageContaining(equation);
  }
}
