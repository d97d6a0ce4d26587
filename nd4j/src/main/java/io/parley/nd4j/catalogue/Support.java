package io.parley.nd4j.catalogue;

import java.util.Locale;

/** On which operands an op runs. */
public enum Support {
  /** On secrets; what is an index, a shape or a parameter is public, as in its signature. */
  SECRET,
  /** On public operands, or with its result known to all, since it depends on shapes alone. */
  PUBLIC,
  UNSUPPORTED;

  /** As tables name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Support of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
