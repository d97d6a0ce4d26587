package io.parley.crypto;

import static io.parley.crypto.Naive.words;
import static io.parley.crypto.NaiveWide.allOnesWide;
import static io.parley.crypto.NaiveWide.at;
import static io.parley.crypto.NaiveWide.edgyWide;
import static io.parley.crypto.NaiveWide.elements;
import static io.parley.crypto.NaiveWide.tabulate;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WideStructureTest {
  private static final Shape SHAPE = Shape.of(1, 3, 2, 4);

  static Stream<Structure> moves() {
    return Stream.of(new Structure.Reshape(Shape.of(6, 4)), new Structure.Transpose(List.of(0, 1, 3, 2)),
        new Structure.Slice(List.of(0, 1, 0, 0), List.of(1, 3, 2, 4), List.of(1, 1, 1, 2)), new Structure.Concat(2),
        new Structure.Broadcast(Shape.of(5, 3, 2, 4)), new Structure.Pad(List.of(1, 0, 0, 2), List.of(0, 0, 1, 0)),
        new Structure.WindowTap(Conv2dSpec.of(2, 1), 1, 0, true));
  }

  @ParameterizedTest
  @MethodSource("moves")
  void structureThatMoves_movesWholeElements(Structure structure) {
    // given: the elements numbered from 1, so that 0 is padding
    RingTensor numbers = RingTensor.of(SHAPE, IntStream.range(0, SHAPE.size()).asLongStream().toArray()).add(1);
    WideTensor x = edgyWide(SHAPE, 1);
    List<RingTensor> plain = structure instanceof Structure.Concat
        ? List.of(numbers, numbers.add(SHAPE.size()))
        : List.of(numbers);
    WideTensor second = edgyWide(SHAPE, 2);

    // when
    WideTensor moved = structure.applyWide(plain.size() == 2 ? List.of(x, second) : List.of(x));

    // then
    RingTensor where = structure.apply(plain);
    BigInteger[] all = Stream.of(new BigInteger[]{BigInteger.ZERO}, elements(x), elements(second)).flatMap(Stream::of)
        .toArray(BigInteger[]::new);
    assertThat(moved.shape()).isEqualTo(where.shape());
    assertThat(elements(moved))
        .isEqualTo(IntStream.range(0, where.shape().size()).mapToObj(i -> all[(int) words(where)[i]]).toArray());
  }

  @Test
  void sumAxes_carriesFromTheLowPlaneIntoTheHighOne() {
    // given
    Structure sum = new Structure.SumAxes(List.of(0, 2), false);
    for (Shape shape : List.of(Shape.of(37, 3, 41), Shape.of(1, 1, 1), Shape.of(0, 2, 3))) {
      for (WideTensor x : List.of(edgyWide(shape, 1), allOnesWide(shape))) {
        // when
        WideTensor sums = sum.applyWide(List.of(x));

        // then
        BigInteger[] values = elements(x);
        assertThat(elements(sums)).isEqualTo(tabulate(Shape.of(shape.dim(1)), o -> IntStream
            .range(0, shape.dim(0) * shape.dim(2)).mapToObj(i -> at(values, shape, i / shape.dim(2), o[0],
                i % shape.dim(2)))
            .reduce(BigInteger.ZERO, BigInteger::add)));
      }
    }
  }
}
