package io.parley.identity;

import java.util.Locale;

/** What an identity may act as. */
public enum IdentityRole {
  PARTY, PROVIDER, COORDINATOR, OWNER, CLIENT, AUDITOR;

  /** As users write it, and as it stands in names. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
