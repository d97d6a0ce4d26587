package io.parley.plan.language;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Values;
import io.parley.plan.formulas.AxisWindow;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A component of a record as attributes: one, but for windows, which have several. */
interface Component {
  List<Attribute> attributes();

  /** What the attributes are for a component's value. */
  List<Object> values(Object component);

  /** The component of attributes that are of the right kinds. */
  Object component(List<?> values);

  /** Of products: usually none are dropped, and never in surface plans. */
  String TRUNCATE = "truncate";

  /**
   * @param type of the component; its generic type tells lists apart
   */
  static Component of(String name, Class<?> type, java.lang.reflect.Type generic) {
    if (type == int.class) {
      return new Plain(name.equals(TRUNCATE)
          ? Attribute.of(name, AttributeKind.INTEGER, 0)
          : Attribute.of(name, AttributeKind.INTEGER));
    }
    if (type == double.class) {
      return new Plain(Attribute.of(name, AttributeKind.REAL));
    }
    if (type == boolean.class) {
      return new Plain(Attribute.of(name, AttributeKind.FLAG, false));
    }
    if (type == String.class) {
      return new Plain(Attribute.of(name, AttributeKind.TEXT));
    }
    if (type == Values.class) {
      return new Plain(Attribute.of(name, AttributeKind.TENSOR));
    }
    if (type == List.class) {
      boolean whole = generic.getTypeName().endsWith("<java.lang.Integer>");
      return new Plain(whole
          ? Attribute.of(name, AttributeKind.INTEGERS)
          : Attribute.of(name, AttributeKind.REALS, List.of()));
    }
    if (type == Shape.class) {
      return new Dims(Attribute.of(name, AttributeKind.INTEGERS));
    }
    if (type.isEnum()) {
      return Word.of(name, type);
    }
    if (type == AxisWindow.class) {
      return new Row(name.equals("window") ? "" : name);
    }
    if (type == Conv2dSpec.class) {
      return new Plane(name.equals("window") || name.equals("spec") ? "" : name);
    }
    throw new IllegalArgumentException("No attribute holds a " + type + ", as '" + name + "' is");
  }

  /** What the attribute holds as it is. */
  record Plain(Attribute attribute) implements Component {
    @Override
    public List<Attribute> attributes() {
      return List.of(attribute);
    }

    @Override
    public List<Object> values(Object component) {
      return List.of(component);
    }

    @Override
    public Object component(List<?> values) {
      return values.getFirst();
    }
  }

  /** A shape as its lengths. */
  record Dims(Attribute attribute) implements Component {
    @Override
    public List<Attribute> attributes() {
      return List.of(attribute);
    }

    @Override
    public List<Object> values(Object component) {
      return List.of(Arrays.stream(((Shape) component).dims()).boxed().toList());
    }

    @Override
    public Object component(List<?> values) {
      return Shape.of(ints(values.getFirst()));
    }
  }

  /** One of an enum, in lower case. */
  record Word(Attribute attribute, List<Object> constants) implements Component {
    static Word of(String name, Class<?> type) {
      List<Object> constants = List.of(type.getEnumConstants());
      List<String> words = constants.stream().map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT)).toList();
      return new Word(new Attribute(name, AttributeKind.WORD, words, java.util.Optional.of(words.getFirst())),
          constants);
    }

    @Override
    public List<Attribute> attributes() {
      return List.of(attribute);
    }

    @Override
    public List<Object> values(Object component) {
      return List.of(attribute.words().get(constants.indexOf(component)));
    }

    @Override
    public Object component(List<?> values) {
      return constants.get(attribute.words().indexOf(String.valueOf(values.getFirst())));
    }
  }

  /** A window along one axis. */
  record Row(String prefix) implements Component {
    @Override
    public List<Attribute> attributes() {
      return List.of(Attribute.of(named(prefix, "kernel"), AttributeKind.INTEGER),
          Attribute.of(named(prefix, "stride"), AttributeKind.INTEGER, 1),
          Attribute.of(named(prefix, "padding"), AttributeKind.INTEGERS, List.of(0, 0)),
          Attribute.of(named(prefix, "dilation"), AttributeKind.INTEGER, 1));
    }

    @Override
    public List<Object> values(Object component) {
      AxisWindow w = (AxisWindow) component;
      return List.of(w.kernel(), w.stride(), List.of(w.padBefore(), w.padAfter()), w.dilation());
    }

    @Override
    public Object component(List<?> values) {
      int[] padding = ints(values.get(2), 2);
      return new AxisWindow((int) values.get(0), (int) values.get(1), padding[0], padding[1], (int) values.get(3));
    }
  }

  /** A window over two axes. */
  record Plane(String prefix) implements Component {
    @Override
    public List<Attribute> attributes() {
      return List.of(Attribute.of(named(prefix, "kernel"), AttributeKind.INTEGERS),
          Attribute.of(named(prefix, "stride"), AttributeKind.INTEGERS, List.of(1, 1)),
          Attribute.of(named(prefix, "padding"), AttributeKind.INTEGERS, List.of(0, 0, 0, 0)),
          Attribute.of(named(prefix, "dilation"), AttributeKind.INTEGERS, List.of(1, 1)),
          Attribute.of(named(prefix, "groups"), AttributeKind.INTEGER, 1));
    }

    @Override
    public List<Object> values(Object component) {
      Conv2dSpec w = (Conv2dSpec) component;
      return List.of(List.of(w.kernelHeight(), w.kernelWidth()), List.of(w.strideHeight(), w.strideWidth()),
          List.of(w.padTop(), w.padLeft(), w.padBottom(), w.padRight()),
          List.of(w.dilationHeight(), w.dilationWidth()), w.groups());
    }

    @Override
    public Object component(List<?> values) {
      int[] kernel = ints(values.get(0), 2);
      int[] stride = ints(values.get(1), 2);
      int[] padding = ints(values.get(2), 4);
      int[] dilation = ints(values.get(3), 2);
      return new Conv2dSpec(kernel[0], kernel[1], stride[0], stride[1], padding[0], padding[1], padding[2], padding[3],
          dilation[0], dilation[1], (int) values.get(4));
    }
  }

  private static String named(String prefix, String part) {
    return prefix.isEmpty() ? part : prefix + Character.toUpperCase(part.charAt(0)) + part.substring(1);
  }

  private static int[] ints(Object list, int count) {
    int[] all = ints(list);
    if (all.length != count) {
      throw new IllegalArgumentException("a window takes " + count + " numbers there, not " + all.length);
    }
    return all;
  }

  private static int[] ints(Object list) {
    return ((List<?>) list).stream().mapToInt(i -> (int) i).toArray();
  }
}
