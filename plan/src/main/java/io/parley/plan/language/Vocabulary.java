package io.parley.plan.language;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.FourierSeries;
import io.parley.crypto.SplitExponential;
import io.parley.crypto.Structure;
import io.parley.plan.Function;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.OpText;
import io.parley.plan.formulas.Abs;
import io.parley.plan.formulas.AbsoluteError;
import io.parley.plan.formulas.Acos;
import io.parley.plan.formulas.Acosh;
import io.parley.plan.formulas.All;
import io.parley.plan.formulas.Any;
import io.parley.plan.formulas.Argmax;
import io.parley.plan.formulas.Argmin;
import io.parley.plan.formulas.Asin;
import io.parley.plan.formulas.Asinh;
import io.parley.plan.formulas.Atan;
import io.parley.plan.formulas.Atan2;
import io.parley.plan.formulas.Atanh;
import io.parley.plan.formulas.AveragePool1d;
import io.parley.plan.formulas.AveragePool3d;
import io.parley.plan.formulas.BatchNorm;
import io.parley.plan.formulas.BinaryCrossEntropy;
import io.parley.plan.formulas.Ceil;
import io.parley.plan.formulas.Celu;
import io.parley.plan.formulas.Cholesky;
import io.parley.plan.formulas.Clamp;
import io.parley.plan.formulas.Conv1d;
import io.parley.plan.formulas.Conv3d;
import io.parley.plan.formulas.ConvTranspose1d;
import io.parley.plan.formulas.ConvTranspose2d;
import io.parley.plan.formulas.Cosh;
import io.parley.plan.formulas.CosineSimilarity;
import io.parley.plan.formulas.CrossEntropy;
import io.parley.plan.formulas.Cumsum;
import io.parley.plan.formulas.Deviation;
import io.parley.plan.formulas.Div;
import io.parley.plan.formulas.DivideBy;
import io.parley.plan.formulas.DotProductAttention;
import io.parley.plan.formulas.Einsum;
import io.parley.plan.formulas.Elu;
import io.parley.plan.formulas.Equal;
import io.parley.plan.formulas.Flip;
import io.parley.plan.formulas.FloorDiv;
import io.parley.plan.formulas.FloorMod;
import io.parley.plan.formulas.Fmod;
import io.parley.plan.formulas.Gather;
import io.parley.plan.formulas.Greater;
import io.parley.plan.formulas.GreaterOrEqual;
import io.parley.plan.formulas.GroupNorm;
import io.parley.plan.formulas.Gru;
import io.parley.plan.formulas.HardShrink;
import io.parley.plan.formulas.HardSigmoid;
import io.parley.plan.formulas.HardSwish;
import io.parley.plan.formulas.Hardmax;
import io.parley.plan.formulas.Hinge;
import io.parley.plan.formulas.Huber;
import io.parley.plan.formulas.InstanceNorm;
import io.parley.plan.formulas.Inverse;
import io.parley.plan.formulas.IsZero;
import io.parley.plan.formulas.L1Norm;
import io.parley.plan.formulas.L2Norm;
import io.parley.plan.formulas.LayerNorm;
import io.parley.plan.formulas.LeakyRelu;
import io.parley.plan.formulas.Less;
import io.parley.plan.formulas.LessOrEqual;
import io.parley.plan.formulas.LocalResponseNorm;
import io.parley.plan.formulas.LogSigmoid;
import io.parley.plan.formulas.LogSoftmax;
import io.parley.plan.formulas.LogSum;
import io.parley.plan.formulas.LogSumExp;
import io.parley.plan.formulas.Lookup;
import io.parley.plan.formulas.Lstm;
import io.parley.plan.formulas.MaskedDotProductAttention;
import io.parley.plan.formulas.MaskedMultiHeadAttention;
import io.parley.plan.formulas.MaxPool1d;
import io.parley.plan.formulas.MaxPool3d;
import io.parley.plan.formulas.Mean;
import io.parley.plan.formulas.Median;
import io.parley.plan.formulas.Min;
import io.parley.plan.formulas.Mish;
import io.parley.plan.formulas.Mod;
import io.parley.plan.formulas.MultiHeadAttention;
import io.parley.plan.formulas.NegativeLogLikelihood;
import io.parley.plan.formulas.NotEqual;
import io.parley.plan.formulas.OneHot;
import io.parley.plan.formulas.Or;
import io.parley.plan.formulas.OverRoot;
import io.parley.plan.formulas.OverRootMeanSquare;
import io.parley.plan.formulas.PadConstant;
import io.parley.plan.formulas.PadMode;
import io.parley.plan.formulas.Pivots;
import io.parley.plan.formulas.Pow;
import io.parley.plan.formulas.Power;
import io.parley.plan.formulas.Prelu;
import io.parley.plan.formulas.ReduceMax;
import io.parley.plan.formulas.ReduceMin;
import io.parley.plan.formulas.ReduceProd;
import io.parley.plan.formulas.Relu6;
import io.parley.plan.formulas.Rem;
import io.parley.plan.formulas.Remainder;
import io.parley.plan.formulas.Repeat;
import io.parley.plan.formulas.ResizeCubic;
import io.parley.plan.formulas.ResizeLinear;
import io.parley.plan.formulas.ResizeNearest;
import io.parley.plan.formulas.RmsNorm;
import io.parley.plan.formulas.Rnn;
import io.parley.plan.formulas.Round;
import io.parley.plan.formulas.Selu;
import io.parley.plan.formulas.SigmoidCrossEntropy;
import io.parley.plan.formulas.Sign;
import io.parley.plan.formulas.Sinh;
import io.parley.plan.formulas.SoftShrink;
import io.parley.plan.formulas.Softmax;
import io.parley.plan.formulas.Softsign;
import io.parley.plan.formulas.Solve;
import io.parley.plan.formulas.Sort;
import io.parley.plan.formulas.Square;
import io.parley.plan.formulas.SquaredError;
import io.parley.plan.formulas.StableSort;
import io.parley.plan.formulas.Standardise;
import io.parley.plan.formulas.SumSquare;
import io.parley.plan.formulas.Take;
import io.parley.plan.formulas.Tan;
import io.parley.plan.formulas.ThresholdedRelu;
import io.parley.plan.formulas.TopK;
import io.parley.plan.formulas.Trunc;
import io.parley.plan.formulas.UnitNorm;
import io.parley.plan.formulas.Variance;
import io.parley.plan.formulas.WeightedCrossEntropy;
import io.parley.plan.formulas.WeightedNegativeLogLikelihood;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All ops of the language. An op of one's own joins by a line in {@link #REGISTERED}. */
public final class Vocabulary {
  private static final Set<Level> BOTH = Set.of(Level.SURFACE, Level.LOWERED);
  private static final Set<Level> SURFACE = Set.of(Level.SURFACE);
  private static final Set<Level> LOWERED = Set.of(Level.LOWERED);

  private static final List<Class<? extends Op.Registered>> REGISTERED = List.of(
      Abs.class,
      AbsoluteError.class,
      Acos.class,
      Acosh.class,
      All.class,
      Any.class,
      Argmax.class,
      Argmin.class,
      Asin.class,
      Asinh.class,
      Atan.class,
      Atan2.class,
      Atanh.class,
      AveragePool1d.class,
      AveragePool3d.class,
      BatchNorm.class,
      BinaryCrossEntropy.class,
      Ceil.class,
      Celu.class,
      Cholesky.class,
      Clamp.class,
      Conv1d.class,
      Conv3d.class,
      ConvTranspose1d.class,
      ConvTranspose2d.class,
      Cosh.class,
      CosineSimilarity.class,
      CrossEntropy.class,
      Cumsum.class,
      Deviation.class,
      Div.class,
      DivideBy.class,
      DotProductAttention.class,
      Einsum.class,
      Elu.class,
      Equal.class,
      Flip.class,
      FloorDiv.class,
      FloorMod.class,
      Fmod.class,
      Gather.class,
      Greater.class,
      GreaterOrEqual.class,
      GroupNorm.class,
      Gru.class,
      HardShrink.class,
      HardSigmoid.class,
      HardSwish.class,
      Hardmax.class,
      Hinge.class,
      Huber.class,
      InstanceNorm.class,
      Inverse.class,
      IsZero.class,
      L1Norm.class,
      L2Norm.class,
      LayerNorm.class,
      LeakyRelu.class,
      Less.class,
      LessOrEqual.class,
      LocalResponseNorm.class,
      LogSigmoid.class,
      LogSoftmax.class,
      LogSum.class,
      LogSumExp.class,
      Lookup.class,
      Lstm.class,
      MaskedDotProductAttention.class,
      MaskedMultiHeadAttention.class,
      MaxPool1d.class,
      MaxPool3d.class,
      Mean.class,
      Median.class,
      Min.class,
      Mish.class,
      Mod.class,
      MultiHeadAttention.class,
      NegativeLogLikelihood.class,
      NotEqual.class,
      OneHot.class,
      Or.class,
      OverRoot.class,
      OverRootMeanSquare.class,
      PadConstant.class,
      PadMode.class,
      Pivots.class,
      Pow.class,
      Power.class,
      Prelu.class,
      ReduceMax.class,
      ReduceMin.class,
      ReduceProd.class,
      Relu6.class,
      Rem.class,
      Remainder.class,
      Repeat.class,
      ResizeCubic.class,
      ResizeLinear.class,
      ResizeNearest.class,
      RmsNorm.class,
      Rnn.class,
      Round.class,
      Selu.class,
      SigmoidCrossEntropy.class,
      Sign.class,
      Sinh.class,
      SoftShrink.class,
      Softmax.class,
      Softsign.class,
      Solve.class,
      Sort.class,
      Square.class,
      SquaredError.class,
      StableSort.class,
      Standardise.class,
      SumSquare.class,
      Take.class,
      Tan.class,
      ThresholdedRelu.class,
      TopK.class,
      Trunc.class,
      UnitNorm.class,
      Variance.class,
      WeightedCrossEntropy.class,
      WeightedNegativeLogLikelihood.class);

  private static final Map<String, OpSchema<?>> BY_NAME = new LinkedHashMap<>();
  private static final Map<Object, OpSchema<?>> BY_KEY = new LinkedHashMap<>();

  static {
    sources();
    core();
    structures();
    for (Function function : Function.values()) {
      add(OpSchema.of(function.label(), 1, SURFACE, Nothing.class, _ -> new Op.Apply(function)), function);
    }
    REGISTERED.forEach(Vocabulary::registered);
  }

  private Vocabulary() {}

  /** The attributes of ops that have none. */
  record Nothing() {}

  /** Those of a product of elements or matrices. */
  record Product(int truncate) {}

  /** Those of a convolution. */
  record Convolution(Conv2dSpec window, int truncate) {}

  private static void sources() {
    plain("input", BOTH, Op.Input.class);
    plain("constant", BOTH, Op.Constant.class);
  }

  private static void core() {
    plain("add", BOTH, Op.Add.class);
    plain("sub", BOTH, Op.Sub.class);
    plain("negate", BOTH, Op.Negate.class);
    plain("shiftLeft", BOTH, Op.ShiftLeft.class);
    add(OpSchema.of("mul", 1, BOTH, Product.class, p -> new Op.Product(new Bilinear.Mul(), p.truncate)),
        Bilinear.Mul.class);
    add(OpSchema.of("matmul", 1, BOTH, Product.class, p -> new Op.Product(new Bilinear.MatMul(), p.truncate)),
        Bilinear.MatMul.class);
    add(OpSchema.of("conv2d", 1, BOTH, Convolution.class,
        c -> new Op.Product(new Bilinear.Conv2d(c.window), c.truncate)), Bilinear.Conv2d.class);
    plain("rescale", LOWERED, Op.Rescale.class);
    plain("truncate", LOWERED, Op.Truncate.class);
    add(OpSchema.of("fourierSeries", 1, LOWERED, FourierSeries.class, Op.Separated::new), FourierSeries.class);
    add(OpSchema.of("splitExp", 1, LOWERED, SplitExponential.class, Op.Separated::new), SplitExponential.class);
    plain("isNegative", BOTH, Op.IsNegative.class);
    plain("and", BOTH, Op.And.class);
    plain("xor", BOTH, Op.Xor.class);
    plain("not", BOTH, Op.Not.class);
    plain("mask", BOTH, Op.Mask.class);
    plain("bitToRing", BOTH, Op.BitToRing.class);
    plain("toInteger", SURFACE, Op.ToInteger.class);
    plain("relu", SURFACE, Op.Relu.class);
    plain("max", SURFACE, Op.Max.class);
    plain("select", SURFACE, Op.Select.class);
    plain("maxPool", SURFACE, Op.MaxPool.class);
    plain("averagePool", SURFACE, Op.AveragePool.class);
  }

  private static void structures() {
    structure("reshape", Structure.Reshape.class);
    structure("transpose", Structure.Transpose.class);
    structure("slice", Structure.Slice.class);
    structure("concat", Structure.Concat.class);
    structure("broadcast", Structure.Broadcast.class);
    structure("pad", Structure.Pad.class);
    structure("windowTap", Structure.WindowTap.class);
    structure("sum", Structure.SumAxes.class);
  }

  private static <R extends Op> void plain(String name, Set<Level> levels, Class<R> type) {
    add(OpSchema.of(name, 1, levels, type, op -> op), type);
  }

  private static <R extends Structure> void structure(String name, Class<R> type) {
    add(OpSchema.of(name, 1, BOTH, type, Op.Rearrange::new), type);
  }

  private static <R extends Op.Registered> void registered(Class<R> type) {
    add(OpSchema.of(OpText.name(type), 1, SURFACE, type, op -> op), type);
  }

  private static void add(OpSchema<?> schema, Object key) {
    if (BY_NAME.put(schema.name(), schema) != null) {
      throw new IllegalStateException("Two ops are called " + schema.name());
    }
    BY_KEY.put(key, schema);
  }

  /** In the order of the reference. */
  public static Collection<OpSchema<?>> all() {
    return List.copyOf(BY_NAME.values());
  }

  public static Optional<OpSchema<?>> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** An op's schema. */
  public static OpSchema<?> schema(Op op) {
    Object key = switch (op) {
      case Op.Rearrange r -> r.structure().getClass();
      case Op.Product p -> p.map().getClass();
      case Op.Separated s -> s.function().getClass();
      case Op.Apply a -> a.function();
      case Op.Primitive _,Op.Composite _ -> op.getClass();
    };
    OpSchema<?> schema = BY_KEY.get(key);
    if (schema == null) {
      throw new IllegalArgumentException("Op " + OpText.name(op) + " is not registered in the vocabulary");
    }
    return schema;
  }

  /** The values of an op's attributes, in the order of its schema. */
  public static List<Object> values(Op op) {
    Object record = switch (op) {
      case Op.Rearrange r -> r.structure();
      case Op.Product(Bilinear.Conv2d conv, int truncate) -> new Convolution(conv.spec(), truncate);
      case Op.Product p -> new Product(p.truncateBits());
      case Op.Separated s -> s.function();
      case Op.Apply _ -> new Nothing();
      case Op.Primitive _,Op.Composite _ -> op;
    };
    return schema(op).values(record);
  }
}
