package io.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class EmbeddingTest {
  @Test
  void aSecretLayer_givesWhatThePlainOneDoes() throws Exception {
    INDArray x = Nd4j.create(new double[][]{{1, -2, 3}, {0.5, 0.25, -4}}).castTo(DataType.DOUBLE);
    INDArray w = Nd4j.create(new double[][]{{1, 2, -3, 0.1}, {-1, 0.5, 2, 0}, {0.25, 1, -1, 1}})
        .castTo(DataType.DOUBLE);

    INDArray y = Embedding.layer(x, w);

    INDArray expected = Transforms.relu(x.mmul(w));
    assertThat(y.shape()).containsExactly(2, 4);
    assertThat(Transforms.abs(y.castTo(DataType.DOUBLE).sub(expected)).maxNumber().doubleValue()).isLessThan(1e-3);
  }
}
