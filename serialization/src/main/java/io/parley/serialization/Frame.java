package io.parley.serialization;

import io.parley.protocols.engine.Message;
import java.util.List;

/** What a lane brings. */
public sealed interface Frame {
  /** Messages that belong together. */
  record Data(List<Message> messages) implements Frame {
    public Data {
      messages = List.copyOf(messages);
    }
  }

  /** The peer sends nothing more and is content. */
  record Goodbye() implements Frame {}

  /** The stream ended without a goodbye. */
  record Lost() implements Frame {}
}
