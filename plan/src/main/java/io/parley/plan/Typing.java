package io.parley.plan;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import java.util.List;

/** One op on operands of given types: its result's type, or why they do not fit. */
final class Typing {
  private static final String BROADCASTING = "; counted from the right, sizes must be equal or 1";

  private final Level level;
  private final Op op;
  private final Operands in;

  Typing(Level level, String node, Op op, List<TensorType> in) {
    this.level = level;
    this.op = op;
    this.in = new Operands(level, node, op, in);
  }

  /** Whatever goes wrong with a user's attributes and operands is the user's mistake, and refused as such. */
  TensorType result() {
    if (op instanceof Op.Input || op instanceof Op.Constant) {
      throw new IllegalArgumentException("A source declares its type");
    }
    in.require(in.count() > 0, "it takes operands; name at least 1 operand");
    try {
      TensorType type = typed();
      in.elements(type.shape().size());
      return type;
    } catch (BadRequestException e) {
      throw in.refusal(e);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      throw in.refusal("its attributes do not go with its operands: " + e.getMessage());
    }
  }

  private TensorType typed() {
    return switch (op) {
      case Op.Input _,Op.Constant _ -> throw new IllegalStateException("A source declares its type");
      case Op.Add _,Op.Sub _ -> sum();
      case Op.Negate _ -> unary();
      case Op.Rearrange r -> {
        numbers(in.count());
        in.sameBits();
        yield in.number(shape(() -> r.structure().shape(in.types().stream().map(TensorType::shape).toList())),
            in.fractionBits());
      }
      case Op.ShiftLeft s -> {
        in.require(s.bits() >= 0 && s.bits() <= 52, "can shift by 0 to 52 bits only");
        yield unary().withFractionBits(in.fractionBits() + s.bits());
      }
      case Op.Product p -> product(p);
      case Op.Truncate t -> {
        numbers(1);
        in.require(level == Level.LOWERED, "truncations are placed by lowering, so leave them out of surface plans");
        in.require(t.bits() >= 0 && t.bits() <= in.fractionBits(),
            "can drop at most " + in.fractionBits() + " fraction bits");
        yield in.number(in.shape(0), in.fractionBits() - t.bits());
      }
      case Op.Rescale r -> {
        in.require(level == Level.LOWERED, "scales are changed by lowering, so leave that out of surface plans");
        TensorType type = unary();
        int bits = in.fractionBits() + r.bits();
        in.require(bits >= 0 && bits <= 2 * Types.MOST_LOWERED_BITS,
            "words have 0 to " + 2 * Types.MOST_LOWERED_BITS + " fraction bits");
        yield type.withFractionBits(bits);
      }
      case Op.Separated s -> {
        TensorType type = unary();
        in.require(level == Level.LOWERED,
            "separable functions are placed by lowering, so leave them out of surface plans");
        in.require(in.fractionBits() == s.function().argumentBits(),
            "needs an operand with " + s.function().argumentBits() + " fraction bits");
        yield type.withFractionBits(s.function().resultBits());
      }
      case Op.IsNegative _ -> {
        numbers(1);
        yield in.bit(in.shape(0));
      }
      case Op.And _,Op.Xor _ -> {
        arity(2);
        in.bit(0);
        in.bit(1);
        in.require(in.shape(0).equals(in.shape(1)), "bits do not broadcast; both need the same shape");
        yield in.bit(in.shape(0));
      }
      case Op.Not _ -> {
        arity(1);
        in.bit(0);
        yield in.bit(in.shape(0));
      }
      case Op.Mask _ -> {
        arity(2);
        yield choice(in.shape(1));
      }
      case Op.BitToRing _ -> {
        arity(1);
        in.bit(0);
        yield in.number(in.shape(0), 0);
      }
      case Op.Composite c -> composite(c);
    };
  }

  private TensorType composite(Op.Composite composite) {
    in.require(level == Level.SURFACE, "lowering has to replace it first");
    return switch (composite) {
      case Op.Apply _ -> {
        TensorType type = unary();
        in.require(in.fractionBits() > 0, "functions take numbers with fraction bits; convert the integers to numbers");
        yield type;
      }
      case Op.ToInteger _ -> unary().withFractionBits(0);
      case Op.Relu _ -> unary();
      case Op.Max _ -> sum();
      case Op.Select _ -> {
        arity(3);
        yield choice(shape(() -> Shape.broadcast(in.shape(1), in.shape(2))));
      }
      case Op.Registered r -> r.type(in);
      case Op.MaxPool m -> pool(m.window());
      case Op.AveragePool a -> pool(a.window());
    };
  }

  private TensorType unary() {
    numbers(1);
    return in.number(in.shape(0), in.fractionBits());
  }

  private TensorType sum() {
    numbers(2);
    in.sameBits();
    if (level == Level.LOWERED) {
      in.require(in.shape(0).equals(in.shape(1)), "shapes must be equal in a lowered plan");
    }
    return in.number(shape(() -> Shape.broadcast(in.shape(0), in.shape(1))), in.fractionBits());
  }

  private TensorType product(Op.Product p) {
    numbers(2);
    Shape shape = shape(() -> level == Level.SURFACE && p.map() instanceof Bilinear.MatMul
        ? MatrixProducts.shape(in.shape(0), in.shape(1))
        : p.map().shape(in.shape(0), in.shape(1)));
    int doubled = in.type(0).fractionBits() + in.type(1).fractionBits();
    in.require(p.truncateBits() >= 0 && p.truncateBits() <= doubled, "can drop at most " + doubled + " fraction bits");
    if (level == Level.LOWERED) {
      return in.number(shape, doubled - p.truncateBits());
    }
    in.sameBits();
    in.require(p.truncateBits() == 0, "truncations are placed by lowering, so leave them out of surface plans");
    return in.number(shape, in.fractionBits());
  }

  /** The type of bits that choose among numbers of the given shape; the numbers are the operands after the first. */
  private TensorType choice(Shape numbers) {
    in.bit(0);
    for (int i = 1; i < in.count(); i++) {
      in.number(i);
      in.require(in.type(i).fractionBits() == in.types().getLast().fractionBits(),
          "numbers need the same fraction bits");
    }
    if (level == Level.LOWERED) {
      in.require(in.shape(0).equals(numbers), "shapes must be equal in a lowered plan");
    }
    in.require(shape(() -> Shape.broadcast(in.shape(0), numbers)).equals(in.shape(0)),
        "bits do not broadcast; broadcast the numbers to " + numbers + " before they are compared");
    return in.number(in.shape(0), in.types().getLast().fractionBits());
  }

  private TensorType pool(Conv2dSpec w) {
    numbers(1);
    in.require(in.shape(0).rank() == 4, "needs an N×C×H×W tensor");
    int height = w.outHeight(in.shape(0).dim(2));
    int width = w.outWidth(in.shape(0).dim(3));
    in.require(height >= 1 && width >= 1,
        "a window of " + w.kernelHeight() + "×" + w.kernelWidth() + " is larger than the padded image");
    in.require(w.groups() == 1, "pooling has no groups");
    in.require(
        eachWindowHits(height, w.strideHeight(), w.padTop(), w.dilationHeight(), w.kernelHeight(), in.shape(0).dim(2))
            && eachWindowHits(width, w.strideWidth(), w.padLeft(), w.dilationWidth(), w.kernelWidth(),
                in.shape(0).dim(3)),
        "some window lies in the padding altogether; use less padding");
    return in.number(Shape.of(in.shape(0).dim(0), in.shape(0).dim(1), height, width), in.fractionBits());
  }

  private static boolean eachWindowHits(int windows, int stride, int pad, int dilation, int kernel, int length) {
    for (int i = 0; i < windows; i++) {
      int from = i * stride - pad;
      int firstTap = from >= 0 ? 0 : Math.ceilDiv(-from, dilation);
      if (firstTap >= kernel || from + firstTap * dilation >= length) {
        return false;
      }
    }
    return true;
  }

  private void numbers(int operands) {
    arity(operands);
    for (int i = 0; i < operands; i++) {
      in.number(i);
    }
  }

  private void arity(int operands) {
    boolean many = op instanceof Op.Rearrange r && r.structure() instanceof Structure.Concat;
    if (many) {
      in.require(operands > 0, "takes at least 1 operand, not 0");
    } else {
      in.arity(op instanceof Op.Rearrange ? 1 : operands);
    }
  }

  private interface ShapeRule {
    Shape shape();
  }

  private Shape shape(ShapeRule rule) {
    try {
      return rule.shape();
    } catch (IllegalArgumentException e) {
      throw in.refusal(e.getMessage() + remedy());
    }
  }

  private String remedy() {
    return switch (op) {
      case Op.Add _,Op.Sub _,Op.Max _,Op.Select _,Op.Mask _ -> BROADCASTING;
      case Op.Product(Bilinear.Mul _, _) -> BROADCASTING;
      case Op.Product(Bilinear.MatMul _, _) -> matrixRemedy();
      case Op.Product(Bilinear.Conv2d(Conv2dSpec s), _) ->
        in.shape(0).rank() != 4 || in.shape(0).dim(1) % s.groups() != 0
            ? "; the images need shape [n, c, h, w], with c a multiple of the groups"
            : "; the kernels need shape [o, " + in.shape(0).dim(1) / s.groups() + ", " + s.kernelHeight() + ", "
                + s.kernelWidth() + "]";
      case Op.Primitive _,Op.Composite _ -> "";
    };
  }

  private String matrixRemedy() {
    Shape x = in.shape(0);
    Shape y = in.shape(1);
    if (level == Level.LOWERED && (x.rank() < 2 || y.rank() < 2)) {
      return "; both need two axes at least";
    }
    boolean apart = x.rank() > 0 && y.rank() > 0 && x.dim(-1) != y.dim(y.rank() == 1 ? -1 : -2);
    return apart ? "; the right operand needs shape [" + x.dim(-1) + ", n]" : "";
  }
}
