package io.parley.plan.text;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.DType;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Visibility;
import io.parley.plan.language.Attribute;
import io.parley.plan.language.OpSchema;
import io.parley.plan.language.Vocabulary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what {@link PlanText} prints, and what people write likewise. */
final class PlanParser {
  /** How long an axis can be. */
  private static final int MOST = 1 << 28;

  private final Lexer in;
  private final Map<String, Integer> nodes = new HashMap<>();
  private final Map<Integer, double[]> data = new HashMap<>();

  PlanParser(String text) {
    this.in = new Lexer(text);
  }

  /** A node as it is written; its tensors may stand further down. */
  private record Statement(int line, String name, String label, OpSchema<?> op, List<String> operands,
      Map<String, Supplier<Object>> attributes, Optional<TensorType> type) {}

  Plan plan() {
    in.word("parley");
    int line = in.peek().line();
    int version = in.integer("the version of the text form");
    if (version != PlanText.VERSION) {
      throw Lexer.refusal(line, "is of version " + version + ", but this is version " + PlanText.VERSION
          + "; print the plan again");
    }
    Level level = level();
    PlanBuilder plan = PlanBuilder.create(in.expect(Lexer.Kind.TEXT, "the plan's name in quotation marks"), level);
    List<Statement> statements = new ArrayList<>();
    List<Runnable> outputs = new ArrayList<>();
    while (in.peek().kind() != Lexer.Kind.END) {
      if (in.take("#")) {
        data();
      } else {
        String name = in.expect(Lexer.Kind.WORD, "a name");
        if (name.equals("output") && in.peek().kind() == Lexer.Kind.TEXT) {
          outputs.add(output(plan));
        } else {
          statements.add(statement(name));
        }
      }
    }
    statements.forEach(s -> located(s.line, () -> add(plan, s)));
    outputs.forEach(Runnable::run);
    return plan.build();
  }

  private Level level() {
    String level = in.expect(Lexer.Kind.WORD, "'surface' or 'lowered'");
    return switch (level) {
      case "surface" -> Level.SURFACE;
      case "lowered" -> Level.LOWERED;
      default -> throw Lexer.refusal(in.peek().line(), "is of level '" + level + "'; write surface or lowered");
    };
  }

  private Runnable output(PlanBuilder plan) {
    int line = in.peek().line();
    String name = in.next().text();
    in.expect("=");
    String node = in.expect(Lexer.Kind.WORD, "a node's name");
    in.word("to");
    String receiver = in.expect(Lexer.Kind.TEXT, "the receiver in quotation marks");
    return () -> located(line, () -> plan.output(name, node(node), receiver));
  }

  private Statement statement(String name) {
    int line = in.peek().line();
    String label = in.peek().kind() == Lexer.Kind.TEXT ? in.next().text() : name;
    in.expect("=");
    String op = in.expect(Lexer.Kind.WORD, "an op");
    OpSchema<?> schema = Vocabulary.named(op).orElseThrow(() -> Lexer.refusal(line, "has the unknown op '" + op
        + "'; docs/language.md lists those there are"));
    List<String> operands = new ArrayList<>();
    Map<String, Supplier<Object>> attributes = new LinkedHashMap<>();
    in.expect("(");
    while (!in.take(")")) {
      if (!operands.isEmpty() || !attributes.isEmpty()) {
        in.expect(",");
      }
      String word = in.expect(Lexer.Kind.WORD, "an operand or an attribute");
      if (in.take("=")) {
        Attribute attribute = schema.attributes().stream().filter(a -> a.name().equals(word)).findFirst()
            .orElseThrow(() -> Lexer.refusal(line, "has the attribute '" + word + "', but it is " + schema));
        if (attributes.put(word, value(attribute)) != null) {
          throw Lexer.refusal(line, "has the attribute '" + word + "' twice");
        }
      } else {
        operands.add(word);
      }
    }
    Optional<TensorType> type = in.take(":") ? Optional.of(type()) : Optional.empty();
    return new Statement(line, name, label, schema, operands, attributes, type);
  }

  private void add(PlanBuilder plan, Statement s) {
    List<Object> values = new ArrayList<>();
    for (Attribute attribute : s.op.attributes()) {
      Supplier<Object> given = s.attributes.get(attribute.name());
      values.add(given != null
          ? given.get()
          : attribute.usual().orElseThrow(() -> new BadRequestException("needs the attribute '" + attribute.name()
              + "', which is " + attribute.describe())));
    }
    Op op = s.op.make(values);
    boolean source = op instanceof Op.Input || op instanceof Op.Constant;
    if (source != s.type.isPresent() || (source && !s.operands.isEmpty())) {
      throw new BadRequestException(source
          ? "needs no operands and a type, as in ': secret fixed<16>[2, 3]'"
          : "has a type, but only inputs and constants do");
    }
    int node = switch (op) {
      case Op.Input i -> plan.input(i, s.type.orElseThrow());
      case Op.Constant c -> plan.constant(s.label, c.values(), s.type.orElseThrow());
      case Op.Primitive _,Op.Composite _ -> plan.add(s.label, op, s.operands.stream().map(this::node).toList());
    };
    if (nodes.put(s.name, node) != null) {
      throw new BadRequestException("gives the name '" + s.name + "' twice");
    }
  }

  private int node(String name) {
    Integer node = nodes.get(name);
    if (node == null) {
      throw new BadRequestException("uses '" + name + "', which no earlier line makes");
    }
    return node;
  }

  private Supplier<Object> value(Attribute attribute) {
    return switch (attribute.kind()) {
      case INTEGER -> known(in.integer("a whole number"));
      case REAL -> known(real());
      case FLAG -> known(flag());
      case WORD -> known(in.expect(Lexer.Kind.WORD, attribute.describe()));
      case TEXT -> known(in.expect(Lexer.Kind.TEXT, "a text in quotation marks"));
      case INTEGERS -> known(list(() -> in.integer("a whole number")));
      case REALS -> known(list(this::real));
      case TENSOR -> tensor();
    };
  }

  private static Supplier<Object> known(Object value) {
    return () -> value;
  }

  private double real() {
    return in.real("a number");
  }

  private boolean flag() {
    String word = in.expect(Lexer.Kind.WORD, "true or false");
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Lexer.refusal(in.peek().line(), "has '" + word + "' where true or false is expected");
    };
  }

  private <T> List<T> list(Supplier<T> element) {
    in.expect("[");
    return elements("]", element);
  }

  private <T> List<T> elements(String end, Supplier<T> element) {
    List<T> all = new ArrayList<>();
    while (!in.take(end)) {
      if (!all.isEmpty()) {
        in.expect(",");
      }
      all.add(element.get());
    }
    return all;
  }

  private Supplier<Object> tensor() {
    int line = in.peek().line();
    Shape shape = shape();
    if (in.take("#")) {
      int number = in.integer("the number of the tensor's elements");
      return () -> {
        double[] elements = data.get(number);
        if (elements == null) {
          throw new BadRequestException("needs the elements #" + number + ", which are nowhere");
        }
        return values(line, shape, elements);
      };
    }
    in.expect("{");
    double[] elements = elements("}", this::real).stream().mapToDouble(d -> d).toArray();
    return known(values(line, shape, elements));
  }

  private static Values values(int line, Shape shape, double... elements) {
    if (elements.length != shape.size()) {
      throw Lexer.refusal(line, "has " + elements.length + " elements for shape " + shape);
    }
    return Values.of(shape, elements);
  }

  private void data() {
    int line = in.peek().line();
    int number = in.integer("the number of a tensor's elements");
    in.expect("=");
    StringBuilder base64 = new StringBuilder();
    while (in.peek().kind() == Lexer.Kind.TEXT) {
      base64.append(in.next().text());
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64.toString()))
          .order(ByteOrder.LITTLE_ENDIAN);
      double[] elements = new double[bytes.remaining() / Double.BYTES];
      bytes.asDoubleBuffer().get(elements);
      data.put(number, elements);
    } catch (IllegalArgumentException e) {
      throw Lexer.refusal(line, "has elements that are not Base64: " + e.getMessage());
    }
  }

  private TensorType type() {
    int line = in.peek().line();
    String who = in.expect(Lexer.Kind.WORD, "'secret' or 'public'");
    Visibility visibility = switch (who) {
      case "secret" -> Visibility.SECRET;
      case "public" -> Visibility.PUBLIC;
      default -> throw Lexer.refusal(line, "is '" + who + "'; write secret or public");
    };
    String element = in.expect(Lexer.Kind.WORD, "'fixed', 'int' or 'bit'");
    DType dtype = element.equals("bit") ? DType.BIT : DType.FIXED;
    int bits = switch (element) {
      case "bit", "int" -> 0;
      case "fixed" -> {
        in.expect("<");
        int fraction = in.integer("the fraction bits");
        in.expect(">");
        yield fraction;
      }
      default -> throw Lexer.refusal(line, "has elements '" + element + "'; write fixed<16>, int or bit");
    };
    return new TensorType(dtype, shape(), visibility, bits);
  }

  private Shape shape() {
    int line = in.peek().line();
    int[] dims = list(() -> in.integer("a length")).stream().mapToInt(d -> d).toArray();
    for (int d : dims) {
      if (d < 0 || d > MOST) {
        throw Lexer.refusal(line, "has an axis of length " + d + "; lengths go from 0 to " + MOST);
      }
    }
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException e) {
      throw Lexer.refusal(line, "has a tensor that is too large: " + e.getMessage());
    }
  }

  /** A refusal of what a line says names the line. */
  private static void located(int line, Runnable work) {
    try {
      work.run();
    } catch (BadRequestException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("Line ")
          ? e
          : new BadRequestException(String.format(Locale.ROOT, "Line %d of the plan: %s", line, message), e);
    }
  }
}
