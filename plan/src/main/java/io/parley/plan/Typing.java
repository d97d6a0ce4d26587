package io.parley.plan;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import java.util.List;
import java.util.stream.Collectors;

/** One op on operands of given types: its result's type, or why they do not fit. */
final class Typing {
  private static final String BROADCASTING = "; counted from the right, sizes must be equal or 1";

  private final Level level;
  private final String node;
  private final Op op;
  private final List<TensorType> in;

  Typing(Level level, String node, Op op, List<TensorType> in) {
    this.level = level;
    this.node = node;
    this.op = op;
    this.in = in;
  }

  TensorType result() {
    return switch (op) {
      case Op.Input _,Op.Constant _ -> throw new IllegalArgumentException("A source declares its type");
      case Op.Add _,Op.Sub _ -> sum();
      case Op.Negate _ -> unary();
      case Op.Rearrange r -> {
        fixed(in.size());
        sameBits();
        yield number(shape(() -> r.structure().shape(in.stream().map(TensorType::shape).toList())), bits());
      }
      case Op.ShiftLeft s -> {
        require(s.bits() >= 0 && s.bits() <= 52, "can shift by 0 to 52 bits only");
        yield unary().withFractionBits(bits() + s.bits());
      }
      case Op.Product p -> product(p);
      case Op.Truncate t -> {
        fixed(1);
        require(level == Level.LOWERED, "truncations are placed by lowering, so leave them out of surface plans");
        require(t.bits() >= 0 && t.bits() <= bits(), "can drop at most " + bits() + " fraction bits");
        yield number(shapeOf(0), bits() - t.bits());
      }
      case Op.Separated s -> {
        TensorType type = unary();
        require(level == Level.LOWERED,
            "separable functions are placed by lowering, so leave them out of surface plans");
        require(bits() == s.function().argumentBits(),
            "needs an operand with " + s.function().argumentBits() + " fraction bits");
        yield type.withFractionBits(s.function().resultBits());
      }
      case Op.IsNegative _ -> {
        fixed(1);
        yield bit(shapeOf(0));
      }
      case Op.And _,Op.Xor _ -> {
        arity(2);
        bitOperand(0);
        bitOperand(1);
        require(shapeOf(0).equals(shapeOf(1)), "bits do not broadcast; both need the same shape");
        yield bit(shapeOf(0));
      }
      case Op.Not _ -> {
        arity(1);
        bitOperand(0);
        yield bit(shapeOf(0));
      }
      case Op.Mask _ -> {
        arity(2);
        yield choice(shapeOf(1));
      }
      case Op.BitToRing _ -> {
        arity(1);
        bitOperand(0);
        yield number(shapeOf(0), 0);
      }
      case Op.Composite c -> composite(c);
    };
  }

  private TensorType composite(Op.Composite composite) {
    require(level == Level.SURFACE, "lowering has to replace it first");
    return switch (composite) {
      case Op.Apply _ -> {
        TensorType type = unary();
        require(bits() > 0, "functions take numbers with fraction bits; convert the integers to numbers");
        yield type;
      }
      case Op.ToInteger _ -> unary().withFractionBits(0);
      case Op.Relu _ -> unary();
      case Op.Max _ -> sum();
      case Op.Select _ -> {
        arity(3);
        yield choice(shape(() -> Shape.broadcast(shapeOf(1), shapeOf(2))));
      }
      case Op.MaxPool m -> pool(m.window());
      case Op.AveragePool a -> pool(a.window());
    };
  }

  private TensorType unary() {
    fixed(1);
    return number(shapeOf(0), bits());
  }

  private TensorType sum() {
    fixed(2);
    sameBits();
    if (level == Level.LOWERED) {
      require(shapeOf(0).equals(shapeOf(1)), "shapes must be equal in a lowered plan");
    }
    return number(shape(() -> Shape.broadcast(shapeOf(0), shapeOf(1))), bits());
  }

  private TensorType product(Op.Product p) {
    fixed(2);
    Shape shape = shape(() -> p.map().shape(shapeOf(0), shapeOf(1)));
    int doubled = in.get(0).fractionBits() + in.get(1).fractionBits();
    require(p.truncateBits() >= 0 && p.truncateBits() <= doubled, "can drop at most " + doubled + " fraction bits");
    if (level == Level.LOWERED) {
      return number(shape, doubled - p.truncateBits());
    }
    sameBits();
    require(p.truncateBits() == 0, "truncations are placed by lowering, so leave them out of surface plans");
    return number(shape, bits());
  }

  /** The type of bits that choose among numbers of the given shape; the numbers are the operands after the first. */
  private TensorType choice(Shape numbers) {
    bitOperand(0);
    for (int i = 1; i < in.size(); i++) {
      fixedOperand(i);
      require(in.get(i).fractionBits() == in.getLast().fractionBits(), "numbers need the same fraction bits");
    }
    if (level == Level.LOWERED) {
      require(shapeOf(0).equals(numbers), "shapes must be equal in a lowered plan");
    }
    require(shape(() -> Shape.broadcast(shapeOf(0), numbers)).equals(shapeOf(0)),
        "bits do not broadcast; broadcast the numbers to " + numbers + " before they are compared");
    return number(shapeOf(0), in.getLast().fractionBits());
  }

  private TensorType pool(Conv2dSpec w) {
    fixed(1);
    require(shapeOf(0).rank() == 4, "needs an N×C×H×W tensor");
    int height = w.outHeight(shapeOf(0).dim(2));
    int width = w.outWidth(shapeOf(0).dim(3));
    require(height >= 1 && width >= 1,
        "a window of " + w.kernelHeight() + "×" + w.kernelWidth() + " is larger than the padded image");
    require(w.groups() == 1, "pooling has no groups");
    require(
        eachWindowHits(height, w.strideHeight(), w.padTop(), w.dilationHeight(), w.kernelHeight(), shapeOf(0).dim(2))
            && eachWindowHits(width, w.strideWidth(), w.padLeft(), w.dilationWidth(), w.kernelWidth(),
                shapeOf(0).dim(3)),
        "some window lies in the padding altogether; use less padding");
    return number(Shape.of(shapeOf(0).dim(0), shapeOf(0).dim(1), height, width), bits());
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

  private TensorType number(Shape shape, int bits) {
    return new TensorType(DType.FIXED, shape, visibility(), bits);
  }

  private TensorType bit(Shape shape) {
    return new TensorType(DType.BIT, shape, visibility(), 0);
  }

  private Visibility visibility() {
    return in.stream().anyMatch(TensorType::isSecret) ? Visibility.SECRET : Visibility.PUBLIC;
  }

  private Shape shapeOf(int operand) {
    return in.get(operand).shape();
  }

  private int bits() {
    return in.getFirst().fractionBits();
  }

  private void fixed(int operands) {
    arity(operands);
    for (int i = 0; i < operands; i++) {
      fixedOperand(i);
    }
  }

  private void arity(int operands) {
    boolean many = op instanceof Op.Rearrange r && r.structure() instanceof Structure.Concat;
    require(in.size() == operands && operands > 0 && (many || !(op instanceof Op.Rearrange) || operands == 1),
        "takes " + (many ? "at least 1 operand" : op instanceof Op.Rearrange ? "1 operand" : operands + " operands")
            + ", not " + in.size());
  }

  private void fixedOperand(int i) {
    require(in.get(i).dtype() == DType.FIXED,
        "operand " + (i + 1) + " must be numbers, not bits; convert it to numbers");
  }

  private void bitOperand(int i) {
    require(in.get(i).dtype() == DType.BIT, "operand " + (i + 1) + " must be bits, not numbers; compare it first");
  }

  private void sameBits() {
    require(in.stream().allMatch(t -> t.fractionBits() == bits()), "operands need the same fraction bits");
  }

  private void require(boolean holds, String remedy) {
    if (!holds) {
      throw refusal(remedy);
    }
  }

  private interface ShapeRule {
    Shape shape();
  }

  private Shape shape(ShapeRule rule) {
    try {
      return rule.shape();
    } catch (IllegalArgumentException e) {
      throw refusal(e.getMessage() + remedy());
    }
  }

  private String remedy() {
    return switch (op) {
      case Op.Add _,Op.Sub _,Op.Max _,Op.Select _,Op.Mask _ -> BROADCASTING;
      case Op.Product(Bilinear.Mul _, _) -> BROADCASTING;
      case Op.Product(Bilinear.MatMul _, _) -> shapeOf(0).rank() < 2
          ? "; both need two axes at least"
          : "; the right operand needs shape [" + shapeOf(0).dim(-1) + ", n]";
      case Op.Product(Bilinear.Conv2d(Conv2dSpec s), _) -> shapeOf(0).rank() != 4 || shapeOf(0).dim(1) % s.groups() != 0
          ? "; the images need shape [n, c, h, w], with c a multiple of the groups"
          : "; the kernels need shape [o, " + shapeOf(0).dim(1) / s.groups() + ", " + s.kernelHeight() + ", "
              + s.kernelWidth() + "]";
      case Op.Primitive _,Op.Composite _ -> "";
    };
  }

  private BadRequestException refusal(String reason) {
    String operands = in.stream().map(TensorType::toString).collect(Collectors.joining(" and "));
    return new BadRequestException(
        "Node '" + node + "': " + OpText.name(op) + " of " + operands + " does not fit: " + reason);
  }
}
