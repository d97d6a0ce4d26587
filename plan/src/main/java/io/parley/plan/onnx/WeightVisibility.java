package io.parley.plan.onnx;

/** Who learns a model's weights. */
public enum WeightVisibility {
  /** Nobody: they are secret inputs that the model's owner brings. */
  SECRET,
  /** Everyone who sees the plan: they are constants of it. */
  PUBLIC
}
