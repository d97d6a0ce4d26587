package io.parley.nd4j.catalogue;

import io.parley.nd4j.Nd4jArrays;
import io.parley.plan.Values;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.ops.NDBase;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Calls ND4J's own method with the arguments of a recipe. */
final class Nd4jCall {
  private static final Object UNFIT = new Object();

  private final String owner;
  private final String method;

  private Nd4jCall(String owner, String method) {
    this.owner = owner;
    this.method = method;
  }

  /** The results of the op. */
  static List<Values> results(String op, Recipe recipe, List<Values> operands) {
    int dot = op.indexOf('.');
    Nd4jCall call = new Nd4jCall(op.substring(0, dot), op.substring(dot + 1));
    Iterator<Values> next = operands.iterator();
    List<Object> arguments = new ArrayList<>();
    for (Object argument : recipe.arguments()) {
      arguments.add(switch (argument) {
        case Operand operand -> array(operand, next.next());
        case List<?> many -> many.stream().map(o -> array((Operand) o, next.next())).toArray(INDArray[]::new);
        case Values constant -> Nd4jArrays.array(constant, DataType.INT32);
        default -> argument;
      });
    }
    return values(call.invoke(arguments));
  }

  private static INDArray array(Operand operand, Values values) {
    return Nd4jArrays.array(values, switch (operand.content()) {
      case BITS -> DataType.BOOL;
      case INDEX -> DataType.INT32;
      case REAL, WHOLE, DEFINITE -> DataType.DOUBLE;
    });
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

  private Object invoke(List<Object> arguments) {
    boolean onArray = owner.equals("INDArray");
    Object receiver = onArray ? arguments.getFirst() : factory();
    List<Object> rest = onArray ? arguments.subList(1, arguments.size()) : arguments;
    Class<?> type = onArray ? INDArray.class : receiver instanceof Class<?> c ? c : receiver.getClass();
    List<Method> overloads = Stream.of(type.getMethods())
        .filter(m -> m.getName().equals(method) && !m.isBridge() && (onArray || m.getDeclaringClass() == type))
        .sorted(Comparator.comparingInt(Method::getParameterCount).thenComparing(Method::toString)).toList();
    for (Method m : overloads) {
      Object[] fitting = fit(m, rest);
      if (fitting.length == m.getParameterCount()) {
        try {
          return m.invoke(Modifier.isStatic(m.getModifiers()) ? null : receiver, fitting);
        } catch (InvocationTargetException e) {
          throw new AssertionError(m + " failed: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("No overload of " + owner + "." + method + " takes " + rest);
  }

  private Object factory() {
    return switch (owner) {
      case "Nd4j" -> Nd4j.class;
      case "Transforms" -> Transforms.class;
      case "NDBase" -> new NDBase();
      case "NDBitwise" -> Nd4j.bitwise();
      case "NDCNN" -> Nd4j.cnn();
      case "NDImage" -> Nd4j.image();
      case "NDLinalg" -> Nd4j.linalg();
      case "NDLoss" -> Nd4j.loss();
      case "NDMath" -> Nd4j.math();
      case "NDNN" -> Nd4j.nn();
      case "NDRNN" -> Nd4j.rnn();
      default -> throw new AssertionError(owner);
    };
  }

  /** The arguments as the method takes them; further flags are true and further dimensions none. */
  private static Object[] fit(Method method, List<Object> arguments) {
    Class<?>[] types = method.getParameterTypes();
    List<Object> fitting = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      Object value = i < arguments.size() ? convert(arguments.get(i), types[i]) : missing(types[i]);
      if (UNFIT.equals(value)) {
        return new Object[types.length + 1];
      }
      fitting.add(value);
    }
    return arguments.size() > types.length ? new Object[types.length + 1] : fitting.toArray();
  }

  private static Object missing(Class<?> type) {
    return type == boolean.class ? (Object) true : type == int[].class ? new int[0] : UNFIT;
  }

  private static Object convert(Object value, Class<?> to) {
    if (to.isInstance(value)) {
      return value;
    }
    return switch (value) {
      case Integer i when to == int.class -> i;
      case Integer i when to == long.class -> i.longValue();
      case Double d when to == double.class -> d;
      case Boolean b when to == boolean.class -> b;
      case int[] ints when to == long[].class -> Arrays.stream(ints).asLongStream().toArray();
      default -> UNFIT;
    };
  }
}
