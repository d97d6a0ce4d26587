package io.parley.plan.lowering;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random plan with inputs, made so that fixed point holds every value exactly: elements are multiples of a power of two
 * that stays within the fraction bits, and small enough. So any difference between two runs is a bug.
 */
public final class RandomTrace {
  private static final int FRACTION_BITS = 16;
  private static final double LARGEST = 0x1p20;

  /** A tensor whose elements are multiples of 2^−bits and at most {@code bound} in magnitude. */
  private record Item(SecretTensor tensor, int bits, double bound) {}

  private final Random random;
  private final Trace trace = Trace.create("random", FRACTION_BITS);
  private final List<Item> items = new ArrayList<>();
  private final Map<String, Values> inputs = new LinkedHashMap<>();

  public RandomTrace(long seed, int steps) {
    random = new Random(seed);
    input("a", 4, 4);
    input("b", 4, 4);
    input("row", 1, 4);
    input("images", 2, 2, 4, 4);
    for (int i = 0; i < steps; i++) {
      Item made = step();
      if (made.bits <= FRACTION_BITS && made.bound <= LARGEST && made.tensor.shape().size() <= 4096) {
        items.add(made);
      }
    }
    for (int i = 0; i < 3; i++) {
      trace.reveal("y" + i, items.get(items.size() - 1 - i).tensor);
    }
    Item last = items.getLast();
    trace.reveal("bits", last.tensor.lessThan(0).or(last.tensor.greaterThan(1)));
  }

  public Plan plan() {
    return trace.plan();
  }

  public Map<String, Values> inputs() {
    return inputs;
  }

  private void input(String name, int... dims) {
    inputs.put(name, quarters(Shape.of(dims)));
    items.add(new Item(trace.secret(name, Shape.of(dims)), 2, 2));
  }

  private Values quarters(Shape shape) {
    return Values.of(shape, random.ints(shape.size(), -8, 9).mapToDouble(i -> i / 4.0).toArray());
  }

  private Item step() {
    Item x = pick();
    SecretTensor t = x.tensor;
    return switch (random.nextInt(20)) {
      case 0 -> new Item(t.negate(), x.bits, x.bound);
      case 1 -> new Item(t.relu(), x.bits, x.bound);
      case 2 -> new Item(t.add(0.5), Math.max(1, x.bits), x.bound + 0.5);
      case 3 -> new Item(t.mul(0.03125), x.bits + 5, x.bound / 32);
      case 4 -> new Item(t.mul(-3), x.bits, 3 * x.bound);
      case 5 -> new Item(t.mul(trace.constant(quarters(Shape.of(t.shape().dim(-1))))), x.bits + 2, 2 * x.bound);
      case 6 -> new Item(t.transpose(permutation(t.shape().rank())), x.bits, x.bound);
      case 7 -> new Item(t.reshape(t.shape().dim(0), 1, -1, t.shape().dim(-1)), x.bits, x.bound);
      case 8 -> new Item(t.slice(0, 0, Math.max(1, t.shape().dim(0) / 2)), x.bits, x.bound);
      case 9 -> new Item(t.pad(-1, 1, 0).slice(-1, 0, t.shape().dim(-1)), x.bits, x.bound);
      case 10 -> new Item(t.sum(0).broadcast(t.shape().dims()), x.bits, x.bound * t.shape().dim(0));
      case 11 -> new Item(t.lessThan(0.25).toNumber().mul(t), x.bits, x.bound);
      case 12 -> window(x);
      default -> binary(x, partner(x));
    };
  }

  private Item window(Item any) {
    Item x = items.stream().filter(i -> i.tensor.shape().rank() == 4 && i.tensor.shape().dim(-1) == 4
        && i.tensor.shape().dim(2) == 4).reduce((a, b) -> random.nextBoolean() ? a : b).orElse(any);
    SecretTensor t = x.tensor;
    int channels = t.shape().dim(1);
    Conv2dSpec padded = new Conv2dSpec(3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    return switch (random.nextInt(5)) {
      case 0 -> new Item(t.relu().maxPool(Conv2dSpec.of(2, 2)).reshape(-1, 4), x.bits, x.bound);
      case 1 -> new Item(t.averagePool(Conv2dSpec.of(2, 2)).reshape(-1, 4), x.bits + 2, x.bound);
      case 2 -> new Item(t.maxPool(padded), x.bits, x.bound);
      case 3 -> new Item(t.mean(2, 3).reshape(-1, 1).broadcast(t.shape().dim(0) * channels, 4), x.bits + 4, x.bound);
      default -> new Item(t.conv2d(trace.constant(quarters(Shape.of(3, channels, 3, 3))), padded), x.bits + 2,
          18 * channels * x.bound);
    };
  }

  private Item binary(Item x, Item y) {
    int bits = Math.max(x.bits, y.bits);
    double bound = Math.max(x.bound, y.bound);
    return switch (random.nextInt(7)) {
      case 0 -> new Item(x.tensor.add(y.tensor), bits, x.bound + y.bound);
      case 1 -> new Item(x.tensor.sub(y.tensor), bits, x.bound + y.bound);
      case 2, 3 -> new Item(x.tensor.mul(y.tensor), x.bits + y.bits, x.bound * y.bound);
      case 4 -> new Item(x.tensor.max(y.tensor), bits, bound);
      case 5 -> {
        SecretTensor sum = x.tensor.add(y.tensor);
        yield new Item(sum.greaterThan(y.tensor).and(sum.lessThan(1).not()).select(x.tensor, y.tensor), bits, bound);
      }
      default -> x.tensor.shape().rank() == 2 && y.tensor.shape().rank() == 2
          ? new Item(x.tensor.matmul(y.tensor.transpose()), x.bits + y.bits,
              x.bound * y.bound * x.tensor.shape().dim(1))
          : new Item(x.tensor.concat(0, List.of(x.tensor.negate())), x.bits, x.bound);
    };
  }

  private int[] permutation(int rank) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(axes, random);
    return axes.stream().mapToInt(i -> i).toArray();
  }

  private Item pick() {
    return items.get(random.nextInt(items.size()));
  }

  /** Another item that broadcasts with x; x itself fits always. */
  private Item partner(Item x) {
    for (int i = 0; i < 10; i++) {
      Item y = pick();
      try {
        Shape.broadcast(x.tensor.shape(), y.tensor.shape());
        if (x.tensor.shape().dim(-1) == y.tensor.shape().dim(-1)) {
          return y;
        }
      } catch (IllegalArgumentException e) {
        // Draw again.
      }
    }
    return x;
  }
}
