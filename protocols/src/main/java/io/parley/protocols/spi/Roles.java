package io.parley.protocols.spi;

/**
 * Who takes part in a session, by index: the parties are 0 … n − 1, the provider is n, the client n + 1.
 *
 * @param parties n
 */
public record Roles(int parties) {
  public Roles {
    if (parties < 1) {
      throw new IllegalArgumentException("A session needs at least one party, not " + parties);
    }
  }

  public int provider() {
    return parties;
  }

  public int client() {
    return parties + 1;
  }

  public int count() {
    return parties + 2;
  }

  public boolean isParty(int role) {
    return role >= 0 && role < parties;
  }

  /** "party 0", "provider" or "client". */
  public String describe(int role) {
    return isParty(role) ? "party " + role : role == provider() ? "provider" : "client";
  }
}
