package io.parley.protocols.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a client sends to one party. Sealing and writing take longer than sharing, so they run on a thread of their own
 * for each party, while the next input is being shared. Not safe for use by several threads.
 */
final class Outgoing {
  /** Small messages go together: a frame each would cost more than the bytes. */
  private static final int FRAME_WORDS = 1 << 15;

  private final int party;
  private final Channel channel;
  private final Meter meter;
  private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
  private List<Message> frame = new ArrayList<>();
  private int words;

  Outgoing(int party, Channel channel, Meter meter) {
    this.party = party;
    this.channel = channel;
    this.meter = meter;
  }

  int party() {
    return party;
  }

  void add(Message message) {
    frame.add(message);
    words += message.words().length;
    if (words >= FRAME_WORDS) {
      send();
    }
  }

  private void send() {
    List<Message> full = frame;
    frame = new ArrayList<>();
    words = 0;
    full.forEach(m -> meter.sent(party, m));
    sent = sent.thenRunAsync(() -> channel.send(party, full), task -> Thread.ofVirtual().start(task));
  }

  /** Sends the rest; done once all is on its way, failed if it cannot be sent. */
  CompletableFuture<Void> flush() {
    if (!frame.isEmpty()) {
      send();
    }
    return sent;
  }
}
