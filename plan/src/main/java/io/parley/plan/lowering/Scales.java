package io.parley.plan.lowering;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Structure;
import io.parley.plan.DType;
import io.parley.plan.Function;
import io.parley.plan.Level;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.lowering.functions.Functions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Gives every value its true scale and places the truncations: as late as possible, or right behind the products.
 *
 * <p>A truncation costs communication for each element, a shift to the left costs nothing, and a comparison does not mind
 * the scale. So a product of values with f fraction bits keeps its 2f through sums, rearrangements, comparisons, masks
 * and maxima, and is truncated where it enters the next product or leaves the plan. By then pooling has often left
 * fewer elements. ({@link Target} may want it truncated at once.) Where scales meet, the lower one shifts up, unless
 * truncating the higher one is cheaper by size.
 *
 * <p>Constants, and rearrangements of constants, are encoded at the scale where they are used. Whole numbers need no
 * fraction bits as factors; small factors get more bits, so that they keep f significant ones.
 */
final class Scales {
  /** Factors below 2^−this get more fraction bits. */
  private static final int SMALL_FACTOR = 2;

  /** As factors of sums, and inputs, do below 2^−this: their products are truncated at once. */
  private static final int SMALL_WEIGHT = 6;

  private final Plan plan;
  private final Target target;
  private final Emitter out;
  private final boolean[] constant;
  private final int[] lowered;
  /** How many fraction bits more than others a value has, since it is small. */
  private final int[] more;

  private Scales(Plan plan, Target target) {
    this.plan = plan;
    this.target = target;
    this.out = new Emitter(plan.name(), Level.LOWERED);
    this.constant = new boolean[plan.nodes().size()];
    this.lowered = new int[plan.nodes().size()];
    this.more = new int[plan.nodes().size()];
  }

  /** Lowers a surface plan of primitive ops. */
  static Plan place(Plan plan, Target target) {
    Scales scales = new Scales(plan, target);
    for (Node node : plan.nodes()) {
      boolean moves = node.op() instanceof Op.Rearrange && node.inputs().stream().allMatch(i -> scales.constant[i]);
      scales.constant[node.id()] = node.op() instanceof Op.Constant || moves;
      scales.lowered[node.id()] = scales.constant[node.id()] ? -1 : scales.lower(node);
    }
    for (Output output : plan.outputs()) {
      scales.out.output(output, scales.at(output.node(), plan.node(output.node()).type().fractionBits()));
    }
    return scales.out.build();
  }

  private int lower(Node node) {
    List<Integer> in = node.inputs();
    return switch (node.op()) {
      case Op.Add _,Op.Sub _ -> {
        int bits = commonScale(node);
        yield emit(node, at(in.get(0), bits), at(in.get(1), bits));
      }
      case Op.Rearrange _ -> {
        int bits = concatScale(node);
        boolean sums = node.op() instanceof Op.Rearrange(Structure.SumAxes _);
        more[node.id()] = sums ? 0 : in.stream().mapToInt(i -> more[i]).min().orElse(0);
        yield out.add(node.name(), node.op(), in.stream().map(i -> at(i, bits)).toList());
      }
      // On the surface a shift changes the declared bits only; the value stays, and takes its scale where it is used.
      case Op.ShiftLeft _ -> asIs(in.getFirst());
      case Op.Product p -> product(node, p.map());
      case Op.Negate _,Op.IsNegative _,Op.Not _,Op.BitToRing _ -> emit(node, asIs(in.getFirst()));
      case Op.And _,Op.Xor _,Op.Mask _ -> emit(node, asIs(in.get(0)), asIs(in.get(1)));
      case Op.Apply a -> apply(node, a.function());
      case Op.ToInteger _ -> apply(node, Function.FLOOR);
      case Op.Scaled s -> scaled(node, s);
      case Op.Input i -> input(node, i);
      case Op.Constant _ -> throw new IllegalStateException("Constants are encoded where they are used");
      case Op.Truncate _,Op.Rescale _,Op.Separated _,Op.Composite _ ->
        throw new IllegalStateException("Not a surface primitive: " + node);
    };
  }

  private int apply(Node node, Function function) {
    int x = node.inputs().getFirst();
    int f = plan.node(x).type().fractionBits();
    return handed(Functions.apply(assembler(node), function, at(x, f)), f);
  }

  private int scaled(Node node, Op.Scaled op) {
    int f = node.type().fractionBits();
    Assembler words = assembler(node);
    int result = op.lower(words, node.inputs().stream().map(i -> at(i, plan.node(i).type().fractionBits())).toList(),
        f);
    return handed(words.widened(words.atMost(result, 2 * f)), f);
  }

  private int handed(int result, int f) {
    int most = target.truncatesEarly() ? f : 2 * f;
    return out.type(result).fractionBits() > most ? rescale(result, f) : result;
  }

  private Assembler assembler(Node node) {
    return new Assembler(out, node.name(), target == Target.SEPARABLE);
  }

  private int emit(Node node, Integer... inputs) {
    return out.add(node.name(), node.op(), inputs);
  }

  /** Operands whose scales do not fit 2f together are truncated to f. */
  private int product(Node node, Bilinear map) {
    int f = node.type().fractionBits();
    int x = node.inputs().get(0);
    int y = node.inputs().get(1);
    int xBits = factorBits(x, map);
    int yBits = factorBits(y, map);
    if (xBits + yBits > 2 * f) {
      xBits = constant[x] ? xBits : Math.min(xBits, f + more[x]);
      yBits = constant[y] ? yBits : Math.min(yBits, f + more[y]);
    }
    // More than 2f only with a small factor, which keeps the words within bounds.
    int most = target.truncatesEarly() ? f : 2 * f;
    int excess = xBits + yBits > most ? xBits + yBits - f : 0;
    int result = out.add(node.name(), new Op.Product(map, 0), at(x, xBits), at(y, yBits));
    if (excess == 0) {
      return result;
    }
    int cut = out.add(node.name(), new Op.Truncate(excess), result);
    return excess > f ? assembler(node).widened(cut) : cut;
  }

  private int factorBits(int id, Bilinear map) {
    int bits = scale(id);
    if (!constant[id] || bits == 0) {
      return bits;
    }
    double largest = values(id).map(Math::abs).max().orElse(0);
    return bits + moreBits(largest, bits, map instanceof Bilinear.Mul ? SMALL_FACTOR : SMALL_WEIGHT);
  }

  /** Those that a number below 1 has room for, and would lose its places without. */
  private static int moreBits(double largest, int bits, int least) {
    int zeros = -Math.getExponent(largest) - 1;
    return zeros < least ? 0 : Math.min(zeros, bits);
  }

  /** What is declared as small gets more fraction bits. */
  private int input(Node node, Op.Input input) {
    int bits = node.type().fractionBits();
    if (bits > 0 && !input.within().isEmpty()) {
      double largest = Math.max(Math.abs(input.within().getFirst()), Math.abs(input.within().getLast()));
      // Bounds may be reached.
      more[node.id()] = moreBits(Math.nextDown(largest), bits, SMALL_WEIGHT);
    }
    return out.input(input, node.type().withFractionBits(bits + more[node.id()]));
  }

  private int commonScale(Node node) {
    int x = scale(node.inputs().get(0));
    int y = scale(node.inputs().get(1));
    int high = node.inputs().get(x > y ? 0 : 1);
    int low = Math.min(x, y);
    boolean cheaper = low >= node.type().fractionBits() && !constant[high]
        && truncatedElements(lowered[high]) < node.type().shape().size();
    return cheaper ? low : Math.max(x, y);
  }

  /** What is concatenated agrees on the lowest scale, so that only what has to be is truncated. */
  private int concatScale(Node node) {
    int low = node.inputs().stream().mapToInt(this::scale).min().orElseThrow();
    int high = node.inputs().stream().mapToInt(this::scale).max().orElseThrow();
    return Math.min(high, Math.max(low, node.type().fractionBits()));
  }

  /** The scale that a value has anyway. */
  private int scale(int id) {
    if (!constant[id]) {
      return out.type(lowered[id]).fractionBits();
    }
    boolean whole = values(id).allMatch(v -> v == Math.rint(v));
    return whole ? 0 : plan.node(id).type().fractionBits();
  }

  /** The elements of the constants behind a value. */
  private DoubleStream values(int id) {
    return plan.node(id).op() instanceof Op.Constant c
        ? Arrays.stream(c.values().data())
        : plan.node(id).inputs().stream().flatMapToDouble(this::values);
  }

  private int asIs(int id) {
    return at(id, scale(id));
  }

  /** The value with so many fraction bits. */
  private int at(int id, int bits) {
    Node node = plan.node(id);
    TensorType type = node.type().dtype() == DType.BIT ? node.type() : node.type().withFractionBits(bits);
    if (!constant[id]) {
      return rescale(lowered[id], bits);
    }
    return node.op() instanceof Op.Constant c
        ? out.constant(node.name(), c.values(), type)
        : out.add(node.name(), node.op(), node.inputs().stream().map(i -> at(i, bits)).toList());
  }

  private int rescale(int id, int bits) {
    int has = out.type(id).fractionBits();
    if (has == bits) {
      return id;
    }
    return aboveCopies(has < bits ? new Op.ShiftLeft(bits - has) : new Op.Truncate(has - bits), id);
  }

  /** Applies the op above rearrangements that do not remove elements: fewer elements, and nearer to the product. */
  private int aboveCopies(Op op, int id) {
    Node node = out.node(id);
    return copies(node)
        ? out.add(node.name(), node.op(), aboveCopies(op, node.inputs().getFirst()))
        : out.add(node.name(), op, id);
  }

  private int truncatedElements(int id) {
    Node node = out.node(id);
    return copies(node) ? truncatedElements(node.inputs().getFirst()) : node.type().shape().size();
  }

  private boolean copies(Node node) {
    return node.op() instanceof Op.Rearrange r && node.inputs().size() == 1
        && !(r.structure() instanceof Structure.SumAxes)
        && out.type(node.inputs().getFirst()).shape().size() <= node.type().shape().size();
  }
}
