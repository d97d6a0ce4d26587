package io.parley.plan;

import io.parley.crypto.FixedPoint;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

/** Runs lowered plans on ring words as a trusted party would; unlike real numbers it sees every scale. */
public final class RingReference {
  private final List<RingTensor> values = new ArrayList<>();

  private RingReference() {}

  public static Map<String, Values> run(Plan plan, Map<String, Values> inputs) {
    Types.check(Level.LOWERED, plan);
    RingReference run = new RingReference();
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
      case Op.Product p -> truncate(p.map().apply(in.get(0), in.get(1)), p.truncateBits());
      case Op.Truncate t -> truncate(in.getFirst(), t.bits());
      case Op.IsNegative _ -> map(in.getFirst(), x -> x >>> 63);
      case Op.And _,Op.Mask _ -> in.get(0).mul(in.get(1));
      case Op.Xor _ -> map(in.get(0).add(in.get(1)), x -> x & 1);
      case Op.Not _ -> map(in.getFirst(), x -> 1 - x);
      case Op.BitToRing _ -> in.getFirst();
    };
  }

  private static RingTensor encode(Values values, TensorType type) {
    return new FixedPoint(type.fractionBits()).encode(values.shape(), values.data());
  }

  private static RingTensor truncate(RingTensor x, int bits) {
    for (long word : x.words(RawAccess.grant())) {
      if (Math.abs(word) >= 1L << 62) {
        throw new AssertionError("A word reached 2^62");
      }
    }
    return map(x, word -> word >> bits);
  }

  private static RingTensor map(RingTensor x, LongUnaryOperator f) {
    Shape shape = x.shape();
    return RingTensor.of(shape, java.util.Arrays.stream(x.words(RawAccess.grant())).map(f).toArray());
  }
}
