package io.parley.plan.plaintext;

import io.parley.crypto.FixedPoint;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

/** Runs lowered plans on ring words, as a trusted party would: what fixed point makes of a plan, without any protection. */
public final class FixedPointInterpreter {
  private final List<RingTensor> values = new ArrayList<>();
  private final boolean checks;

  /** Separable functions take numbers from anywhere, whatever words come of that, and masks remove those afterwards. */
  private FixedPointInterpreter(Plan plan) {
    checks = plan.nodes().stream().noneMatch(node -> node.op() instanceof Op.Separated);
  }

  /**
   * The outputs by name.
   *
   * @throws BadRequestException if a word reaches 2^62 where it is truncated or compared, which no protocol could;
   *     not for plans with separable functions
   */
  public static Map<String, Values> run(Plan plan, Map<String, Values> inputs) {
    if (!plan.isLowered()) {
      throw new BadRequestException("Plan '" + plan.name() + "' is not lowered; lower it first");
    }
    FixedPointInterpreter run = new FixedPointInterpreter(plan);
    plan.nodes().forEach(node -> run.values.add(run.evaluate(node, inputs)));
    Map<String, Values> outputs = new LinkedHashMap<>();
    for (Output output : plan.outputs()) {
      FixedPoint encoding = new FixedPoint(plan.node(output.node()).type().fractionBits());
      RingTensor value = run.values.get(output.node());
      outputs.put(output.name(), Values.of(value.shape(), encoding.decode(value)));
    }
    return outputs;
  }

  private RingTensor evaluate(Node node, Map<String, Values> inputs) {
    List<RingTensor> in = node.inputs().stream().map(values::get).toList();
    return switch ((Op.Primitive) node.op()) {
      case Op.Input i -> encode(Objects.requireNonNull(inputs.get(i.name())), node.type());
      case Op.Constant c -> encode(c.values(), node.type());
      case Op.Add _ -> in.get(0).add(in.get(1));
      case Op.Sub _ -> in.get(0).sub(in.get(1));
      case Op.Negate _ -> in.getFirst().negate();
      case Op.Rearrange r -> r.structure().apply(in);
      case Op.ShiftLeft s -> in.getFirst().shiftLeft(s.bits());
      case Op.Rescale _ -> in.getFirst();
      case Op.Product p -> truncate(node, p.map().apply(in.get(0), in.get(1)), p.truncateBits());
      case Op.Truncate t -> truncate(node, in.getFirst(), t.bits());
      case Op.Separated s -> s.function().apply(in.getFirst());
      case Op.IsNegative _ -> map(inRange(node, in.getFirst()), x -> x >>> 63);
      case Op.And _,Op.Mask _ -> in.get(0).mul(in.get(1));
      case Op.Xor _ -> map(in.get(0).add(in.get(1)), x -> x & 1);
      case Op.Not _ -> map(in.getFirst(), x -> 1 - x);
      case Op.BitToRing _ -> in.getFirst();
    };
  }

  private static RingTensor encode(Values values, TensorType type) {
    return new FixedPoint(type.fractionBits()).encode(values.shape(), values.data());
  }

  private RingTensor truncate(Node node, RingTensor x, int bits) {
    return bits == 0 ? x : map(inRange(node, x), word -> word >> bits);
  }

  /** What is truncated or compared has to be; what a mask removes afterwards need not. */
  private RingTensor inRange(Node node, RingTensor x) {
    for (long word : checks ? x.words(RawAccess.grant()) : new long[0]) {
      if (word >= 1L << 62 || word <= -(1L << 62)) {
        throw new BadRequestException("Node '" + node.name() + "' overflows: a word of " + node.type()
            + " reached 2^62. Use fewer fraction bits, or scale the model");
      }
    }
    return x;
  }

  private static RingTensor map(RingTensor x, LongUnaryOperator f) {
    Shape shape = x.shape();
    return RingTensor.of(shape, Arrays.stream(x.words(RawAccess.grant())).map(f).toArray());
  }
}
