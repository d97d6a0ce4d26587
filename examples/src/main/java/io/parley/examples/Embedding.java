package io.parley.examples;

import io.parley.client.Parley;
import io.parley.client.RunResult;
import io.parley.crypto.Shape;
import io.parley.nd4j.Nd4jArrays;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One layer of a network on secret inputs and secret weights. */
public final class Embedding {
  private Embedding() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println(layer(Nd4j.rand(2, 3), Nd4j.rand(3, 4).subi(0.5)));
  }

  static INDArray layer(INDArray x, INDArray w) throws InterruptedException {
    Trace trace = Trace.create("layer");
    SecretTensor input = trace.secret("x", Shape.of(2, 3));
    SecretTensor weights = trace.secret("w", Shape.of(3, 4));
    trace.reveal("y", input.matmul(weights).relu());

    try (Parley parley = Parley.local(2)) { // or Parley.connect("host:port")
      RunResult result = parley.run(trace.plan(), Nd4jArrays.values(Map.of("x", x, "w", w)));
      return Nd4jArrays.array(result.output("y"));
    }
  }
}
