package io.parley.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.nd4j.catalogue.FacadeSource;
import io.parley.nd4j.catalogue.Operand;
import io.parley.nd4j.catalogue.Overload;
import io.parley.nd4j.catalogue.Overload.Parameter;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import io.parley.plan.trace.SecretBits;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each generated method, traced on secrets, against the overload of ND4J's that it is named after. */
class FacadeTest {
  private static final List<Overload> ALL = Overload.all();
  private static final int FRACTION_BITS = 16;
  private static final int ELEMENTS = 30;
  /** Of float64 against ND4J, which computes some functions in float32. */
  private static final double EXACT = 1e-5;

  static Stream<Named<Overload>> overloads() {
    return ALL.stream().map(o -> Named.of(o.op().name() + types(o), o));
  }

  private static String types(Overload overload) {
    return overload.parameters().stream().map(Parameter::type).collect(Collectors.joining(", ", "(", ")"));
  }

  @ParameterizedTest
  @MethodSource("overloads")
  void method_onRandomOperands_computesWhatNd4jDoes(Overload overload) throws Exception {
    Trace trace = Trace.create(overload.method(), FRACTION_BITS);
    SplittableRandom random = new SplittableRandom(types(overload).hashCode());
    Map<String, Values> inputs = new HashMap<>();
    List<Object> secrets = new ArrayList<>();
    List<Object> clear = new ArrayList<>();
    for (Parameter parameter : overload.parameters()) {
      switch (parameter.sample()) {
        case Operand operand -> {
          Both both = bring(trace, operand, random, inputs);
          secrets.add(both.secret);
          clear.add(both.clear);
        }
        case List<?> many -> {
          List<Both> each = many.stream().map(o -> bring(trace, (Operand) o, random, inputs)).toList();
          secrets.add(each.stream().map(Both::secret).toArray(SecretTensor[]::new));
          clear.add(each.stream().map(Both::clear).toList());
        }
        default -> {
          secrets.add(parameter.sample());
          clear.add(parameter.sample());
        }
      }
    }

    reveal(trace, invoke(overload, secrets));

    List<Values> expected = Nd4jOverload.results(overload, clear);
    Plan plan = trace.plan();
    assertNear(PlaintextInterpreter.run(plan, inputs), expected, EXACT);
    assertNear(FixedPointInterpreter.run(Lowering.lower(plan, Target.LATE_TRUNCATION), inputs), expected,
        overload.recipe().tolerance());
  }

  private record Both(Object secret, INDArray clear) {}

  private static Both bring(Trace trace, Operand operand, SplittableRandom random, Map<String, Values> inputs) {
    Values values = operand.random(ELEMENTS, random);
    String name = "x" + inputs.size();
    inputs.put(name, values);
    return new Both(operand.content() == Operand.Content.BITS
        ? trace.secretBits(name, values.shape())
        : trace.secret(name, values.shape()), Nd4jOverload.array(operand, values));
  }

  private static Object invoke(Overload overload, List<Object> arguments) throws Exception {
    List<Object> fitting = new ArrayList<>();
    Method method = method(overload);
    for (int i = 0; i < arguments.size(); i++) {
      fitting.add(Nd4jOverload.converted(arguments.get(i), method.getParameterTypes()[i]));
    }
    return method.invoke(null, fitting.toArray());
  }

  private static Method method(Overload overload) throws Exception {
    List<String> types = overload.parameters().stream().map(p -> p.type().replace("...", "[]"))
        .map(type -> type.substring(type.lastIndexOf('.') + 1)).toList();
    return Stream.of(facade(overload.owner()).getDeclaredMethods())
        .filter(m -> m.getName().equals(overload.method())
            && Stream.of(m.getParameterTypes()).map(Class::getSimpleName).toList().equals(types))
        .findFirst().orElseThrow(() -> new AssertionError("No method " + overload.op().name() + types));
  }

  private static Class<?> facade(String owner) throws ClassNotFoundException {
    return Class.forName("io.parley.nd4j." + FacadeSource.className(owner));
  }

  private static void reveal(Trace trace, Object result) {
    switch (result) {
      case SecretTensor tensor -> trace.reveal("y0", tensor);
      case SecretBits bits -> trace.reveal("y0", bits);
      case List<?> many -> {
        for (int i = 0; i < many.size(); i++) {
          trace.reveal("y" + i, (SecretTensor) many.get(i));
        }
      }
      default -> throw new AssertionError("A result of " + result.getClass());
    }
  }

  private static void assertNear(Map<String, Values> outputs, List<Values> expected, double tolerance) {
    assertThat(outputs).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Values actual = Objects.requireNonNull(outputs.get("y" + i));
      Values should = expected.get(i);
      assertThat(actual.shape().size()).isEqualTo(should.shape().size());
      for (int j = 0; j < should.data().length; j++) {
        assertThat(Math.abs(actual.data()[j] - should.data()[j]) / Math.max(1, Math.abs(should.data()[j])))
            .as("element %s of result %s is %s, not %s", j, i, actual.data()[j], should.data()[j])
            .isLessThanOrEqualTo(tolerance);
      }
    }
  }

  @Test
  void everyOpOnSecrets_hasAMethod() {
    Set<String> served = ALL.stream().map(o -> o.op().name()).collect(Collectors.toSet());

    assertThat(Nd4jOverload.opsOnSecrets()).allSatisfy(op -> assertThat(served).contains(op));
  }

  @Test
  void everyPublicMethod_isOfTheCatalogue() throws Exception {
    Set<Method> known = new HashSet<>();
    Set<String> owners = new HashSet<>();
    for (Overload overload : ALL) {
      known.add(method(overload));
      owners.add(overload.owner());
    }
    for (String owner : owners) {
      assertThat(Stream.of(facade(owner).getDeclaredMethods()).filter(m -> Modifier.isPublic(m.getModifiers())))
          .allMatch(known::contains);
    }
  }
}
