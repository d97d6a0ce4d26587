package io.parley.crypto;

import static io.parley.crypto.Naive.at;
import static io.parley.crypto.Naive.random;
import static io.parley.crypto.Naive.tabulate;
import static io.parley.crypto.Naive.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StructureTest {

  @Provide
  Arbitrary<int[]> dims() {
    return Arbitraries.integers().between(0, 20).withDistribution(net.jqwik.api.RandomDistribution.biased())
        .array(int[].class).ofMaxSize(4);
  }

  private static void check(Structure structure, RingTensor expected, RingTensor... inputs) {
    List<RingTensor> list = List.of(inputs);
    assertThat(structure.shape(list.stream().map(RingTensor::shape).toList())).isEqualTo(expected.shape());
    RingTensor actual = structure.apply(list);
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(words(actual)).isEqualTo(words(expected));
  }

  @Property(tries = 200)
  void transpose_anyPermutation_movesEachAxis(@ForAll("dims") int[] dims, @ForAll long seed) {
    // given
    RingTensor x = random(Shape.of(dims), seed);
    List<Integer> permutation = new ArrayList<>(IntStream.range(0, dims.length).boxed().toList());
    Collections.shuffle(permutation, new Random(seed));
    Shape to = Shape.of(permutation.stream().mapToInt(i -> dims[i]).toArray());

    // when, then
    check(new Structure.Transpose(permutation), tabulate(to, o -> {
      int[] i = new int[o.length];
      for (int axis = 0; axis < o.length; axis++) {
        i[permutation.get(axis)] = o[axis];
      }
      return at(x, i);
    }), x);
  }

  @Test
  void transpose_largeMatrix_goesBySquares() {
    // given
    RingTensor x = random(Shape.of(3, 70, 45), 1);

    // when, then
    check(new Structure.Transpose(List.of(0, 2, 1)), tabulate(Shape.of(3, 45, 70), o -> at(x, o[0], o[2], o[1])), x);
    check(new Structure.Transpose(List.of(2, 0, 1)), tabulate(Shape.of(45, 3, 70), o -> at(x, o[1], o[2], o[0])), x);
    check(new Structure.Transpose(List.of(2, 1, 0)), tabulate(Shape.of(45, 70, 3), o -> at(x, o[2], o[1], o[0])), x);
  }

  @Property(tries = 200)
  void slice_anyRangeAndStep_takesThoseElements(@ForAll("dims") int[] dims, @ForAll long seed) {
    // given
    RingTensor x = random(Shape.of(dims), seed);
    Random random = new Random(seed);
    int[] starts = Arrays.stream(dims).map(d -> random.nextInt(d + 1)).toArray();
    int[] ends = IntStream.range(0, dims.length).map(i -> starts[i] + random.nextInt(dims[i] - starts[i] + 1))
        .toArray();
    int[] steps = Arrays.stream(dims).map(d -> 1 + random.nextInt(3)).toArray();
    int[] to = IntStream.range(0, dims.length).map(i -> (ends[i] - starts[i] + steps[i] - 1) / steps[i]).toArray();

    // when, then
    check(new Structure.Slice(boxed(starts), boxed(ends), boxed(steps)), tabulate(Shape.of(to), o -> at(x,
        IntStream.range(0, o.length).map(i -> starts[i] + o[i] * steps[i]).toArray())), x);
  }

  @Property(tries = 200)
  void pad_anyWidths_surroundsWithZeros(@ForAll("dims") int[] dims, @ForAll long seed) {
    // given
    RingTensor x = random(Shape.of(dims), seed);
    Random random = new Random(seed);
    int[] before = Arrays.stream(dims).map(d -> random.nextInt(3)).toArray();
    int[] after = Arrays.stream(dims).map(d -> random.nextInt(3)).toArray();
    int[] to = IntStream.range(0, dims.length).map(i -> before[i] + dims[i] + after[i]).toArray();

    // when, then
    check(new Structure.Pad(boxed(before), boxed(after)), tabulate(Shape.of(to), o -> at(x,
        IntStream.range(0, o.length).map(i -> o[i] - before[i]).toArray())), x);
  }

  @Property(tries = 200)
  void broadcast_repeatsAxesOfLengthOne(@ForAll("dims") int[] dims, @ForAll long seed) {
    // given
    Random random = new Random(seed);
    int dropped = random.nextInt(dims.length + 1);
    int[] from = Arrays.copyOfRange(dims, dropped, dims.length);
    for (int i = 0; i < from.length; i++) {
      from[i] = random.nextBoolean() ? 1 : from[i];
    }
    RingTensor x = random(Shape.of(from), seed);

    // when, then
    check(new Structure.Broadcast(Shape.of(dims)), tabulate(Shape.of(dims), o -> at(x,
        IntStream.range(0, from.length).map(i -> from[i] == 1 ? 0 : o[dropped + i]).toArray())), x);
  }

  @Property(tries = 200)
  void sumAxes_addsOverTheGivenAxes(@ForAll("dims") int[] dims, @ForAll long seed) {
    // given
    RingTensor x = random(Shape.of(dims), seed);
    Random random = new Random(seed);
    List<Integer> axes = IntStream.range(0, dims.length).filter(i -> random.nextBoolean()).boxed().toList();
    int[] kept = IntStream.range(0, dims.length).map(i -> axes.contains(i) ? 1 : dims[i]).toArray();
    int[] dropped = IntStream.range(0, dims.length).filter(i -> !axes.contains(i)).map(i -> dims[i]).toArray();
    long[] sums = new long[Shape.of(kept).size()];
    int[] strides = Shape.of(kept).strides();
    tabulate(x.shape(), i -> {
      int o = IntStream.range(0, i.length).map(a -> axes.contains(a) ? 0 : i[a] * strides[a]).sum();
      sums[o] += at(x, i);
      return 0;
    });

    // when, then
    check(new Structure.SumAxes(axes, true), RingTensor.of(Shape.of(kept), sums), x);
    check(new Structure.SumAxes(axes, false), RingTensor.of(Shape.of(dropped), sums), x);
  }

  @Test
  void concat_alongEachAxis_putsInputsSideBySide() {
    // given
    RingTensor x = random(Shape.of(2, 3, 4), 1);
    RingTensor y = random(Shape.of(2, 5, 4), 2);
    RingTensor none = random(Shape.of(2, 0, 4), 3);
    RingTensor z = random(Shape.of(2, 3, 1), 4);

    // when, then
    check(new Structure.Concat(1), tabulate(Shape.of(2, 8, 4), o -> o[1] < 3 ? at(x, o) : at(y, o[0], o[1] - 3, o[2])),
        x, none, y);
    check(new Structure.Concat(2), tabulate(Shape.of(2, 3, 5), o -> o[2] < 4 ? at(x, o) : at(z, o[0], o[1], 0)), x, z);
    check(new Structure.Concat(0), tabulate(Shape.of(4, 3, 4), o -> at(x, o[0] % 2, o[1], o[2])), x, x);
  }

  static Stream<Arguments> windows() {
    return Stream.of(Arguments.of(Shape.of(2, 3, 8, 8), Conv2dSpec.of(2, 2)),
        Arguments.of(Shape.of(1, 2, 7, 9), Conv2dSpec.of(3, 1)),
        Arguments.of(Shape.of(1, 2, 7, 9), new Conv2dSpec(3, 2, 2, 3, 1, 1, 2, 0, 1, 1, 1)),
        Arguments.of(Shape.of(2, 1, 9, 6), new Conv2dSpec(3, 3, 1, 2, 2, 1, 0, 3, 2, 2, 1)),
        Arguments.of(Shape.of(1, 1, 1, 1), new Conv2dSpec(3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)),
        Arguments.of(Shape.of(0, 2, 4, 4), Conv2dSpec.of(2, 2)));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void windowTap_eachTap_isThatElementOfEachWindow(Shape shape, Conv2dSpec w) {
    // given
    RingTensor x = random(shape, 8);
    Shape to = Shape.of(shape.dim(0), shape.dim(1), w.outHeight(shape.dim(2)), w.outWidth(shape.dim(3)));
    for (int row = 0; row < w.kernelHeight(); row++) {
      for (int column = 0; column < w.kernelWidth(); column++) {
        int r = row;
        int c = column;

        // when, then
        check(new Structure.WindowTap(w, row, column, false), tabulate(to, o -> at(x, o[0], o[1],
            o[2] * w.strideHeight() - w.padTop() + r * w.dilationHeight(),
            o[3] * w.strideWidth() - w.padLeft() + c * w.dilationWidth())), x);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("windows")
  void windowTap_clamped_leavesTheMaximumOfEachWindowUnchanged(Shape shape, Conv2dSpec w) {
    // given: all elements negative, so that a zero from the padding would win
    RingTensor x = tabulate(shape, i -> -1 - Math.floorMod(Arrays.hashCode(i) * 31L, 1000));
    Shape to = Shape.of(shape.dim(0), shape.dim(1), w.outHeight(shape.dim(2)), w.outWidth(shape.dim(3)));
    RingTensor expected = tabulate(to, o -> {
      long max = Long.MIN_VALUE;
      for (int r = 0; r < w.kernelHeight(); r++) {
        for (int c = 0; c < w.kernelWidth(); c++) {
          int y = o[2] * w.strideHeight() - w.padTop() + r * w.dilationHeight();
          int z = o[3] * w.strideWidth() - w.padLeft() + c * w.dilationWidth();
          if (y >= 0 && y < shape.dim(2) && z >= 0 && z < shape.dim(3)) {
            max = Math.max(max, at(x, o[0], o[1], y, z));
          }
        }
      }
      return max;
    });

    // when
    long[] max = new long[to.size()];
    Arrays.fill(max, Long.MIN_VALUE);
    for (int r = 0; r < w.kernelHeight(); r++) {
      for (int c = 0; c < w.kernelWidth(); c++) {
        long[] tap = words(new Structure.WindowTap(w, r, c, true).apply(List.of(x)));
        Arrays.setAll(max, i -> Math.max(max[i], tap[i]));
      }
    }

    // then
    assertThat(max).isEqualTo(words(expected));
  }

  @Test
  void everyStructure_commutesWithAddition() {
    // given
    List<Structure> all = List.of(new Structure.Reshape(Shape.of(6, 4)), new Structure.Transpose(List.of(0, 1, 3, 2)),
        new Structure.Slice(List.of(0, 1, 0, 0), List.of(1, 3, 2, 4), List.of(1, 1, 1, 2)), new Structure.Concat(2),
        new Structure.Broadcast(Shape.of(5, 3, 2, 4)),
        new Structure.Pad(List.of(1, 0, 0, 2), List.of(0, 0, 1, 0)),
        new Structure.WindowTap(Conv2dSpec.of(2, 1), 1, 0, true), new Structure.SumAxes(List.of(1, 3), false));
    RingTensor x = random(Shape.of(1, 3, 2, 4), 1);
    RingTensor y = random(Shape.of(1, 3, 2, 4), 2);
    for (Structure s : all) {
      // when
      RingTensor together = s.apply(List.of(x.add(y)));

      // then
      assertThat(words(together)).as("%s", s).isEqualTo(words(s.apply(List.of(x)).add(s.apply(List.of(y)))));
    }
  }

  @Test
  void misfits_areRefused() {
    Shape x = Shape.of(2, 3);
    for (Structure s : List.of(new Structure.Reshape(Shape.of(7)), new Structure.Transpose(List.of(0)),
        new Structure.Transpose(List.of(0, 0)), new Structure.Slice(List.of(0), List.of(1), List.of(1)),
        new Structure.Slice(List.of(0, 0), List.of(2, 4), List.of(1, 1)),
        new Structure.Slice(List.of(0, 2), List.of(2, 1), List.of(1, 1)),
        new Structure.Slice(List.of(0, 0), List.of(2, 3), List.of(1, 0)), new Structure.Concat(2),
        new Structure.Broadcast(Shape.of(3, 3)), new Structure.Broadcast(Shape.of(3)),
        new Structure.Pad(List.of(0), List.of(0)), new Structure.Pad(List.of(0, -1), List.of(0, 0)),
        new Structure.WindowTap(Conv2dSpec.of(2, 1), 0, 0, false), new Structure.SumAxes(List.of(2), true),
        new Structure.SumAxes(List.of(1, 1), true))) {
      assertThatThrownBy(() -> s.shape(List.of(x))).as("%s", s).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Structure.Concat(0).shape(List.of(x, Shape.of(2, 4))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Structure.WindowTap(Conv2dSpec.of(2, 1), 2, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Integer> boxed(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
