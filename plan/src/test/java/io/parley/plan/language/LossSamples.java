package io.parley.plan.language;

import static io.parley.plan.language.SampleOperand.numbers;
import static io.parley.plan.language.SampleOperand.wholes;

import java.util.List;
import java.util.stream.Stream;

/** Samples of losses. */
final class LossSamples {
  private static final String[] REDUCTIONS = {"mean", "sum", "none"};

  private LossSamples() {}

  static List<OpSample> all() {
    return Stream.of(elements(), rows()).flatMap(List::stream).toList();
  }

  private static List<OpSample> elements() {
    SampleOperand[] both = {numbers(-8, 8, 3, 4), numbers(-8, 8, 3, 4)};
    return List.of(
        OpSample.of("absoluteError", List.of(REDUCTIONS[0]), both),
        OpSample.of("absoluteError", List.of(REDUCTIONS[1]), both),
        OpSample.of("absoluteError", List.of(REDUCTIONS[2]), both),
        OpSample.of("binaryCrossEntropy", List.of(REDUCTIONS[0]), numbers(0.1, 0.9, 5), wholes(0, 1, 5)),
        OpSample.of("binaryCrossEntropy", List.of(REDUCTIONS[2]), numbers(0.1, 0.9, 5), numbers(0, 1, 5)),
        OpSample.of("hinge", List.of(REDUCTIONS[0]), numbers(-8, 8, 2, 4), numbers(-1, 1, 2, 4)),
        OpSample.of("huber", List.of(1.0, REDUCTIONS[0]), both),
        OpSample.of("huber", List.of(1.0, REDUCTIONS[2]), numbers(-1, 1, 5), numbers(-1, 1, 5)),
        OpSample.of("sigmoidCrossEntropy", List.of(REDUCTIONS[0]), numbers(-8, 8, 5), wholes(0, 1, 5)),
        OpSample.of("sigmoidCrossEntropy", List.of(REDUCTIONS[2]), numbers(-8, 8, 5), numbers(0, 1, 5)),
        OpSample.of("squaredError", List.of(REDUCTIONS[0]), both),
        OpSample.of("squaredError", List.of(REDUCTIONS[2]), both));
  }

  private static List<OpSample> rows() {
    SampleOperand scores = numbers(-8, 8, 4, 6);
    SampleOperand classes = wholes(0, 5, 4);
    SampleOperand weights = numbers(0.5, 2, 6);
    SampleOperand images = numbers(-8, 8, 2, 6, 3);
    SampleOperand pixels = wholes(-1, 6, 2, 3);
    return List.of(
        OpSample.of("crossEntropy", List.of(1, "classes", REDUCTIONS[0]), scores, classes),
        OpSample.of("crossEntropy", List.of(1, "classes", REDUCTIONS[2]), images, pixels),
        OpSample.of("crossEntropy", List.of(1, "probabilities", REDUCTIONS[0]), scores, numbers(0, 0.3, 4, 6)),
        OpSample.of("crossEntropy", List.of(0, "probabilities", REDUCTIONS[2]), numbers(-8, 8, 6, 4),
            numbers(0, 0.3, 6, 4)),
        OpSample.of("negativeLogLikelihood", List.of(1, REDUCTIONS[0]), scores, classes),
        OpSample.of("negativeLogLikelihood", List.of(0, REDUCTIONS[2]), numbers(-8, 8, 6, 4), classes),
        OpSample.of("weightedCrossEntropy", List.of(1, REDUCTIONS[0]), scores, classes, weights),
        OpSample.of("weightedCrossEntropy", List.of(1, REDUCTIONS[2]), images, pixels, weights),
        OpSample.of("weightedNegativeLogLikelihood", List.of(1, REDUCTIONS[0]), scores, classes, weights),
        OpSample.of("weightedNegativeLogLikelihood", List.of(1, REDUCTIONS[1]), images, pixels, weights));
  }
}
