package io.parley.actors.transport;

import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the relays of two nodes tell each other, about one {@link ArteryWire}; written by {@link RelaySerializer}. All
 * but {@link Open} name the end of the wire that they are for.
 */
sealed interface RelayMessage {
  /** One end of a wire. The two ends may be on one node. */
  record End(UUID wire, boolean dialer) {
    End other() {
      return new End(wire, !dialer);
    }
  }

  /** A new wire from the relay that dials. */
  record Open(UUID wire, ActorRef<RelayMessage> dialer) implements RelayMessage {}

  /** Bytes, which are handed over; {@code number} counts a direction's chunks from 1. */
  record Chunk(End to, long number, byte[] bytes) implements RelayMessage {
    @Override
    public String toString() {
      return "Chunk[" + number + ", " + bytes.length + " bytes]";
    }
  }

  /** So many bytes of chunks have been read. */
  record Credit(End to, int bytes) implements RelayMessage {}

  /** So many chunks were sent so far: whoever has fewer has lost some. */
  record Sent(End to, long chunks) implements RelayMessage {}

  /** No chunk follows after so many; if {@code dropped}, none is read any more either. */
  record Finish(End to, long chunks, boolean dropped) implements RelayMessage {}

  /** Within a node: watch the relay at the other end of this wire. Not sent. */
  record Watch(ArteryWire wire) implements RelayMessage {}

  /** Within a node: a relay that was watched has ended. Not sent. */
  record Gone(ActorRef<RelayMessage> relay) implements RelayMessage {}

  /** Within a node: tell the peers how much was sent. Not sent. */
  record Tick() implements RelayMessage {}

  /** Within a node: the transport is closed. Not sent. */
  record Stop() implements RelayMessage {}
}
