package io.parley.cli.doctor;

/**
 * What one check found.
 *
 * @param remedy what to do; empty if there is nothing to do
 */
public record Finding(Mark mark, String check, String found, String remedy) {
  /** How it stands. */
  public enum Mark {
    OK("✓"),
    /** Works, but slowly or not for everything. */
    WARN("!"),
    FAIL("✗");

    private final String symbol;

    Mark(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  static Finding ok(String check, String found) {
    return new Finding(Mark.OK, check, found, "");
  }

  static Finding warn(String check, String found, String remedy) {
    return new Finding(Mark.WARN, check, found, remedy);
  }

  static Finding fail(String check, String found, String remedy) {
    return new Finding(Mark.FAIL, check, found, remedy);
  }
}
