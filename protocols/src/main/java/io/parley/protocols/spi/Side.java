package io.parley.protocols.spi;

/**
 * One role's side of a protocol, for one session: all that outlives a single op.
 *
 * @param <S> what the role is given for each op
 * @param <A> what it holds of a tensor of numbers
 * @param <B> what it holds of a tensor of bits
 */
@FunctionalInterface
public interface Side<S, A extends Share, B extends Share> {
  /** The primitives within one op. */
  Primitives<A, B> at(S scope);

  /**
   * Checks all that happened since the last checkpoint; no op is under way. One comes before the first output is
   * {@linkplain Primitives#release released}, and one between that and the moment at which the outputs leave.
   *
   * @throws io.parley.protocols.spi.PeerFaultException if somebody cheated
   */
  default void checkpoint(S scope) {}
}
