package io.parley.plan;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.FourierSeries;
import io.parley.crypto.Separable;
import io.parley.crypto.SplitExponential;
import io.parley.crypto.Structure;
import java.util.ArrayList;
import java.util.List;

/** Ops as users read them. */
public final class OpText {
  private OpText() {}

  /** The op's name in lower case, without attributes. */
  public static String name(Op op) {
    return switch (op) {
      case Op.Input _ -> "input";
      case Op.Constant _ -> "constant";
      case Op.Add _ -> "add";
      case Op.Sub _ -> "sub";
      case Op.Negate _ -> "negate";
      case Op.Rearrange r -> name(r.structure());
      case Op.ShiftLeft _ -> "shiftLeft";
      case Op.Rescale _ -> "rescale";
      case Op.Product p -> name(p.map());
      case Op.Truncate _ -> "truncate";
      case Op.Separated s -> name(s.function());
      case Op.IsNegative _ -> "isNegative";
      case Op.And _ -> "and";
      case Op.Xor _ -> "xor";
      case Op.Not _ -> "not";
      case Op.Mask _ -> "mask";
      case Op.BitToRing _ -> "bitToRing";
      case Op.Apply a -> a.function().label();
      case Op.ToInteger _ -> "toInteger";
      case Op.Relu _ -> "relu";
      case Op.Max _ -> "max";
      case Op.Select _ -> "select";
      case Op.MaxPool _ -> "maxPool";
      case Op.AveragePool _ -> "averagePool";
      case Op.Registered r -> name(r.getClass());
    };
  }

  /** A record's, as it prints them. */
  private static String components(Op.Registered op) {
    String text = op.toString();
    return text.substring(text.indexOf('[') + 1, text.length() - 1);
  }

  /** An op is called as its record is. */
  public static String name(Class<? extends Op.Registered> op) {
    String name = op.getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** The op's attributes; empty if it has none, or none that its type does not tell. */
  public static String attributes(Op op) {
    return switch (op) {
      case Op.Input i -> i.name() + " from " + i.owner() + (i.within().isEmpty() ? "" : " within " + i.within());
      case Op.Registered r -> components(r);
      case Op.Rearrange r -> attributes(r.structure());
      case Op.ShiftLeft s -> s.bits() + " bits";
      case Op.Rescale r -> r.bits() + " bits";
      case Op.Product p -> attributes(p);
      case Op.Truncate t -> t.bits() + " bits";
      case Op.Separated s -> attributes(s.function());
      case Op.MaxPool m -> window(m.window());
      case Op.AveragePool a -> window(a.window()) + (a.countPadding() ? " counting padding" : "");
      case Op.IsNegative i -> i.comparison() == Comparison.FSS ? "by fss" : "";
      case Op.Constant _,Op.Add _,Op.Sub _,Op.Negate _,Op.And _,Op.Xor _,Op.Not _,Op.Mask _,Op.BitToRing _,Op.Apply _,Op.ToInteger _,Op.Relu _,Op.Max _,Op.Select _ ->
        "";
    };
  }

  private static String name(Separable function) {
    return switch (function) {
      case FourierSeries _ -> "fourierSeries";
      case SplitExponential _ -> "splitExp";
    };
  }

  private static String attributes(Separable function) {
    String parts = switch (function) {
      case FourierSeries s -> s.harmonics() + " harmonics";
      case SplitExponential e -> e.words() + " pieces";
    };
    return parts + " of 2^" + function.periodBits();
  }

  private static String name(Structure structure) {
    return switch (structure) {
      case Structure.Reshape _ -> "reshape";
      case Structure.Transpose _ -> "transpose";
      case Structure.Slice _ -> "slice";
      case Structure.Concat _ -> "concat";
      case Structure.Broadcast _ -> "broadcast";
      case Structure.Pad _ -> "pad";
      case Structure.WindowTap _ -> "windowTap";
      case Structure.SumAxes _ -> "sum";
    };
  }

  private static String attributes(Structure structure) {
    return switch (structure) {
      case Structure.Reshape _,Structure.Broadcast _ -> "";
      case Structure.Transpose t -> t.permutation().toString();
      case Structure.Slice s -> s.starts() + " to " + s.ends() + " by " + s.steps();
      case Structure.Concat c -> "along axis " + c.axis();
      case Structure.Pad p -> p.before() + " and " + p.after();
      case Structure.WindowTap t ->
        "(" + t.row() + ", " + t.column() + ") of " + window(t.window()) + (t.clamp() ? " clamped" : "");
      case Structure.SumAxes s -> "over axes " + s.axes();
    };
  }

  private static String name(Bilinear map) {
    return switch (map) {
      case Bilinear.Mul _ -> "mul";
      case Bilinear.MatMul _ -> "matmul";
      case Bilinear.Conv2d _ -> "conv2d";
    };
  }

  private static String attributes(Op.Product product) {
    List<String> parts = new ArrayList<>();
    if (product.map() instanceof Bilinear.Conv2d c) {
      parts.add(window(c.spec()));
    }
    if (product.truncateBits() > 0) {
      parts.add("truncate " + product.truncateBits() + " bits");
    }
    return String.join(", ", parts);
  }

  private static String window(Conv2dSpec w) {
    StringBuilder out = new StringBuilder(pair(w.kernelHeight(), w.kernelWidth()));
    if (w.strideHeight() != 1 || w.strideWidth() != 1) {
      out.append(" stride ").append(pair(w.strideHeight(), w.strideWidth()));
    }
    if (w.padTop() + w.padLeft() + w.padBottom() + w.padRight() > 0) {
      out.append(" pad ").append(List.of(w.padTop(), w.padLeft(), w.padBottom(), w.padRight()));
    }
    if (w.dilationHeight() != 1 || w.dilationWidth() != 1) {
      out.append(" dilation ").append(pair(w.dilationHeight(), w.dilationWidth()));
    }
    if (w.groups() != 1) {
      out.append(" groups ").append(w.groups());
    }
    return out.toString();
  }

  private static String pair(int height, int width) {
    return height + "×" + width;
  }
}
