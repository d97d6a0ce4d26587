package io.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class Nd4jNamesTest {
  @Test
  void methodsOnSecrets_giveWhatThoseOfNd4jDo() throws Exception {
    INDArray x = Nd4j.create(new double[][]{{1, -2, 3}, {0.5, 0.25, -4}}).castTo(DataType.DOUBLE);
    INDArray w = Nd4j.create(new double[][]{{1, 2, -3, 0.1}, {-1, 0.5, 2, 0}, {0.25, 1, -1, 1}})
        .castTo(DataType.DOUBLE);
    INDArray b = Nd4j.create(new double[]{0.5, -1, 0, 2}).castTo(DataType.DOUBLE);

    INDArray odds = Nd4jNames.odds(x, w, b);

    INDArray expected = Nd4j.nn().softmax(Nd4j.math().tanh(Nd4j.nn().linear(x, w, b)), 1);
    assertThat(odds.shape()).containsExactly(2, 4);
    assertThat(Transforms.abs(odds.castTo(DataType.DOUBLE).sub(expected)).maxNumber().doubleValue()).isLessThan(1e-3);
  }
}
