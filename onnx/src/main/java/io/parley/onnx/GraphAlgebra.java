package io.parley.onnx;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.DType;
import io.parley.plan.Function;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.TensorType;
import io.parley.plan.Types;
import io.parley.plan.Values;
import io.parley.plan.formulas.Comparisons;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The ops of surface plans on values of a graph: what the file determines is computed, the rest becomes nodes. */
class GraphAlgebra implements Algebra<GraphValue> {
  private final Placement placement;
  /** The node of the graph that is being built, which names what it makes. */
  private String current = "";

  GraphAlgebra(Placement placement) {
    this.placement = placement;
  }

  final void building(String label) {
    current = label;
  }

  final String current() {
    return current;
  }

  @Override
  public GraphValue apply(Op op, List<GraphValue> operands) {
    List<GraphValue> in = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      in.add(takesBits(op, i) ? bits(operands.get(i)) : numbers(operands.get(i)));
    }
    Element element = op instanceof Op.Registered && infer(op, in).dtype() == DType.BIT
        ? Element.BOOL
        : Element.result(op, operands.stream().map(GraphValue::element).toList());
    List<GraphValue.Known> known = in.stream().filter(GraphValue.Known.class::isInstance)
        .map(GraphValue.Known.class::cast).toList();
    if (known.size() == in.size()) {
      infer(op, in);
      Values values = PlaintextInterpreter.evaluate(op, known.stream().map(GraphValue.Known::values).toList());
      return new GraphValue.Known(name(known), values, known.stream().anyMatch(GraphValue.Known::weight), element);
    }
    if (op instanceof Op.Apply(Function f) && f == Function.FLOOR && placement.isWhole(in.getFirst())) {
      return in.getFirst();
    }
    if (op instanceof Op.Product product && in.get(1) instanceof GraphValue.Known weights
        && canTakeIn(product, weights)) {
      Shape shape = infer(op, in).shape();
      return new Linear(current, product, placement.live(in.getFirst()), weights, Optional.empty(), shape, element);
    }
    return placement.op(current, op, in, held(op, in), element);
  }

  /** A vector of weights has no axis along which constants could join it. */
  private static boolean canTakeIn(Op.Product product, GraphValue.Known weights) {
    return !(product.map() instanceof Bilinear.MatMul) || weights.shape().rank() >= 2;
  }

  /** Ops stay among integers if all their operands are, and if the op does. */
  private List<Held> held(Op op, List<GraphValue> in) {
    boolean whole = IntStream.range(0, in.size()).allMatch(i -> takesBits(op, i) || placement.isWhole(in.get(i)))
        && staysWhole(op, in);
    return IntStream.range(0, in.size())
        .mapToObj(i -> takesBits(op, i) ? Held.BITS : whole ? Held.INTEGERS : Held.NUMBERS).toList();
  }

  private boolean staysWhole(Op op, List<GraphValue> in) {
    return switch (op) {
      case Op.Registered r -> worksOnIntegers(r, in);
      case Op.Apply _,Op.ToInteger _,Op.AveragePool _,Op.ShiftLeft _,Op.Rescale _,Op.Truncate _ -> false;
      case Op.Primitive _,Op.Composite _ -> true;
    };
  }

  /** Whether what it stands for never leaves the integers. */
  private boolean worksOnIntegers(Op.Registered formula, List<GraphValue> in) {
    try {
      List<TensorType> types = IntStream.range(0, in.size()).mapToObj(i -> formula.takesBits(i)
          ? placement.publicType(in.get(i))
          : TensorType.publicIntegers(in.get(i).shape())).toList();
      TensorType result = Types.infer(Level.SURFACE, current, formula, types);
      return result.dtype() == DType.BIT || result.isInteger();
    } catch (BadRequestException e) {
      return false;
    }
  }

  private static boolean takesBits(Op op, int operand) {
    return switch (op) {
      case Op.Registered r -> r.takesBits(operand);
      case Op.And _,Op.Xor _,Op.Not _,Op.BitToRing _ -> true;
      case Op.Select _,Op.Mask _ -> operand == 0;
      case Op.Primitive _,Op.Composite _ -> false;
    };
  }

  private TensorType infer(Op op, List<GraphValue> operands) {
    return Types.infer(Level.SURFACE, current, op, operands.stream().map(placement::publicType).toList());
  }

  /** What is made of a single weight keeps its name. */
  private String name(List<GraphValue.Known> operands) {
    List<String> weights = operands.stream().filter(GraphValue.Known::weight).map(GraphValue.Known::name).toList();
    return weights.size() == 1 ? weights.getFirst() : current;
  }

  /** As numbers, on which every op works. */
  final GraphValue numbers(GraphValue x) {
    if (x instanceof GraphValue.Known known && known.element() == Element.BOOL) {
      return known.as(Element.INTEGER);
    }
    return placement.isBits(x) ? number(x).as(Element.BOOL) : x;
  }

  /** As bits: booleans that are held as the numbers 0 and 1 are compared. */
  final GraphValue bits(GraphValue x) {
    if (x instanceof GraphValue.Known known) {
      return known.as(Element.BOOL);
    }
    return placement.isBits(x) ? x : less(constant(0.5), x);
  }

  final boolean isBits(GraphValue x) {
    return placement.isBits(x);
  }

  /** What is used more than once takes in no constants of one of its uses. */
  final GraphValue settled(GraphValue value) {
    return value instanceof Linear layer ? placement.live(layer) : value;
  }

  /** A tensor that follows from the shapes or is written into the graph, and is no secret. */
  final GraphValue.Known structure(Element element, Values values) {
    return GraphValue.Known.structure(current, values, element);
  }

  @Override
  public GraphValue.Known constant(Values values) {
    return GraphValue.Known.structure(current, values, Element.REAL);
  }

  @Override
  public GraphValue.Known constant(double value) {
    return constant(Values.scalar(value));
  }

  @Override
  public Shape shape(GraphValue x) {
    return x.shape();
  }

  @Override
  public int fractionBits() {
    return placement.fractionBits();
  }

  @Override
  public GraphValue number(GraphValue x) {
    return isBits(x) ? apply(new Op.BitToRing(), List.of(x)) : numbers(x).as(Element.INTEGER);
  }

  /** Whether these are integers of the plan, or can be. */
  final boolean isWhole(GraphValue x) {
    return placement.isWhole(x);
  }

  @Override
  public GraphValue less(GraphValue x, GraphValue y) {
    return Comparisons.less(this, floor(x, y), ceil(y, x));
  }

  /** A known bound of integers is as good as the integer below it where it is for them to be above, or not to be. */
  final GraphValue floor(GraphValue bound, GraphValue x) {
    return among(bound, x, Math::floor);
  }

  /** And as the integer above it where it is for them to be below, or not to be. */
  final GraphValue ceil(GraphValue bound, GraphValue x) {
    return among(bound, x, Math::ceil);
  }

  private GraphValue among(GraphValue bound, GraphValue x, DoubleUnaryOperator rounded) {
    return bound instanceof GraphValue.Known known && !(x instanceof GraphValue.Known) && isWhole(x)
        ? known.map(rounded)
        : bound;
  }

  @Override
  public GraphValue add(GraphValue x, GraphValue y) {
    if (x instanceof GraphValue.Known && !(y instanceof GraphValue.Known)) {
      return add(y, x);
    }
    return x instanceof Linear layer && y instanceof GraphValue.Known known && layer.joinsBias(known)
        ? layer.plus(this, known)
        : apply(new Op.Add(), List.of(x, y));
  }

  /** What is taken from itself is 0, and no secret. */
  @Override
  public GraphValue sub(GraphValue x, GraphValue y) {
    if (x instanceof GraphValue.Live && x.equals(y)) {
      return GraphValue.Known.structure(current, Values.of(x.shape(), new double[x.shape().size()]), x.element());
    }
    return x instanceof Linear && y instanceof GraphValue.Known known
        ? add(x, negate(known))
        : apply(new Op.Sub(), List.of(x, y));
  }

  @Override
  public GraphValue mul(GraphValue x, GraphValue y) {
    if (x instanceof GraphValue.Known && !(y instanceof GraphValue.Known)) {
      return mul(y, x);
    }
    return x instanceof Linear layer && y instanceof GraphValue.Known known && layer.joinsWeights(known)
        ? layer.times(this, known)
        : apply(new Op.Product(new Bilinear.Mul(), 0), List.of(x, y));
  }
}
