package io.parley.onnx;

import io.parley.plan.WeightVisibility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The numbers of a model's file that stand in the plan for all to see, although its weights are secret. */
final class Published {
  private final boolean secret;
  private final SequencedMap<String, List<String>> byReason = new LinkedHashMap<>();

  Published(WeightVisibility visibility) {
    this.secret = visibility == WeightVisibility.SECRET;
  }

  /** What a node has to know. */
  void needed(OnnxNode node, GraphValue.Known value) {
    if (value.weight()) {
      add("node '" + node.label() + "' (" + node.type() + ") has to know it", value.name());
    }
  }

  /** What counts as structure by its type or its place. */
  void structure(GraphValue.Known value) {
    if (!value.weight()) {
      add(value.element() == Element.REAL ? "a single number in a node" : "integers of 64 bits, or booleans",
          value.name());
    }
  }

  private void add(String reason, String name) {
    List<String> names = byReason.computeIfAbsent(reason, _ -> new ArrayList<>());
    if (!names.contains(name)) {
      names.add(name);
    }
  }

  SequencedMap<String, List<String>> byReason() {
    return secret ? byReason : Collections.unmodifiableSequencedMap(new LinkedHashMap<>());
  }
}
