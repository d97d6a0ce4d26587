package io.parley.plan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an op's entry in docs/language.md says; on the record that is the op. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Reference {
  /** Where in the reference it stands. */
  Group group();

  /** What each operand is called, its kind and its shape. */
  String operands();

  /** The result's kind and shape. */
  String result();

  /** In plain mathematics. */
  String meaning();

  /** Ties, empty axes, the ends of the domain and what is beyond them. */
  String edges() default "";

  /**
   * How far results may be off: "exact", or first the units of 2^−f, for f = 16 fraction bits, and then where they hold.
   */
  String error();

  /** The chapters of the reference. */
  enum Group {
    SOURCES("Sources"), ARITHMETIC("Arithmetic"), COMPARISONS("Comparisons and bits"), SHAPES(
        "Shapes"),
    REDUCTIONS("Reductions"), FUNCTIONS("Functions"), ACTIVATIONS("Activations"), NORMALISATION(
        "Normalisation"),
    LINEAR_ALGEBRA("Linear algebra"), WINDOWS("Convolution and pooling"), ORDER(
        "Order and indexing"),
    LAYERS("Recurrent and attention"), LOSSES(
        "Losses"),
    LOWERED("Lowered only");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }
}
