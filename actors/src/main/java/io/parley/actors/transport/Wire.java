package io.parley.actors.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stream of bytes between two nodes, as the network gives it: reliable and ordered, but neither authentic nor secret.
 * One thread writes and one reads at a time; anyone may close.
 */
interface Wire {
  /** Writes all remaining bytes; blocks while the peer is slower. */
  void write(ByteBuffer bytes) throws IOException;

  /** Reads at least one byte, blocking until there is one; −1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Reads what is there without waiting; 0 if nothing is, or if only {@link #read} can tell why not. */
  int poll(ByteBuffer into) throws IOException;

  /** Says that the handshake is over: now {@link #read} is called by one thread of the platform only. */
  default void established() throws IOException {}

  /** Says that no byte follows, and leaves the way back open. */
  void finish() throws IOException;

  /** Drops the stream at once; whoever reads or writes gets an IOException. Idempotent. */
  void close();

  /** Where it comes from: what one who opens many has in common. */
  default String origin() {
    return peer();
  }

  /** The other end, for logs. */
  String peer();
}
