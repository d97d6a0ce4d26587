package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.crypto.WideTensor;
import io.parley.protocols.spi.Share;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Party i's share of numbers x_0 + x_1 + x_2 mod 2^128, of which the low 64 bits count.
 *
 * @param own x_i
 * @param next x_{i+1}
 */
record PartyNumber(WideTensor own, WideTensor next) implements Share {
  @Override
  public Shape shape() {
    return own.shape();
  }

  /** Some of the elements in their order, flat. */
  PartyNumber range(int from, int count) {
    if (count == shape().size()) {
      return reshape(Shape.of(count));
    }
    Structure slice = new Structure.Slice(List.of(from), List.of(from + count), List.of(1));
    return map(v -> slice.applyWide(List.of(v.reshape(Shape.of(shape().size())))));
  }

  /** The parts one after the other, flat. */
  static PartyNumber joined(List<PartyNumber> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    Structure concat = new Structure.Concat(0);
    return new PartyNumber(concat.applyWide(parts.stream().map(PartyNumber::own).toList()),
        concat.applyWide(parts.stream().map(PartyNumber::next).toList()));
  }

  PartyNumber reshape(Shape to) {
    return map(v -> v.reshape(to));
  }

  /** A linear map, component by component. */
  PartyNumber map(UnaryOperator<WideTensor> linear) {
    return new PartyNumber(linear.apply(own), linear.apply(next));
  }

  PartyNumber with(PartyNumber y, BinaryOperator<WideTensor> linear) {
    return new PartyNumber(linear.apply(own, y.own), linear.apply(next, y.next));
  }

  PartyNumber add(PartyNumber y) {
    return with(y, WideTensor::add);
  }

  PartyNumber sub(PartyNumber y) {
    return with(y, WideTensor::sub);
  }
}
