package io.parley.plan.text;

import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.language.Attribute;
import io.parley.plan.language.OpSchema;
import io.parley.plan.language.Vocabulary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan as text, without loss: a line for each node, and the elements of large tensors at the end. docs/language.md has
 * the grammar. {@link #parse} reads it.
 */
public final class PlanText {
  /** The form's version. */
  static final int VERSION = 2;
  /** Tensors of more elements than this stand at the end. */
  private static final int INLINE = 16;
  private static final int LINE = 116;
  /** What means something else at the beginning of a line, or as a number. */
  private static final Set<String> RESERVED = Set.of("output", "inf");

  private final StringBuilder out = new StringBuilder();
  private final List<String> names = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Values> data = new ArrayList<>();

  private PlanText() {}

  /** The text that stands for a plan of either level. */
  public static String print(Plan plan) {
    PlanText text = new PlanText();
    text.write(plan);
    return text.out.toString();
  }

  /**
   * The plan that a text stands for.
   *
   * @throws io.parley.plan.BadRequestException if it stands for none; names the line
   */
  public static Plan parse(String text) {
    return new PlanParser(text).plan();
  }

  private void write(Plan plan) {
    out.append("parley ").append(VERSION).append(' ').append(plan.level().name().toLowerCase(Locale.ROOT)).append(' ')
        .append(quoted(plan.name())).append("\n\n");
    plan.nodes().forEach(this::write);
    out.append('\n');
    for (Output output : plan.outputs()) {
      out.append("output ").append(quoted(output.name())).append(" = ").append(names.get(output.node())).append(" to ")
          .append(quoted(output.receiver())).append('\n');
    }
    for (int i = 0; i < data.size(); i++) {
      out.append("\n#").append(i + 1).append(" =\n");
      String base64 = Base64.getEncoder().encodeToString(bytes(data.get(i)));
      for (int at = 0; at < base64.length(); at += LINE) {
        out.append("  \"").append(base64, at, Math.min(base64.length(), at + LINE)).append("\"\n");
      }
    }
  }

  private void write(Node node) {
    String name = name(node);
    out.append(name);
    if (!name.equals(node.name())) {
      out.append(' ').append(quoted(node.name()));
    }
    List<String> arguments = new ArrayList<>();
    node.inputs().forEach(i -> arguments.add(names.get(i)));
    OpSchema<?> schema = Vocabulary.schema(node.op());
    List<Object> values = Vocabulary.values(node.op());
    for (int i = 0; i < values.size(); i++) {
      Attribute attribute = schema.attributes().get(i);
      Object value = values.get(i);
      if (attribute.usual().filter(value::equals).isEmpty()) {
        arguments.add(attribute.name() + "=" + value(attribute, value));
      }
    }
    boolean source = node.op() instanceof Op.Input || node.op() instanceof Op.Constant;
    out.append(" = ").append(schema.name()).append(arguments.stream().collect(Collectors.joining(", ", "(", ")")))
        .append(source ? ": " : "  // ").append(node.type()).append('\n');
    names.add(name);
  }

  /** The node's name, as an identifier that no other node has. */
  private String name(Node node) {
    String plain = node.name().replaceAll("[^A-Za-z0-9_]+", "_");
    boolean isNoName = plain.isEmpty() || Character.isDigit(plain.charAt(0)) || RESERVED.contains(plain);
    String base = isNoName ? "_" + plain : plain;
    String name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }

  private String value(Attribute attribute, Object value) {
    return switch (attribute.kind()) {
      case INTEGER, FLAG, WORD -> String.valueOf(value);
      case REAL -> number((double) value);
      case TEXT -> quoted((String) value);
      case INTEGERS -> ((List<?>) value).stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
      case REALS -> ((List<?>) value).stream().map(v -> number((double) v)).collect(Collectors.joining(", ", "[", "]"));
      case TENSOR -> tensor((Values) value);
    };
  }

  private String tensor(Values values) {
    if (values.data().length <= INLINE) {
      return values.shape() + Arrays.stream(values.data()).mapToObj(PlanText::number)
          .collect(Collectors.joining(", ", "{", "}"));
    }
    data.add(values);
    return values.shape() + "#" + data.size();
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15 && !isNegativeZero(value)
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && 1 / value < 0;
  }

  /** Between quotation marks, with a backslash before those and itself. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static byte[] bytes(Values values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.data().length, Double.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values.data());
    return bytes.array();
  }
}
