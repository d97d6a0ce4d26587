package io.parley.nd4j.catalogue;

import io.parley.crypto.FixedPoint;
import io.parley.plan.DType;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An overload of a method of ND4J's that runs on secrets.
 *
 * @param recipe on sample arguments of this overload
 * @param result a Java type
 */
public record Overload(CatalogueOp op, String result, List<Parameter> parameters, Recipe recipe) {
  /** They say whether an array changes in place, which secrets never do. */
  private static final Set<String> OF_MEMORY = Set.of("dup", "copy", "copyOnOps", "duplicate");
  private static final String TENSOR = "SecretTensor";
  private static final int ELEMENTS = 30;

  public Overload {
    parameters = List.copyOf(parameters);
  }

  /**
   * A parameter of the method.
   *
   * @param nd4jType as the catalogue says
   * @param type in Java, of the method on secrets
   * @param sample an argument
   * @param heeded or without effect on secrets
   */
  public record Parameter(String name, String nd4jType, String type, Object sample, boolean heeded) {}

  /** All overloads of the ops on secrets: those whose arguments a formula heeds, each of them. */
  public static List<Overload> all() {
    List<Overload> all = new ArrayList<>();
    for (CatalogueOp op : Catalogue.load().ops()) {
      Optional<Recipe> recipe = Supported.recipe(op.name());
      Map<List<String>, Overload> byTypes = new LinkedHashMap<>();
      op.signatures().forEach(signature -> recipe.flatMap(r -> of(op, signature, r))
          .ifPresent(o -> byTypes.putIfAbsent(o.parameters.stream().map(Parameter::type).toList(), o)));
      all.addAll(byTypes.values());
    }
    return all;
  }

  /** The method's name. */
  public String method() {
    return op.name().substring(op.name().indexOf('.') + 1);
  }

  /** The simple name of ND4J's class. */
  public String owner() {
    return op.name().substring(0, op.name().indexOf('.'));
  }

  /** Methods of arrays have the array as their first parameter on secrets. */
  public boolean onArray() {
    return owner().equals("INDArray");
  }

  private static Optional<Overload> of(CatalogueOp op, String signature, Recipe recipe) {
    List<Object> samples = new ArrayList<>(recipe.arguments());
    List<Parameter> parameters = new ArrayList<>();
    String inner = signature.substring(signature.indexOf('(') + 1, signature.lastIndexOf(')'));
    List<String> declared = new ArrayList<>(inner.isEmpty() ? List.of() : Arrays.asList(inner.split(", ", -1)));
    if (op.name().startsWith("INDArray.")) {
      declared.addFirst("INDArray x");
    }
    for (String each : declared) {
      int space = each.indexOf(' ');
      String type = space < 0 ? each : each.substring(0, space);
      String name = space < 0 ? "a" + parameters.size() : each.substring(space + 1);
      boolean heeded = !OF_MEMORY.contains(name);
      Optional<Object> sample = heeded ? sample(type, samples) : Optional.of(true);
      if (sample.isEmpty()) {
        return Optional.empty();
      }
      parameters.add(new Parameter(name, type, javaType(type, sample.get()), sample.get(), heeded));
    }
    if (parameters.getLast().type.endsWith("[]")) {
      Parameter last = parameters.removeLast();
      String varargs = last.type.substring(0, last.type.length() - 2) + "...";
      parameters.add(new Parameter(last.name, last.nd4jType, varargs, last.sample, last.heeded));
    }
    return heeded(op, signature, parameters,
        recipe.on(parameters.stream().filter(Parameter::heeded).map(Parameter::sample).toList()));
  }

  private static Optional<Overload> heeded(CatalogueOp op, String signature, List<Parameter> parameters,
      Recipe recipe) {
    try {
      if (!recipe.heedsAll(ELEMENTS, FixedPoint.DEFAULT_FRACTION_BITS)) {
        return Optional.empty();
      }
    } catch (Arguments.MissingException _) {
      return Optional.empty();
    }
    Plan plan = recipe.plan(ELEMENTS, FixedPoint.DEFAULT_FRACTION_BITS);
    TensorType type = plan.node(plan.outputs().getFirst().node()).type();
    String one = type.dtype() == DType.BIT ? "SecretBits" : TENSOR;
    return Optional.of(new Overload(op, signature.endsWith("[]") ? "List<" + TENSOR + ">" : one, parameters, recipe));
  }

  /** The first of the recipe's arguments that is of the type, which is used up, or another one. */
  private static Optional<Object> sample(String type, List<Object> samples) {
    for (int i = 0; i < samples.size(); i++) {
      if (fits(type, samples.get(i))) {
        return Optional.of(samples.remove(i));
      }
    }
    return Optional.ofNullable(switch (type) {
      case "double", "Number" -> 2.0;
      case "boolean" -> true;
      case "int", "long" -> 1;
      case "int[]", "long[]" -> new int[]{1};
      default -> null;
    });
  }

  private static boolean fits(String type, Object sample) {
    return switch (type) {
      case "INDArray" -> sample instanceof Operand || sample instanceof Values;
      case "INDArray[]" -> sample instanceof List;
      case "double", "Number" -> sample instanceof Double;
      case "boolean" -> sample instanceof Boolean;
      case "int", "long" -> sample instanceof Integer;
      case "int[]", "long[]" -> sample instanceof int[];
      default -> sample.getClass().getSimpleName().equals(type);
    };
  }

  private static String javaType(String type, Object sample) {
    return switch (type) {
      case "INDArray" -> sample instanceof Operand operand
          ? operand.content() == Operand.Content.BITS ? "SecretBits" : TENSOR
          : Values.class.getName();
      case "INDArray[]" -> TENSOR + "[]";
      case "Number" -> "double";
      default -> sample.getClass().getPackageName().startsWith("org.nd4j") ? sample.getClass().getName() : type;
    };
  }
}
