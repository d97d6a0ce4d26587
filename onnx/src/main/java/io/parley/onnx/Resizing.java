package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import io.parley.plan.formulas.Indexing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Resize: along each axis in turn the nearest elements, or a product with public weights. */
final class Resizing {
  /** Where an element of the result lies on the axis it is made from. */
  private record Axis(OnnxNode node, int length, int resized, double scale) {
    double position(int i) {
      String mode = node.text("coordinate_transformation_mode",
          node.type().equals("Upsample") ? "asymmetric" : "half_pixel");
      return switch (mode) {
        case "half_pixel" -> (i + 0.5) / scale - 0.5;
        case "half_pixel_symmetric" -> {
          double adjustment = resized / (scale * length);
          yield length / 2.0 * (1 - adjustment) + (i + 0.5) / scale - 0.5;
        }
        case "pytorch_half_pixel" -> resized > 1 ? (i + 0.5) / scale - 0.5 : 0;
        case "align_corners" -> resized > 1 ? i * (length - 1.0) / (resized - 1) : 0;
        case "asymmetric" -> i / scale;
        default -> throw node.refusal("coordinate_transformation_mode " + mode
            + " is not supported; use half_pixel, align_corners or asymmetric");
      };
    }

    int[] nearest() {
      String mode = node.text("nearest_mode", node.type().equals("Upsample") ? "floor" : "round_prefer_floor");
      return IntStream.range(0, resized).map(i -> {
        double x = position(i);
        double rounded = switch (mode) {
          case "round_prefer_floor" -> Math.ceil(x - 0.5);
          case "round_prefer_ceil" -> Math.floor(x + 0.5);
          case "floor" -> Math.floor(x);
          case "ceil" -> Math.ceil(x);
          default -> throw node.refusal("nearest_mode " + mode + " is unknown");
        };
        return Math.clamp((int) rounded, 0, length - 1);
      }).toArray();
    }

    /**
     * The weight of each element, in a column for each element of the result; the axis goes on with its last elements.
     *
     * @param kernel the weight at a distance, 0 beyond the reach
     */
    Values weights(double reach, DoubleUnaryOperator kernel) {
      boolean within = node.flag("exclude_outside");
      double shrink = node.flag("antialias") ? Math.min(scale, 1) : 1;
      double[] weights = new double[length * resized];
      for (int i = 0; i < resized; i++) {
        double x = position(i);
        double sum = 0;
        double[] column = new double[length];
        for (int at = (int) Math.ceil(x - reach / shrink); at <= x + reach / shrink; at++) {
          int element = Math.clamp(at, 0, length - 1);
          if (at == element || !within) {
            double weight = kernel.applyAsDouble(Math.abs(at - x) * shrink);
            column[element] += weight;
            sum += weight;
          }
        }
        for (int element = 0; element < length; element++) {
          weights[element * resized + i] = column[element] / sum;
        }
      }
      return Values.of(Shape.of(length, resized), weights);
    }

    Values linear() {
      return weights(1, d -> Math.max(0, 1 - d));
    }

    /** Cubic convolution. */
    Values cubic() {
      double a = node.real("cubic_coeff_a", -0.75);
      return weights(2, d -> d <= 1
          ? ((a + 2) * d - (a + 3)) * d * d + 1
          : d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0);
    }
  }

  private Resizing() {}

  static GraphValue upsample(GraphBinder graph, OnnxNode node) {
    List<Double> scales = node.reals("scales").orElseGet(() -> numbers(graph, node, 1));
    GraphValue x = graph.input(node, 0);
    return resized(graph, node, x, IntStream.range(0, scales.size()).boxed().toList(), scales, Optional.empty());
  }

  static GraphValue resize(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int scalesAt = graph.opset() < 11 ? 1 : 2;
    boolean hasScales = node.hasInput(scalesAt) && graph.input(node, scalesAt).shape().size() > 0;
    List<Integer> axes = node.integers("axes").map(a -> node.axes(a, x.shape().rank()))
        .orElseGet(() -> IntStream.range(0, x.shape().rank()).boxed().toList());
    if (hasScales) {
      return resized(graph, node, x, axes, numbers(graph, node, scalesAt), Optional.empty());
    }
    return toSizes(graph, node, x, axes, graph.knownIntegers(node, 3));
  }

  private static GraphValue toSizes(GraphBinder graph, OnnxNode node, GraphValue x, List<Integer> axes,
      List<Integer> sizes) {
    List<Double> scales = IntStream.range(0, axes.size())
        .mapToObj(i -> (double) sizes.get(i) / x.shape().dim(axes.get(i))).toList();
    String policy = node.text("keep_aspect_ratio_policy", "stretch");
    if (policy.equals("stretch")) {
      return resized(graph, node, x, axes, scales, Optional.of(sizes));
    }
    DoubleStream all = scales.stream().mapToDouble(s -> s);
    double scale = switch (policy) {
      case "not_larger" -> all.min().orElse(1);
      case "not_smaller" -> all.max().orElse(1);
      default -> throw node.refusal("keep_aspect_ratio_policy " + policy + " is unknown");
    };
    return resized(graph, node, x, axes, Collections.nCopies(axes.size(), scale),
        Optional.of(axes.stream().map(axis -> (int) Math.floor(scale * x.shape().dim(axis) + 0.5)).toList()));
  }

  private static List<Double> numbers(GraphBinder graph, OnnxNode node, int i) {
    return Arrays.stream(graph.publicly(node, i).data()).boxed().toList();
  }

  private static GraphValue resized(GraphBinder graph, OnnxNode node, GraphValue x, List<Integer> axes,
      List<Double> scales, Optional<List<Integer>> sizes) {
    String mode = node.text("mode", "nearest");
    GraphValue result = x;
    for (int i = 0; i < axes.size(); i++) {
      int at = axes.get(i);
      int length = x.shape().dim(at);
      double scale = scales.get(i);
      int index = i;
      Axis axis = new Axis(node, length, sizes.map(s -> s.get(index)).orElseGet(() -> (int) (length * scale)), scale);
      if (scale == 1) {
        continue;
      }
      result = switch (mode) {
        case "nearest" -> Indexing.gather(graph, result, at, axis.nearest());
        case "linear", "bilinear", "trilinear" -> weighted(graph, result, at, axis.linear());
        case "cubic" -> weighted(graph, result, at, axis.cubic());
        default -> throw node.refusal("mode " + mode + " is unknown");
      };
    }
    return result;
  }

  private static GraphValue weighted(GraphBinder graph, GraphValue x, int axis, Values weights) {
    int rank = x.shape().rank();
    List<Integer> last = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    last.set(axis, rank - 1);
    last.set(rank - 1, axis);
    return graph.transpose(graph.matmul(graph.transpose(x, last), graph.constant(weights)), last);
  }
}
