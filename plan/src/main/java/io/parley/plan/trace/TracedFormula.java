package io.parley.plan.trace;

import io.parley.plan.Algebra;
import java.util.List;

/**
 * A formula of one's own on tensors of a trace, for those who offer ops by other names: it adds nodes through the algebra,
 * from the operands' nodes to the results'.
 */
@FunctionalInterface
public interface TracedFormula {
  List<Integer> of(Algebra<Integer> algebra, List<Integer> operands);

  /**
   * The results, in numbers with the fraction bits of the first operand.
   *
   * @param operands at least one, all of one trace
   */
  default List<SecretTensor> apply(List<SecretTensor> operands) {
    SecretTensor first = operands.getFirst();
    return of(first.algebra(), operands.stream().map(first.trace::mine).toList()).stream().map(first::wrap).toList();
  }
}
