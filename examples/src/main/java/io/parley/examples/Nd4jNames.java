package io.parley.examples;

import io.parley.client.Parley;
import io.parley.crypto.Shape;
import io.parley.nd4j.NDMath;
import io.parley.nd4j.NDNN;
import io.parley.nd4j.Nd4jArrays;
import io.parley.plan.Values;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network on secrets, in the names of ND4J. */
public final class Nd4jNames {
  private Nd4jNames() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println(odds(Nd4j.rand(2, 3), Nd4j.rand(3, 4).subi(0.5), Nd4j.rand(4)));
  }

  static INDArray odds(INDArray x, INDArray w, INDArray b) throws InterruptedException {
    Trace trace = Trace.create("odds");
    SecretTensor input = trace.secret("x", Shape.of(2, 3));
    SecretTensor weights = trace.secret("w", Shape.of(3, 4));
    SecretTensor bias = trace.secret("b", Shape.of(4));
    SecretTensor hidden = NDMath.tanh(NDNN.linear(input, weights, bias));
    trace.reveal("odds", NDNN.softmax(hidden, 1));

    try (Parley parley = Parley.local(2)) {
      Map<String, Values> inputs = Nd4jArrays.values(Map.of("x", x, "w", w, "b", b));
      return Nd4jArrays.array(parley.run(trace.plan(), inputs).output("odds"));
    }
  }
}
