package io.parley.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an identity may act as. */
public enum IdentityRole {
  PARTY, PROVIDER, COORDINATOR, OWNER, CLIENT, AUDITOR;

  /** The one that users write so; empty if there is none. */
  public static Optional<IdentityRole> named(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }

  /** As users write it, and as it stands in names. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
