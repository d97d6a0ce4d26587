package io.parley.protocols;

import java.util.List;

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
}
