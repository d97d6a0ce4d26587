package io.parley.nd4j.catalogue;

import io.parley.plan.Algebra;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes down how ops are supported; each op once. */
final class SupportTable {
  static final String SAME = "as x";
  static final String BROADCAST = "x and y broadcast";

  interface Unary {
    Integer of(Algebra<Integer> algebra, Integer x);
  }

  interface Binary {
    Integer of(Algebra<Integer> algebra, Integer x, Integer y);
  }

  /** On the arguments of ND4J's method. */
  interface Call {
    Integer of(Algebra<Integer> algebra, Arguments arguments);
  }

  final SortedMap<String, Entry> entries = new TreeMap<>();
  private Kind kind = Kind.OTHER;

  /** Of the ops that follow. */
  SupportTable kind(Kind next) {
    kind = next;
    return this;
  }

  /** Elementwise on x. */
  SupportTable unary(String formula, double low, double high, Unary of, String... ops) {
    return unary(formula, SAME, Operand.vector(low, high), of, ops);
  }

  SupportTable unary(String formula, String shape, Operand x, Unary of, String... ops) {
    return secret(new Recipe(formula, shape, List.of(x), (a, in) -> List.of(of.of(a, in.x())),
        Recipe.USUAL_TOLERANCE), ops);
  }

  /** Elementwise on x and y. */
  SupportTable binary(String formula, double low, double high, Binary of, String... ops) {
    return binary(formula, BROADCAST, Operand.vector(low, high), Operand.vector(low, high), of, ops);
  }

  SupportTable binary(String formula, String shape, Operand x, Operand y, Binary of, String... ops) {
    return secret(new Recipe(formula, shape, List.of(x, y), (a, in) -> List.of(of.of(a, in.get(0), in.get(1))),
        Recipe.USUAL_TOLERANCE), ops);
  }

  /** With one result. */
  SupportTable call(String formula, String shape, Call of, List<Object> arguments, String... ops) {
    return secret(new Recipe(formula, shape, arguments, (a, in) -> List.of(of.of(a, in)),
        Recipe.USUAL_TOLERANCE), ops);
  }

  /** With any results. */
  SupportTable calls(String formula, String shape, Recipe.Formula of, List<Object> arguments, String... ops) {
    return secret(new Recipe(formula, shape, arguments, of, Recipe.USUAL_TOLERANCE), ops);
  }

  SupportTable secret(Recipe recipe, String... ops) {
    for (String op : ops) {
      put(op, new Entry(kind, Support.SECRET, recipe.name(), Optional.of(recipe)));
    }
    return this;
  }

  /** On public operands, or from shapes alone. */
  SupportTable publicly(String how, String owner, String methods) {
    return plain(Support.PUBLIC, how, owner, methods);
  }

  SupportTable unsupported(String reason, String owner, String methods) {
    return plain(Support.UNSUPPORTED, reason, owner, methods);
  }

  private SupportTable plain(Support support, String how, String owner, String methods) {
    for (String method : methods.strip().split("\\s+", -1)) {
      put(owner + "." + method, new Entry(kind, support, how, Optional.empty()));
    }
    return this;
  }

  private void put(String op, Entry entry) {
    if (entries.put(op, entry) != null) {
      throw new IllegalStateException(op + " is listed twice");
    }
  }
}
