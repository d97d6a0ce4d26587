package io.parley.protocols.engine;

import java.util.List;

/** Where a transport delivers what the other roles of one session sent. Safe for use by several threads. */
public interface Inbox {
  /**
   * Takes one frame. Blocks while the frame's kind of material is full up, which is how back-pressure reaches the
   * sender, so a transport calls this on a thread of its own for each peer.
   */
  void deliver(int peer, List<Message> frame) throws InterruptedException;

  /** What the peer's next frame may hold at most. */
  default Room room(int peer) {
    return Room.UNKNOWN;
  }

  /** Part of a frame of the peer's has come. */
  default void arriving(int peer) {}

  /** Ends the session: whoever waits, or will wait, gets the failure. The first call counts. */
  void fail(RuntimeException failure);
}
