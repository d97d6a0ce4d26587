package io.parley.plan.onnx;

/**
 * Who learns a model's weights. Its structure everyone learns who sees the plan: ops, shapes, attributes, single numbers that
 * nodes hold, and constants of 64-bit integers or booleans, such as axes and masks.
 */
public enum WeightVisibility {
  /** Nobody: they are secret inputs that the model's owner brings. */
  SECRET,
  /** Everyone who sees the plan: they are constants of it. */
  PUBLIC
}
