package io.parley.plan.trace;

import io.parley.plan.formulas.LossTarget;
import io.parley.plan.formulas.Losses;
import io.parley.plan.formulas.Reduction;
import io.parley.plan.formulas.Reductions;

/** The verbs of a secret tensor that tell how far it is from another, which is secret or public. */
public abstract sealed class SecretLosses extends SecretLayers permits SecretTensor {
  SecretLosses(Trace trace, int node) {
    super(trace, node);
  }

  /** (x − target)². */
  public SecretTensor squaredError(Traced<?> target, Reduction reduction) {
    return wrap(Losses.squaredError(algebra(), node, trace.mine(target), reduction));
  }

  /** |x − target|. */
  public SecretTensor absoluteError(Traced<?> target, Reduction reduction) {
    return wrap(Losses.absoluteError(algebra(), node, trace.mine(target), reduction));
  }

  /** Half the square of the distance up to delta, from there on straight. */
  public SecretTensor huber(Traced<?> target, double delta, Reduction reduction) {
    return wrap(Losses.huber(algebra(), node, trace.mine(target), delta, reduction));
  }

  /** max(0, 1 − x·target), for targets −1 and 1. */
  public SecretTensor hinge(Traced<?> target, Reduction reduction) {
    return wrap(Losses.hinge(algebra(), node, trace.mine(target), reduction));
  }

  /** Of these probabilities; {@link #sigmoidCrossEntropy} is nearer to the truth where they are sigmoids. */
  public SecretTensor binaryCrossEntropy(Traced<?> target, Reduction reduction) {
    return wrap(Losses.binaryCrossEntropy(algebra(), node, trace.mine(target), reduction));
  }

  /** The binary cross entropy of the sigmoids of these scores. */
  public SecretTensor sigmoidCrossEntropy(Traced<?> target, Reduction reduction) {
    return wrap(Losses.sigmoidCrossEntropy(algebra(), node, trace.mine(target), reduction));
  }

  /** −Σ target·ln softmax of these scores, along an axis that has a class at each index. */
  public SecretTensor crossEntropy(Traced<?> target, int axis, LossTarget kind, Reduction reduction) {
    return wrap(Losses.crossEntropy(algebra(), node, trace.mine(target), axis(axis), kind, reduction));
  }

  /** Minus these logarithms at each class, along an axis that has a class at each index. */
  public SecretTensor negativeLogLikelihood(Traced<?> classes, int axis, Reduction reduction) {
    return wrap(Losses.negativeLogLikelihood(algebra(), node, trace.mine(classes), axis(axis), reduction));
  }

  /** Σx·y/√(Σx²·Σy²) over the given axes, which are dropped; over all if none is given. */
  public SecretTensor cosineSimilarity(Traced<?> y, int... axes) {
    return wrap(Reductions.cosineSimilarity(algebra(), node, trace.mine(y), axes(axes), false));
  }
}
