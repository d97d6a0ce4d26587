package io.parley.protocols.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RoundMergerTest {
  private final ConcurrentLinkedQueue<List<Message>> frames = new ConcurrentLinkedQueue<>();
  private final RoundMerger merger = new RoundMerger((_, frame) -> frames.add(frame), 1);

  private static Message message(int node, int words) {
    return new Message(Message.key(node, 0), 1, new long[words]);
  }

  @Test
  void opsThatAllWait_sendOneFrame() throws Exception {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    List<Thread> ops = new ArrayList<>();
    merger.enter();
    for (int i = 0; i < 10; i++) {
      merger.enter();
      int op = i;
      ops.add(Thread.ofVirtual().start(() -> {
        merger.send(0, message(op, 1));
        merger.await(answer);
        merger.exit();
      }));
    }
    merger.exit();
    while (frames.isEmpty()) {
      Thread.onSpinWait();
    }
    answer.complete(1);
    for (Thread op : ops) {
      op.join();
    }

    assertThat(frames).hasSize(1);
    assertThat(frames.element()).hasSize(10);
  }

  @Test
  void aLargeMessage_leavesAtOnce() {
    merger.enter();
    merger.send(0, message(1, 100_000));

    assertThat(frames).hasSize(1);
  }

  @Test
  void nothing_leavesWhileAnOpRuns() {
    merger.enter();
    merger.send(0, message(1, 1));

    assertThat(frames).isEmpty();
    merger.exit();
    assertThat(frames).hasSize(1);
  }
}
