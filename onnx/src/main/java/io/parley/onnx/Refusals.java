package io.parley.onnx;

import io.parley.plan.BadRequestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All that cannot be imported, so that a model is mended once; what needs a refused node's outputs is passed over. */
final class Refusals {
  private final List<String> reasons = new ArrayList<>();
  private final Set<String> missing = new HashSet<>();

  void add(OnnxNode node, String reason) {
    reasons.add(reason);
    miss(node);
  }

  /** Whether the node needs what a refused one would have made; its outputs are then missing as well. */
  boolean reach(OnnxNode node) {
    boolean reached = node.proto().getInputList().stream().anyMatch(missing::contains);
    if (reached) {
      miss(node);
    }
    return reached;
  }

  boolean isMissing(String tensor) {
    return missing.contains(tensor);
  }

  private void miss(OnnxNode node) {
    missing.addAll(node.proto().getOutputList());
    missing.remove("");
  }

  /**
   * @throws BadRequestException with every reason, if there is any
   */
  void raise(String model) {
    if (reasons.size() == 1) {
      throw new BadRequestException(reasons.getFirst());
    }
    if (!reasons.isEmpty()) {
      throw new BadRequestException(model + " cannot be imported for " + reasons.size() + " reasons: "
          + IntStream.range(0, reasons.size()).mapToObj(i -> "(" + (i + 1) + ") " + reasons.get(i))
              .collect(Collectors.joining("; ")));
    }
  }
}
