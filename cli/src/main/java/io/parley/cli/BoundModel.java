package io.parley.cli;

import io.parley.crypto.FixedPoint;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.protocols.spi.Protocol;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * A model for one size of batches.
 *
 * @param lowered what the parties run
 */
record BoundModel(int batch, Imported imported, Plan lowered) {
  private static final FixedPoint FIXED_POINT = new FixedPoint(Inference.FRACTION_BITS);

  /**
   * @throws BadRequestException if the model cannot be imported for this batch
   */
  static BoundModel of(Model model, ModelTask task, int batch, Protocol protocol) {
    Imported imported = model.bind(task.sizes(batch), Inference.FRACTION_BITS, task.weights());
    return new BoundModel(batch, imported, Lowering.lower(imported.surfacePlan(), protocol.target()));
  }

  Plan surface() {
    return imported.surfacePlan();
  }

  /** What is given, by name, in the order of the file. */
  SequencedMap<String, TensorType> outputs() {
    SequencedMap<String, TensorType> types = new LinkedHashMap<>();
    surface().outputs().forEach(output -> types.put(output.name(), surface().node(output.node()).type()));
    return types;
  }

  /** Of all inputs of the plan, weights among them. */
  private Map<String, TensorType> inputs() {
    Map<String, TensorType> types = new HashMap<>();
    for (Node node : surface().inputs()) {
      types.put(((Op.Input) node.op()).name(), node.type());
    }
    return types;
  }

  TensorType input(String name) {
    return Objects.requireNonNull(inputs().get(name), name);
  }

  /** All inputs of the plan. A batch that is not full is filled up with zeros: it runs the same plan. */
  Map<String, Values> full(Map<String, Values> data) {
    Map<String, TensorType> types = inputs();
    Map<String, Values> all = new HashMap<>(imported.weights());
    data.forEach((name, values) -> {
      Shape shape = Objects.requireNonNull(types.get(name), name).shape();
      all.put(name, Values.of(shape, Arrays.copyOf(values.data(), shape.size())));
    });
    return all;
  }

  /**
   * @throws BadRequestException if fixed point cannot hold a weight
   */
  void checkWeights(String model) {
    imported.weights().forEach((name, values) -> {
      try {
        FIXED_POINT.encode(values.shape(), values.data());
      } catch (IllegalArgumentException e) {
        throw new BadRequestException("Weight '" + name + "' of " + model + ": " + e.getMessage()
            + ". Scale the model's weights", e);
      }
    });
  }
}
