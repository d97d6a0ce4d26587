package io.parley.protocols.engine;

import io.parley.protocols.spi.Roles;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Counts what one role sends and receives, per peer and per node of the plan. */
final class Meter {
  private final int parties;
  private final AtomicLongArray bytesSent;
  private final AtomicLongArray bytesReceived;
  private final AtomicLongArray messagesSent;
  private final AtomicLongArray nodeBytes;
  private final AtomicIntegerArray nodeRounds;
  private final AtomicIntegerArray rounds = new AtomicIntegerArray(1);
  private volatile long lastInput;
  private volatile long computed;

  /**
   * @param nodes how many, outputs and whatever else counts as one included
   */
  Meter(Roles roles, int nodes) {
    parties = roles.parties();
    bytesSent = new AtomicLongArray(roles.count());
    bytesReceived = new AtomicLongArray(roles.count());
    messagesSent = new AtomicLongArray(roles.count());
    nodeBytes = new AtomicLongArray(nodes);
    nodeRounds = new AtomicIntegerArray(nodes);
  }

  void sent(int peer, Message message) {
    sent(peer, message.key(), message.bytes());
  }

  void sent(int peer, long key, long bytes) {
    bytesSent.addAndGet(peer, bytes);
    messagesSent.incrementAndGet(peer);
    int node = Message.node(key);
    if (peer < parties && node >= 0 && node < nodeBytes.length()) {
      nodeBytes.addAndGet(node, bytes);
    }
  }

  void received(int peer, long bytes) {
    bytesReceived.addAndGet(peer, bytes);
  }

  long bytesFrom(int peer) {
    return bytesReceived.get(peer);
  }

  /** A node took so many rounds, and so many led to its value. */
  void finished(int node, int ownRounds, int depth) {
    nodeRounds.set(node, ownRounds);
    rounds.accumulateAndGet(0, depth, Math::max);
  }

  /** An input share is there, whether it is used yet or not. */
  void inputArrived() {
    lastInput = System.nanoTime();
  }

  /** The whole plan has run. */
  void ended() {
    computed = lastInput == 0 ? 0 : System.nanoTime() - lastInput;
  }

  Usage usage() {
    return new Usage(rounds.get(0), boxed(bytesSent), boxed(bytesReceived), boxed(messagesSent),
        IntStream.range(0, nodeBytes.length())
            .mapToObj(i -> new Usage.NodeUsage(i, nodeRounds.get(i), nodeBytes.get(i))).toList(),
        computed);
  }

  private static List<Long> boxed(AtomicLongArray counts) {
    long[] values = new long[counts.length()];
    Arrays.setAll(values, counts::get);
    return LongStream.of(values).boxed().toList();
  }
}
