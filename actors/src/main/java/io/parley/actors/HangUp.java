package io.parley.actors;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.io.TcpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that an actor system ends once it has begun to terminate. It ends its connections politely: it says that it
 * will send no more and waits until the peer says so too, without a limit, so a peer behind a link that is down would
 * keep it for ever. Those connections that are left after a while are aborted.
 */
final class HangUp {
  private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);
  /** Beyond the second that Artery gives what it has to send. */
  private static final Duration POLITE = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  /** Each connection has an actor there. */
  private static final String CONNECTIONS = "/system/IO-TCP/selectors/*/*";

  private HangUp() {}

  /**
   * Watches over a system from now on.
   *
   * @return completes when it has ended; also if it does not, a while after it should have
   */
  static CompletionStage<Done> on(ActorSystem<?> system) {
    CompletableFuture<Done> ended = system.getWhenTerminated().toCompletableFuture().copy();
    CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "hang-up", () -> {
      Thread.ofVirtual().name("parley hang-up").start(() -> see(system, ended));
      return CompletableFuture.completedFuture(Done.getInstance());
    });
    return ended.minimalCompletionStage();
  }

  private static void see(ActorSystem<?> system, CompletableFuture<Done> ended) {
    ActorSelection connections = Adapter.toClassic(system).actorSelection(CONNECTIONS);
    long limit = System.nanoTime() + LIMIT.toNanos();
    Duration pause = POLITE;
    while (!hasEnded(ended, pause)) {
      if (System.nanoTime() - limit > 0) {
        LOG.warn("The actor system does not end within {} s and is left behind", LIMIT.toSeconds());
        ended.complete(Done.getInstance());
        return;
      }
      connections.tell(TcpMessage.abort(), Adapter.toClassic(system).deadLetters());
      pause = AGAIN;
    }
  }

  private static boolean hasEnded(CompletableFuture<Done> ended, Duration within) {
    try {
      ended.handle((_, _) -> true).get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } catch (ExecutionException e) {
      return true;
    }
  }
}
