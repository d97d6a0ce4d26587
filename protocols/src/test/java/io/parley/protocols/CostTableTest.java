package io.parley.protocols;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import io.parley.testing.DocTable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cost table of docs/protocols.md. */
class CostTableTest {
  private static final int N = 6400;
  private static final Shape SHAPE = Shape.of(N);

  private static Map<String, Plan> plans() {
    Map<String, Plan> plans = new LinkedHashMap<>();
    TensorType type = TensorType.secret(SHAPE, 16);
    TensorType bits = TensorType.secretBits(SHAPE);
    PlansForTests b = new PlansForTests();
    plans.put("add", plan(b, b.add(new Op.Add(), type, b.secret("x", SHAPE, 16), b.secret("y", SHAPE, 16))));
    b = new PlansForTests();
    plans.put("multiply", plan(b, product(b, new Bilinear.Mul(), SHAPE, SHAPE, SHAPE)));
    b = new PlansForTests();
    Shape square = Shape.of(40, 40);
    plans.put("matrix product 40×40·40×40", plan(b, product(b, new Bilinear.MatMul(), square, square, square)));
    b = new PlansForTests();
    plans.put("convolution 1×4×20×20 * 4×4×3×3", plan(b, product(b, new Bilinear.Conv2d(Conv2dSpec.of(3, 1)),
        Shape.of(1, 4, 20, 20), Shape.of(4, 4, 3, 3), Shape.of(1, 4, 18, 18))));
    b = new PlansForTests();
    plans.put("truncate", plan(b, b.add(new Op.Truncate(16), TensorType.secret(SHAPE, 0), b.secret("x", SHAPE, 16))));
    b = new PlansForTests();
    plans.put("x < 0", plan(b, b.add(new Op.IsNegative(), bits, b.secret("x", SHAPE, 16))));
    b = new PlansForTests();
    plans.put("and", plan(b, b.add(new Op.And(), bits, b.input("x", bits), b.input("y", bits))));
    b = new PlansForTests();
    plans.put("bit to ring", plan(b, b.add(new Op.BitToRing(), TensorType.secret(SHAPE, 0), b.input("x", bits))));
    b = new PlansForTests();
    plans.put("bit × number", plan(b, b.add(new Op.Mask(), type, b.input("x", bits), b.secret("y", SHAPE, 16))));
    b = new PlansForTests();
    plans.put("ReLU", plan(b, ConformanceCases.relu(b, b.secret("x", SHAPE, 16))));
    return plans;
  }

  private static int product(PlansForTests b, Bilinear map, Shape x, Shape y, Shape z) {
    return b.add(new Op.Product(map, 0), TensorType.secret(z, 32), b.secret("x", x, 16), b.secret("y", y, 16));
  }

  private static Plan plan(PlansForTests b, int z) {
    return b.reveal("z", z).plan();
  }

  private static String table() {
    StringBuilder out = new StringBuilder(
        "| op | protocol | parties | rounds | bytes sent by a party | tape bytes |\n");
    out.append("|---|---|---|---|---|---|\n");
    plans().forEach((name, plan) -> {
      for (Protocol protocol : Protocols.all()) {
        for (int n : new int[]{2, 3, 5}) {
          if (protocol.refuses(n).isEmpty()) {
            Estimate e = Estimate.of(plan, protocol, new Roles(n));
            long sent = e.nodes().stream().mapToLong(Estimate.NodeCost::bytesPerParty).sum();
            int output = plan.nodes().size();
            long tape = e.nodes().stream().filter(c -> c.node() < output).mapToLong(Estimate.NodeCost::tapeBytes).sum();
            out.append(String.format(Locale.ROOT, "| %s | `%s` | %d | %d | %,d | %,d |%n", name, protocol.name(), n,
                e.rounds(), sent, tape));
          }
        }
      }
    });
    return out.toString();
  }

  @Test
  void theTableInTheDocs_isWhatTheProtocolsDeclare() throws Exception {
    DocTable.check("protocols.md", "costs", table());
  }
}
