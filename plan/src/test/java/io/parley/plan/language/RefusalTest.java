package io.parley.plan.language;

import static io.parley.plan.language.SampleOperand.bits;
import static io.parley.plan.language.SampleOperand.numbers;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.plan.BadRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not fit is refused by its node, op and operands, whoever found out. */
class RefusalTest {
  private static void assertRefused(String message, String op, List<?> attributes, SampleOperand... operands) {
    OpSample sample = OpSample.of(op, attributes, operands);
    assertThatThrownBy(sample::plan).isInstanceOf(BadRequestException.class).hasMessage(message);
  }

  @Test
  void byTheOpItself() {
    assertRefused("Node 'y': softmax of secret fixed<16>[2, 3] does not fit: shape [2, 3] has no axis 2; axes count "
        + "from 0 here", "softmax", List.of(2), numbers(0, 1, 2, 3));
    assertRefused("Node 'y': clamp of secret bit[3] does not fit: operand 1 must be numbers, not bits; convert it to "
        + "numbers", "clamp", List.of(0.0, 1.0), bits(3));
  }

  @Test
  void byItsExpansion() {
    assertRefused("Node 'y': topK of secret fixed<16>[3] does not fit: Cannot take 4 of the 3 elements along axis 0; "
        + "choose 0 to 3", "topK", List.of(4, 0, true, "values"), numbers(0, 1, 3));
  }

  @Test
  void byAnOpOfItsExpansion() {
    assertRefused("Node 'y': conv1d of secret fixed<16>[1, 2, 5] and secret fixed<16>[3, 1, 2] does not fit: conv2d of "
        + "secret fixed<16>[1, 2, 1, 5] and secret fixed<16>[3, 1, 1, 2] does not fit: Cannot convolve [1, 2, 1, 5] "
        + "with kernels [3, 1, 1, 2] in 1 groups of 1×2; the kernels need shape [o, 2, 1, 2]",
        "conv1d", List.of(2, 1, List.of(0, 0), 1, 1), numbers(0, 1, 1, 2, 5), numbers(0, 1, 3, 1, 2));
  }

  @Test
  void byAConstantOfItsExpansion() {
    assertRefused("Node 'y': celu of secret fixed<16>[3] does not fit: Constant 'y' holds Infinity, but public "
        + "fixed<16>[] takes finite values below 2^30; use fewer fraction bits or scale the model",
        "celu", List.of(0.0), numbers(0, 1, 3));
  }

  @Test
  void byASizeThatNoTensorHas() {
    assertRefused("Node 'y': oneHot of secret fixed<16>[3] does not fit: a tensor has 2^28 elements at most; use "
        + "smaller lengths", "oneHot", List.of(1 << 28), numbers(0, 1, 3));
  }
}
