package io.parley.nd4j.catalogue;

import io.parley.crypto.FixedPoint;
import io.parley.crypto.Shape;
import io.parley.plan.lowering.Lowering;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the ops of the catalogue cost, by the costs that the protocol declares. */
final class OpCosts {
  /** Of the first operand, about. */
  private static final int ELEMENTS = 1000;

  private OpCosts() {}

  /** The catalogue as it is shipped. */
  static Catalogue crawled() {
    Map<Recipe, OpCost> costs = new HashMap<>();
    return Catalogue.crawled().withCosts(op -> Supported.recipe(op).map(r -> costs.computeIfAbsent(r, OpCosts::of)));
  }

  private static OpCost of(Recipe recipe) {
    Protocol protocol = Protocols.byName(OpCost.PROTOCOL);
    Estimate cost = Estimate.of(Lowering.lower(recipe.plan(ELEMENTS, FixedPoint.DEFAULT_FRACTION_BITS),
        protocol.target()), protocol, new Roles(OpCost.PARTIES));
    return new OpCost(
        recipe.operands().stream().map(o -> text(o.shapes().apply(ELEMENTS))).collect(Collectors.joining(", ")),
        cost.rounds(), cost.nodes().stream().mapToLong(Estimate.NodeCost::bytesPerParty).sum());
  }

  private static String text(Shape shape) {
    return shape.rank() == 0
        ? "1"
        : Arrays.stream(shape.dims()).mapToObj(Integer::toString).collect(Collectors.joining("×"));
  }
}
