package io.parley.nd4j.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.LocalVariableInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads ND4J's public API from the bytecode on the class path and loads none of its classes. An op is what a class calls
 * by one name; its signatures are the overloads.
 */
public final class ApiCrawler {
  private static final String FACTORIES = "org.nd4j.linalg.factory.ops.";
  private static final String ARRAY = "org.nd4j.linalg.api.ndarray.INDArray";
  static final List<String> CLASSES = List.of(ARRAY, "org.nd4j.linalg.factory.Nd4j",
      "org.nd4j.linalg.ops.transforms.Transforms", FACTORIES + "NDBase", FACTORIES + "NDBitwise", FACTORIES + "NDCNN",
      FACTORIES + "NDImage", FACTORIES + "NDLinalg", FACTORIES + "NDLoss", FACTORIES + "NDMath", FACTORIES + "NDNN",
      FACTORIES + "NDRNN", FACTORIES + "NDRandom");
  private static final String VERSION = "META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  private ApiCrawler() {}

  /** The version of ND4J on the class path. */
  public static String version() {
    Properties properties = new Properties();
    try (InputStream in = resource(VERSION)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }

  /** The signatures of each op, by its name {@code Class.method}. */
  public static SortedMap<String, List<String>> crawl() {
    SortedMap<String, TreeSet<String>> found = new TreeMap<>();
    for (String name : CLASSES) {
      String simple = name.substring(name.lastIndexOf('.') + 1);
      Map<String, MethodModel> bodies = bodies(name);
      methods(name).filter(ApiCrawler::isOp).forEach(m -> found
          .computeIfAbsent(simple + "." + m.methodName().stringValue(), _ -> new TreeSet<>())
          .add(signature(m, parameterNames(bodies.getOrDefault(key(m), m)))));
    }
    SortedMap<String, List<String>> ops = new TreeMap<>();
    found.forEach((name, signatures) -> ops.put(name, List.copyOf(signatures)));
    return ops;
  }

  private static Stream<MethodModel> methods(String className) {
    return ClassFile.of().parse(bytes(className)).methods().stream();
  }

  /** Of the interface's methods, by name and type: what implements them knows how their parameters are called. */
  private static Map<String, MethodModel> bodies(String className) {
    return className.equals(ARRAY)
        ? methods(ARRAY.replace("INDArray", "BaseNDArray")).filter(ApiCrawler::isOp)
            .collect(Collectors.toMap(ApiCrawler::key, m -> m))
        : Map.of();
  }

  private static String key(MethodModel m) {
    return m.methodName().stringValue() + m.methodType().stringValue();
  }

  private static boolean isOp(MethodModel m) {
    return m.flags().has(AccessFlag.PUBLIC) && !m.flags().has(AccessFlag.SYNTHETIC)
        && !m.methodName().stringValue().startsWith("<");
  }

  private static String signature(MethodModel method, Map<Integer, String> names) {
    MethodTypeDesc type = method.methodTypeSymbol();
    StringJoiner parameters = new StringJoiner(", ", method.methodName().stringValue() + "(", ")");
    int slot = method.flags().has(AccessFlag.STATIC) ? 0 : 1;
    for (ClassDesc parameter : type.parameterList()) {
      String name = names.get(slot);
      parameters.add(parameter.displayName() + (name == null ? "" : " " + name));
      slot += TypeKind.from(parameter).slotSize();
    }
    return parameters + ": " + type.returnType().displayName();
  }

  /** By slot; none for methods without code. */
  private static Map<Integer, String> parameterNames(MethodModel method) {
    Map<Integer, String> names = new HashMap<>();
    method.findAttribute(Attributes.code()).flatMap(code -> code.findAttribute(Attributes.localVariableTable()))
        .ifPresent(table -> {
          for (LocalVariableInfo local : table.localVariables()) {
            if (local.startPc() == 0) {
              names.put(local.slot(), local.name().stringValue());
            }
          }
        });
    return names;
  }

  private static byte[] bytes(String className) {
    try (InputStream in = resource(className.replace('.', '/') + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String path) {
    InputStream in = ApiCrawler.class.getClassLoader().getResourceAsStream(path);
    if (in == null) {
      throw new IllegalStateException("ND4J's " + path + " is not on the class path");
    }
    return in;
  }
}
