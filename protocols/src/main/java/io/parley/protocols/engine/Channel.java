package io.parley.protocols.engine;

import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Roles;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One role's way out to the other roles of one session. Messages to one peer arrive in the order of sending; frames are
 * neither lost nor repeated. Safe for use by several threads.
 */
public interface Channel {
  /**
   * Sends the messages to a peer as one frame. Blocks while the peer is slower than we are.
   *
   * @param peer a role's index, see {@link Roles}
   * @throws PeerFaultException if the peer cannot be reached any more
   */
  void send(int peer, List<Message> frame);

  /**
   * Called by who has to wait until done and finds nothing else to do: for a moment the caller receives on its own
   * thread what the other parties send, which saves waking others. May return before done; does not throw what a
   * transmission fails with, which reaches the {@link Inbox}. While others wait too, say {@link #leave} afterwards.
   *
   * @param done stays true once it is
   */
  default void help(BooleanSupplier done) {}

  /** Nobody may rely on the caller's helping again soon. Cheap. */
  default void leave() {}

  /**
   * What all ends of this session have agreed upon; two sessions never have the same. Keys are bound to it. To be asked
   * for once the lanes stand, that is, while the session runs. Empty where there is nothing to tell sessions apart by,
   * as within one test.
   */
  default byte[] binding() {
    return new byte[0];
  }
}
