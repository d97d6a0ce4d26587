package io.parley.nd4j;

import io.parley.nd4j.catalogue.Arguments;
import io.parley.nd4j.catalogue.Recipe;
import io.parley.nd4j.catalogue.Supported;
import io.parley.plan.BadRequestException;
import io.parley.plan.trace.SecretBits;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.TracedFormula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Calls ops of ND4J's by their names, as the methods of this package do. */
public final class Nd4jOp {
  private Nd4jOp() {}

  /**
   * The only result of an op, in numbers.
   *
   * @param op {@code Class.method}
   * @param arguments {@link SecretTensor}s, {@link SecretBits}, arrays of tensors, and parameters
   */
  public static SecretTensor number(String op, Object... arguments) {
    return numbers(op, arguments).getFirst();
  }

  /** The only result of an op, in bits. */
  public static SecretBits bits(String op, Object... arguments) {
    return SecretBits.of(number(op, arguments));
  }

  /** The results of an op, in numbers. */
  public static List<SecretTensor> numbers(String op, Object... arguments) {
    Recipe recipe = Supported.recipe(op)
        .orElseThrow(() -> new BadRequestException("ND4J's " + op + " does not run on secrets; see docs/ops.md"));
    List<SecretTensor> tensors = new ArrayList<>();
    List<Object> parameters = new ArrayList<>();
    for (Object argument : arguments) {
      switch (argument) {
        case SecretTensor tensor -> tensors.add(tensor);
        case SecretBits bits -> tensors.add(bits.tensor());
        case SecretTensor[] many -> tensors.addAll(Arrays.asList(many));
        case Long number -> parameters.add(Math.toIntExact(number));
        case long[] numbers -> parameters.add(Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray());
        default -> parameters.add(argument);
      }
    }
    if (tensors.isEmpty()) {
      throw new BadRequestException(op + " of no tensors is not defined; give one at least");
    }
    TracedFormula formula = (algebra, operands) -> recipe.formula().of(algebra,
        new Arguments(algebra, operands, parameters));
    return formula.apply(tensors);
  }
}
