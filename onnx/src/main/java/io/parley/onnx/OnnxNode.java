package io.parley.onnx;

import io.parley.onnx.proto.Onnx.AttributeProto;
import io.parley.onnx.proto.Onnx.NodeProto;
import io.parley.plan.BadRequestException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One node of an ONNX graph, with its attributes by name.
 *
 * @param read the attributes that were asked for, and the operands by their places
 */
record OnnxNode(NodeProto proto, Set<String> read) {
  /** What changes no result, or none that is not refused anyway. */
  private static final Set<String> HARMLESS = Set.of("activation_alpha", "activation_beta", "antialias",
      "consumed_inputs", "coordinate_transformation_mode", "cubic_coeff_a", "exclude_outside", "extrapolation_value",
      "hidden_size", "kernel_shape", "momentum",
      "nearest_mode", "num_outputs", "output_sequence", "precision", "ratio", "round_mode", "saturate", "seed",
      "softmax_precision", "sorted",
      "stash_type", "storage_order");

  /** Ops that need some operands in some modes only: the rate of Dropout, and the region of Resize. */
  private static final Set<String> UNREAD_OPERANDS = Set.of("Dropout", "Resize", "If", "Loop");

  OnnxNode(NodeProto proto) {
    this(proto, new HashSet<>());
  }

  /**
   * @throws BadRequestException if an attribute was passed over that may change the result
   */
  void checkAllRead() {
    for (int i = 0; i < proto.getInputCount(); i++) {
      if (hasInput(i) && !read.contains(place(i)) && !UNREAD_OPERANDS.contains(type())) {
        throw refusal(
            "operand " + (i + 1) + " ('" + proto.getInput(i) + "') is not supported; export the model without it");
      }
    }
    proto.getAttributeList().stream().map(AttributeProto::getName)
        .filter(name -> !read.contains(name) && !HARMLESS.contains(name)).findFirst().ifPresent(name -> {
          throw refusal("attribute " + name + " is not supported; export the model without it");
        });
  }

  /** The op's type; with its domain, if that is not the standard one. */
  String type() {
    boolean standard = proto.getDomain().isEmpty() || proto.getDomain().equals("ai.onnx");
    return standard ? proto.getOpType() : proto.getDomain() + "." + proto.getOpType();
  }

  /** Its name, or what it makes if it has none. */
  String label() {
    return proto.getName().isEmpty() ? type() + " of " + String.join(", ", proto.getOutputList()) : proto.getName();
  }

  boolean hasInput(int i) {
    return i < proto.getInputCount() && !proto.getInput(i).isEmpty();
  }

  private static String place(int i) {
    return "#" + i;
  }

  String input(int i) {
    read.add(place(i));
    if (!hasInput(i)) {
      throw refusal("input " + (i + 1) + " is missing");
    }
    return proto.getInput(i);
  }

  String output() {
    if (proto.getOutputCount() == 0) {
      throw refusal("has no output");
    }
    return proto.getOutput(0);
  }

  Optional<AttributeProto> attribute(String name) {
    read.add(name);
    return proto.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  int integer(String name, int otherwise) {
    return attribute(name).map(a -> Math.toIntExact(a.getI())).orElse(otherwise);
  }

  boolean flag(String name) {
    return integer(name, 0) != 0;
  }

  double real(String name, double otherwise) {
    return attribute(name).map(a -> (double) a.getF()).orElse(otherwise);
  }

  String text(String name, String otherwise) {
    return attribute(name).map(a -> a.getS().toStringUtf8()).orElse(otherwise);
  }

  Optional<List<Integer>> integers(String name) {
    return attribute(name).map(a -> a.getIntsList().stream().map(Math::toIntExact).toList());
  }

  Optional<List<Double>> reals(String name) {
    return attribute(name).map(a -> a.getFloatsList().stream().map(Float::doubleValue).toList());
  }

  /** An attribute of just so many integers. */
  int[] integers(String name, int... otherwise) {
    int[] found = integers(name).map(l -> l.stream().mapToInt(i -> i).toArray()).orElse(otherwise);
    if (found.length != otherwise.length) {
      throw refusal("attribute " + name + " is " + Arrays.toString(found) + ", but needs " + otherwise.length
          + " numbers; only two-dimensional windows are supported");
    }
    return found;
  }

  /** An axis of so many, counted from the end if it is negative. */
  int axis(int axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw refusal("axis " + axis + " does not fit rank " + rank);
    }
    return axis < 0 ? axis + rank : axis;
  }

  /** An axis, or the number of axes. */
  int axisOrEnd(int axis, int rank) {
    return axis == rank ? rank : axis(axis, rank);
  }

  List<Integer> axes(List<Integer> axes, int rank) {
    List<Integer> result = axes.stream().map(a -> axis(a, rank)).toList();
    if (result.stream().distinct().count() != result.size()) {
      throw refusal("names an axis of " + axes + " twice");
    }
    return result;
  }

  BadRequestException refusal(String reason) {
    return new BadRequestException("Node '" + label() + "' (" + type() + "): " + reason);
  }
}
