package io.parley.actors;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random bytes that make a message like no other. */
final class Nonce {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private Nonce() {}

  /** Fresh ones, in hex. */
  static String fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
