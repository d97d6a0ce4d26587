package io.parley.actors.transport;

import java.security.KeyPair;

/** A role's X25519 key of one job: its lanes to all others are agreed upon with it, in each of the job's sessions. */
public final class LaneKey {
  private final KeyPair pair;
  private final String publicKey;

  private LaneKey(KeyPair pair) {
    this.pair = pair;
    this.publicKey = LaneSecret.encode(pair.getPublic());
  }

  public static LaneKey fresh() {
    return new LaneKey(LaneSecret.ephemeral());
  }

  KeyPair pair() {
    return pair;
  }

  /** In hex. */
  String publicKey() {
    return publicKey;
  }

  @Override
  public String toString() {
    return "LaneKey[redacted]";
  }
}
