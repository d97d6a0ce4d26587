package io.parley.nd4j.catalogue;

import io.parley.nd4j.catalogue.Overload.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the classes of {@code io.parley.nd4j}, with a method for each {@link Overload}. */
public final class FacadeSource {
  private static final String PACKAGE = "io.parley.nd4j";

  private FacadeSource() {}

  /** With the directory of generated sources as its argument. */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0], PACKAGE.split("\\.", -1));
    Files.createDirectories(directory);
    Map<String, List<Overload>> byOwner = Overload.all().stream()
        .collect(Collectors.groupingBy(Overload::owner, TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<Overload>> owner : byOwner.entrySet()) {
      String name = className(owner.getKey());
      Files.writeString(directory.resolve(name + ".java"), source(name, owner.getKey(), owner.getValue()));
    }
  }

  /** The class with the methods of one of ND4J's. */
  public static String className(String owner) {
    return owner.equals("INDArray") ? "NDArrays" : owner;
  }

  private static String source(String name, String owner, List<Overload> overloads) {
    String methods = overloads.stream().map(FacadeSource::method).collect(Collectors.joining("\n"));
    return """
        package %s;

        import io.parley.plan.trace.SecretBits;
        import io.parley.plan.trace.SecretTensor;
        import java.util.List;

        /** ND4J's {@code %s} on secrets; docs/ops.md tells more of each op. */
        public final class %s {
          private %s() {}

        %s}
        """.formatted(PACKAGE, owner, name, name, methods);
  }

  private static String method(Overload o) {
    String verb = switch (o.result()) {
      case "SecretTensor" -> "number";
      case "SecretBits" -> "bits";
      default -> "numbers";
    };
    String declared = o.parameters().stream().map(p -> p.type() + " " + p.name()).collect(Collectors.joining(", "));
    String passed = o.parameters().stream().filter(Parameter::heeded).map(FacadeSource::argument)
        .collect(Collectors.joining(", "));
    return "%s  public static %s %s(%s) {%n    return Nd4jOp.%s(\"%s\", %s);%n  }%n".formatted(javadoc(o), o.result(),
        o.method(), declared, verb, o.op().name(), passed);
  }

  /** An array of tensors is one argument, not many. */
  private static String argument(Parameter p) {
    return p.type().equals("SecretTensor...") ? "(Object) " + p.name() : p.name();
  }

  private static String javadoc(Overload o) {
    StringBuilder out = new StringBuilder("  /**\n   * By ").append(escaped(o.op().how()))
        .append(".\n   *\n");
    o.parameters().stream().filter(p -> !p.heeded()).forEach(
        p -> out.append("   * @param ").append(p.name()).append(" has no effect: secrets never change in place\n"));
    return out.append("   * @return ").append(escaped(o.op().shape())).append("\n   */\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
