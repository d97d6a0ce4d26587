package io.parley.plan.plaintext;

import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.Op;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Every op on real numbers. */
final class RealOps {
  private RealOps() {}

  static Values evaluate(Op op, List<Values> in) {
    return switch (op) {
      case Op.Input i -> throw new IllegalArgumentException("Input " + i.name() + " has no value of its own");
      case Op.Constant c -> c.values();
      case Op.Add _ -> zip(in.get(0), in.get(1), Double::sum);
      case Op.Sub _ -> zip(in.get(0), in.get(1), (x, y) -> x - y);
      case Op.Negate _ -> map(in.getFirst(), x -> -x);
      case Op.Rearrange r -> rearrange(r.structure(), in);
      case Op.ShiftLeft _,Op.Truncate _,Op.BitToRing _ -> in.getFirst();
      case Op.Rescale r -> map(in.getFirst(), x -> Math.scalb(x, -r.bits()));
      case Op.Product p -> RealProducts.product(p.map(), in.get(0), in.get(1));
      case Op.Separated s -> map(in.getFirst(), s.function()::of);
      case Op.IsNegative _ -> map(in.getFirst(), x -> x < 0 ? 1 : 0);
      case Op.And _ -> zip(in.get(0), in.get(1), (x, y) -> x * y);
      case Op.Xor _ -> zip(in.get(0), in.get(1), (x, y) -> x == y ? 0 : 1);
      case Op.Not _ -> map(in.getFirst(), x -> 1 - x);
      case Op.Mask _ -> zip(in.get(0), in.get(1), (bit, x) -> bit == 1 ? x : 0);
      case Op.Apply a -> map(in.getFirst(), a.function()::of);
      case Op.ToInteger _ -> map(in.getFirst(), Math::floor);
      case Op.Relu _ -> map(in.getFirst(), x -> x < 0 ? 0 : x);
      case Op.Max _ -> zip(in.get(0), in.get(1), Math::max);
      case Op.Select _ -> select(in.get(0), in.get(1), in.get(2));
      case Op.Registered r -> r.of(new RealAlgebra(), in);
      case Op.MaxPool m -> RealPooling.maximum(in.getFirst(), m.window());
      case Op.AveragePool a -> RealPooling.mean(in.getFirst(), a.window(), a.countPadding());
    };
  }

  private static Values map(Values x, DoubleUnaryOperator f) {
    return Values.of(x.shape(), Arrays.stream(x.data()).map(f).toArray());
  }

  static Values zip(Values x, Values y, DoubleBinaryOperator f) {
    Shape to = Shape.broadcast(x.shape(), y.shape());
    double[] a = broadcast(x, to);
    double[] b = broadcast(y, to);
    double[] out = new double[to.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = f.applyAsDouble(a[i], b[i]);
    }
    return Values.of(to, out);
  }

  private static Values select(Values bits, Values x, Values y) {
    double[] a = broadcast(x, bits.shape());
    double[] b = broadcast(y, bits.shape());
    double[] out = new double[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = bits.data()[i] == 1 ? a[i] : b[i];
    }
    return Values.of(bits.shape(), out);
  }

  private static double[] broadcast(Values x, Shape to) {
    return x.shape().equals(to) ? x.data() : rearrange(new Structure.Broadcast(to), List.of(x)).data();
  }

  /** Structures move words without looking at them, so the bits of doubles serve as well; padding's 0 is +0.0. */
  private static Values rearrange(Structure structure, List<Values> in) {
    if (structure instanceof Structure.SumAxes s) {
      return sum(in.getFirst(), s);
    }
    RingTensor out = structure.apply(in.stream().map(RealOps::bits).toList());
    return Values.of(out.shape(),
        Arrays.stream(out.words(RawAccess.grant())).mapToDouble(Double::longBitsToDouble).toArray());
  }

  private static RingTensor bits(Values x) {
    return RingTensor.of(x.shape(), Arrays.stream(x.data()).mapToLong(Double::doubleToRawLongBits).toArray());
  }

  private static Values sum(Values x, Structure.SumAxes s) {
    Shape from = x.shape();
    Shape to = s.shape(List.of(from));
    int[] steps = new int[from.rank()];
    for (int axis = from.rank() - 1, step = 1; axis >= 0; axis--) {
      if (!s.axes().contains(axis)) {
        steps[axis] = step;
        step *= from.dim(axis);
      }
    }
    double[] out = new double[to.size()];
    int[] index = new int[from.rank()];
    int at = 0;
    for (double value : x.data()) {
      out[at] += value;
      for (int axis = from.rank() - 1; axis >= 0; axis--) {
        at += steps[axis];
        if (++index[axis] < from.dim(axis)) {
          break;
        }
        at -= steps[axis] * index[axis];
        index[axis] = 0;
      }
    }
    return Values.of(to, out);
  }
}
