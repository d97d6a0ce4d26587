package io.parley.protocols;

import io.parley.plan.Function;
import java.util.Locale;
import java.util.Optional;

/** The errors of CrypTen's functions, on the intervals of the table. */
final class CrypTen {
  static final Measured.Errors SOFTMAX = new Measured.Errors(3.2e-4, 3.6e-3);

  private CrypTen() {}

  static Optional<Measured.Errors> of(Function function) {
    return switch (function) {
      case EXP -> Optional.of(new Measured.Errors(3.1e-3, 0.09));
      case LOG -> Optional.of(new Measured.Errors(2.7e-2, 0.045));
      case RECIPROCAL -> Optional.of(new Measured.Errors(2.6e-4, 1.6e-3));
      case SQRT -> Optional.of(new Measured.Errors(1.6e-3, 9e-3));
      case SIGMOID -> Optional.of(new Measured.Errors(4.3e-4, 2.8e-3));
      case TANH -> Optional.of(new Measured.Errors(8.5e-4, 5.6e-3));
      case EXP_NEGATIVE, RECIPROCAL_ABOVE_ONE, RSQRT, ERF, SOFTPLUS, GELU, GELU_TANH, SILU, SIN, COS, FLOOR ->
        Optional.empty();
    };
  }

  static String cell(Optional<Measured.Errors> errors) {
    return errors.map(e -> String.format(Locale.ROOT, "%.1e / %.1e", e.mean(), e.largest())).orElse("");
  }
}
