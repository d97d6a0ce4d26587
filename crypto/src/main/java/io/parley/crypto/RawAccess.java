package io.parley.crypto;

/**
 * The token without which raw share words do not leave their type. Whoever calls {@link #grant()} handles words that
 * may be secret: they must not branch on them, index by them, log them, or put them into an exception.
 */
public final class RawAccess {
  private static final RawAccess INSTANCE = new RawAccess();

  private RawAccess() {}

  public static RawAccess grant() {
    return INSTANCE;
  }
}
