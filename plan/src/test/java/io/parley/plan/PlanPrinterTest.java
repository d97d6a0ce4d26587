package io.parley.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanPrinterTest {
  @Test
  void print_showsEachNodeAndASummary() {
    PlanBuilder builder = PlanBuilder.create("net", Level.LOWERED);
    int x = builder.input("x", Plan.CLIENT, TensorType.secret(Shape.of(1, 1, 8, 8), 16));
    int w = builder.input("w", Plan.CLIENT, TensorType.secret(Shape.of(40, 1, 5, 5), 16));
    int y = builder.add("conv1", new Op.Product(new Bilinear.Conv2d(Conv2dSpec.of(5, 1)), 16), x, w);
    builder.output("y", y, "auditor");

    assertThat(PlanPrinter.print(builder.build(), Set.of("w"))).isEqualTo("""
        id  name   op                            inputs  type
         0  x      input x from client                   secret fixed<16>[1, 1, 8, 8]
         1  w      input w from client                   secret fixed<16>[40, 1, 5, 5]
         2  conv1  conv2d 5×5, truncate 16 bits  0, 1    secret fixed<16>[1, 40, 4, 4]

        net: 3 nodes, 1,000 parameters, inputs: x [1, 1, 8, 8], outputs: y [1, 40, 4, 4] to auditor
        """);
  }
}
