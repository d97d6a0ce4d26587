package io.parley.nd4j;

import io.parley.nd4j.catalogue.Catalogue;
import io.parley.nd4j.catalogue.CatalogueOp;
import io.parley.nd4j.catalogue.Operand;
import io.parley.nd4j.catalogue.Overload;
import io.parley.nd4j.catalogue.Overload.Parameter;
import io.parley.nd4j.catalogue.Support;
import io.parley.plan.Values;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.ops.NDBase;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Calls the very overload of ND4J's. */
final class Nd4jOverload {
  private Nd4jOverload() {}

  static List<String> opsOnSecrets() {
    return Catalogue.load().ops().stream().filter(op -> op.support() == Support.SECRET).map(CatalogueOp::name).toList();
  }

  static INDArray array(Operand operand, Values values) {
    return Nd4jArrays.array(values, switch (operand.content()) {
      case BITS -> DataType.BOOL;
      case INDEX -> DataType.INT32;
      case REAL, WHOLE, DEFINITE -> DataType.DOUBLE;
    });
  }

  static List<Values> results(Overload overload, List<Object> arguments) throws Exception {
    Object receiver = overload.onArray() ? arguments.getFirst() : factory(overload.owner());
    List<Object> rest = overload.onArray() ? arguments.subList(1, arguments.size()) : arguments;
    List<String> types = overload.parameters().stream().map(Parameter::nd4jType).skip(overload.onArray() ? 1 : 0)
        .toList();
    Class<?> owner = overload.onArray() ? INDArray.class : receiver instanceof Class<?> c ? c : receiver.getClass();
    Method method = Stream.of(owner.getMethods()).filter(m -> m.getName().equals(overload.method()) && !m.isBridge()
        && Stream.of(m.getParameterTypes()).map(Class::getSimpleName).toList().equals(types)).findFirst()
        .orElseThrow(() -> new AssertionError("ND4J has no " + overload.op().name() + types));
    List<Object> fitting = new ArrayList<>();
    for (int i = 0; i < rest.size(); i++) {
      fitting.add(converted(rest.get(i), method.getParameterTypes()[i]));
    }
    return values(method.invoke(Modifier.isStatic(method.getModifiers()) ? null : receiver, fitting.toArray()));
  }

  /** As a parameter of the type takes it. */
  static Object converted(Object value, Class<?> to) {
    return switch (value) {
      case Integer i when to == long.class -> i.longValue();
      case int[] ints when to == long[].class -> Arrays.stream(ints).asLongStream().toArray();
      case Values values when to == INDArray.class -> Nd4jArrays.array(values, DataType.INT32);
      case List<?> arrays when to == INDArray[].class -> arrays.toArray(INDArray[]::new);
      default -> value;
    };
  }

  private static Object factory(String owner) {
    return switch (owner) {
      case "Nd4j" -> Nd4j.class;
      case "Transforms" -> Transforms.class;
      case "NDBase" -> new NDBase();
      case "NDCNN" -> Nd4j.cnn();
      case "NDLinalg" -> Nd4j.linalg();
      case "NDLoss" -> Nd4j.loss();
      case "NDMath" -> Nd4j.math();
      case "NDNN" -> Nd4j.nn();
      case "NDRNN" -> Nd4j.rnn();
      default -> throw new AssertionError(owner);
    };
  }

  private static List<Values> values(Object result) {
    return switch (result) {
      case INDArray array -> List.of(Nd4jArrays.values(array));
      case INDArray[] arrays -> Arrays.stream(arrays).map(Nd4jArrays::values).toList();
      case Number number -> List.of(Values.scalar(number.doubleValue()));
      case Boolean bit -> List.of(Values.scalar(bit ? 1 : 0));
      case List<?> list -> list.stream().map(array -> Nd4jArrays.values((INDArray) array)).toList();
      default -> throw new AssertionError("A result of " + result.getClass());
    };
  }
}
