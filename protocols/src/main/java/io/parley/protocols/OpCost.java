package io.parley.protocols;

import io.parley.crypto.FixedPoint;
import io.parley.crypto.Shape;
import io.parley.plan.catalogue.Operand;
import io.parley.plan.catalogue.Recipe;
import io.parley.plan.lowering.Lowering;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an op of ND4J's costs on an example: {@link #PROTOCOL} with {@link #PARTIES}, the opening of the result included.
 *
 * @param shapes of the operands
 */
public record OpCost(List<Shape> shapes, int rounds, long bytesPerParty) {
  public static final String PROTOCOL = "masked";
  public static final int PARTIES = 2;
  /** Of the first operand, about. */
  private static final int ELEMENTS = 1000;

  public OpCost {
    shapes = List.copyOf(shapes);
  }

  public static OpCost of(Recipe recipe) {
    Protocol protocol = Protocols.byName(PROTOCOL);
    Estimate cost = Estimate.of(Lowering.lower(recipe.plan(ELEMENTS, FixedPoint.DEFAULT_FRACTION_BITS),
        protocol.target()), protocol, new Roles(PARTIES));
    return new OpCost(recipe.operands().stream().map(Operand::shapes).map(s -> s.apply(ELEMENTS)).toList(),
        cost.rounds(), cost.nodes().stream().mapToLong(Estimate.NodeCost::bytesPerParty).sum());
  }

  /** The operands' shapes, such as 200×5, 5×4. */
  public String example() {
    return shapes.stream().map(OpCost::text).collect(Collectors.joining(", "));
  }

  private static String text(Shape shape) {
    return shape.rank() == 0
        ? "1"
        : Arrays.stream(shape.dims()).mapToObj(Integer::toString).collect(Collectors.joining("×"));
  }

  public String kilobytes() {
    return String.format(Locale.ROOT, "%.1f", bytesPerParty / 1e3);
  }
}
