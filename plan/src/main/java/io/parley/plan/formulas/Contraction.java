package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sums of products by Einstein's convention: transposes, reshapes, sums, and a matrix product for each operand after the
 * first, so one round for each. A letter that stands twice in an operand is its diagonal; "..." stands for any axes.
 *
 * @param <V> a value
 */
final class Contraction<V> {
  /** A tensor with a letter for each axis. */
  private record Term<V>(V value, List<Character> letters) {}

  /** The letters that "..." stands for, from the last axis to the first; users cannot write them. */
  private static final char FIRST_HIDDEN = '\uE000';

  private final Algebra<V> a;
  private final String equation;
  private final Map<Character, Integer> lengths = new LinkedHashMap<>();

  private Contraction(Algebra<V> a, String equation) {
    this.a = a;
    this.equation = equation;
  }

  /**
   * Such as "bij,bjk->bik"; without an arrow the letters that stand once, in alphabetical order.
   *
   * @throws BadRequestException if the equation does not fit the operands
   */
  static <V> V of(Algebra<V> a, String equation, List<V> operands) {
    return new Contraction<>(a, equation).result(operands);
  }

  private V result(List<V> operands) {
    String[] sides = equation.replace(" ", "").split("->", -1);
    String[] texts = sides[0].split(",", -1);
    require(sides.length <= 2, "more than one arrow");
    require(texts.length == operands.size(), texts.length + " terms for " + operands.size() + " operands");
    List<Term<V>> terms = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      terms.add(diagonal(term(operands.get(i), texts[i])));
    }
    List<Character> output = sides.length == 2 ? letters(sides[1], hidden()) : implied(terms);
    require(output.stream().distinct().count() == output.size(), "the result has a letter twice");
    require(lengths.keySet().containsAll(output), "the result has a letter that no term has");
    Term<V> product = terms.getFirst();
    for (int i = 1; i < terms.size(); i++) {
      List<Character> needed = new ArrayList<>(output);
      terms.subList(i + 1, terms.size()).forEach(t -> needed.addAll(t.letters));
      product = contract(product, terms.get(i), needed);
    }
    return ordered(summed(product, output), output).value;
  }

  private Term<V> term(V x, String text) {
    Shape shape = a.shape(x);
    List<Character> letters = letters(text, shape.rank() - text.replace("...", "").length());
    require(letters.size() == shape.rank(), "term '" + text + "' does not fit shape " + shape);
    for (int i = 0; i < letters.size(); i++) {
      int length = shape.dim(i);
      Integer known = lengths.putIfAbsent(letters.get(i), length);
      require(known == null || known == length, "axes that share a letter have lengths " + known + " and " + length);
    }
    return new Term<>(x, letters);
  }

  private List<Character> letters(String text, int hidden) {
    List<Character> letters = new ArrayList<>();
    String[] parts = text.split("\\.\\.\\.", -1);
    require(parts.length <= 2, "'...' stands twice in '" + text + "'");
    parts[0].chars().forEach(c -> letters.add((char) c));
    if (parts.length == 2) {
      IntStream.range(0, hidden).forEach(i -> letters.add((char) (FIRST_HIDDEN + hidden - 1 - i)));
      parts[1].chars().forEach(c -> letters.add((char) c));
    }
    require(letters.stream().allMatch(c -> Character.isLetter(c) || c >= FIRST_HIDDEN),
        "'" + text + "' has other signs than letters");
    return letters;
  }

  /** How many axes "..." stands for. */
  private int hidden() {
    return (int) lengths.keySet().stream().filter(c -> c >= FIRST_HIDDEN).count();
  }

  private List<Character> implied(List<Term<V>> terms) {
    List<Character> all = terms.stream().flatMap(t -> t.letters.stream()).toList();
    List<Character> output = new ArrayList<>(letters("...", hidden()));
    all.stream().filter(c -> c < FIRST_HIDDEN && count(equation, c) == 1).sorted().forEach(output::add);
    return output;
  }

  private static long count(String text, char letter) {
    return text.chars().filter(c -> c == letter).count();
  }

  /** Of axes that share a letter, n + 1 apart in n×n elements. */
  private Term<V> diagonal(Term<V> term) {
    Term<V> t = term;
    for (int i = 0; i < t.letters.size(); i++) {
      int second = t.letters.subList(i + 1, t.letters.size()).indexOf(t.letters.get(i));
      if (second >= 0) {
        int j = i + 1 + second;
        int first = i;
        List<Integer> others = IntStream.range(0, t.letters.size()).filter(k -> k != first && k != j).boxed().toList();
        List<Integer> permutation = new ArrayList<>(others);
        permutation.addAll(List.of(first, j));
        List<Character> letters = new ArrayList<>(others.stream().map(t.letters::get).toList());
        int n = size(List.of(t.letters.get(i)));
        V flat = a.reshape(a.transpose(t.value, permutation), dims(letters, n * n));
        letters.add(t.letters.get(i));
        t = new Term<>(a.slice(flat, others.size(), 0, n * n, n + 1), letters);
        i = -1;
      }
    }
    return t;
  }

  private int[] dims(List<Character> letters, int... more) {
    return IntStream.concat(letters.stream().mapToInt(lengths::get), IntStream.of(more)).toArray();
  }

  private Term<V> contract(Term<V> x, Term<V> y, List<Character> needed) {
    Term<V> left = summed(x, union(List.of(needed, y.letters)));
    Term<V> right = summed(y, union(List.of(needed, x.letters)));
    List<Character> both = left.letters.stream().filter(right.letters::contains).toList();
    List<Character> batch = both.stream().filter(needed::contains).toList();
    List<Character> inner = both.stream().filter(c -> !needed.contains(c)).toList();
    List<Character> rows = left.letters.stream().filter(c -> !both.contains(c)).toList();
    List<Character> columns = right.letters.stream().filter(c -> !both.contains(c)).toList();
    V p = a.reshape(ordered(left, union(List.of(batch, rows, inner))).value, size(batch), size(rows), size(inner));
    V q = a.reshape(ordered(right, union(List.of(batch, inner, columns))).value, size(batch), size(inner),
        size(columns));
    // Where nothing is summed, a product of elements is what a matrix product would do.
    V product = inner.isEmpty() ? a.mul(p, q) : a.matmul(p, q);
    List<Character> letters = union(List.of(batch, rows, columns));
    return new Term<>(a.reshape(product, dims(letters)), letters);
  }

  private int size(List<Character> letters) {
    return letters.stream().mapToInt(lengths::get).reduce(1, Math::multiplyExact);
  }

  private static List<Character> union(List<List<Character>> parts) {
    return parts.stream().flatMap(List::stream).distinct().toList();
  }

  /** Summed over the letters that are not needed. */
  private Term<V> summed(Term<V> x, List<Character> needed) {
    List<Integer> axes = IntStream.range(0, x.letters.size()).filter(i -> !needed.contains(x.letters.get(i))).boxed()
        .toList();
    return axes.isEmpty()
        ? x
        : new Term<>(a.sum(x.value, axes, false), x.letters.stream().filter(needed::contains).toList());
  }

  private Term<V> ordered(Term<V> x, List<Character> letters) {
    return x.letters.equals(letters)
        ? x
        : new Term<>(a.transpose(x.value, letters.stream().map(x.letters::indexOf).toList()), letters);
  }

  private void require(boolean holds, String reason) {
    if (!holds) {
      throw new BadRequestException("Einsum '" + equation + "' does not fit its operands: " + reason + "; operands had "
          + lengths.entrySet().stream().filter(e -> e.getKey() < FIRST_HIDDEN)
              .map(e -> e.getKey() + " = " + e.getValue()).collect(Collectors.joining(", ", "[", "]")));
    }
  }
}
