package io.parley.protocols;

import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.protocols.engine.Channel;
import io.parley.protocols.engine.ClientSession;
import io.parley.protocols.engine.DealerSession;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.Message;
import io.parley.protocols.engine.PartySession;
import io.parley.protocols.engine.Session;
import io.parley.protocols.engine.Usage;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All roles of one session in this JVM, each pair joined by a queue and a thread. */
public final class LocalNetwork {
  /** Far more than any session takes on a machine that is busy with other things. */
  private static final long TIMEOUT_SECONDS = 300;
  /** The watch takes its turn behind all threads of the session that can go on, so a busy machine is given more time. */
  private static final long TURN_MILLIS = 10;
  private static final int STALL_TURNS = 20;

  /** Sees every message on its way and says what arrives instead. */
  public interface Tap {
    List<Message> onMessage(int from, int to, Message message);
  }

  /** What a run gave and what each role measured. */
  public record Outcome(Map<String, Values> outputs, Map<Integer, Usage> usageByRole) {
    /** All zero for a provider that did not take part. */
    Usage usage(int role) {
      return Objects.requireNonNull(usageByRole.get(role));
    }

    Values output(String name) {
      return Objects.requireNonNull(outputs.get(name), name);
    }
  }

  private final Roles roles;
  private final Tap tap;
  private final long tapeBytes;
  private final List<@Nullable Inbox> inboxes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong delivered = new AtomicLong();
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile CompletableFuture<Map<String, Values>> revealed = new CompletableFuture<>();

  private LocalNetwork(Roles roles, Tap tap, long tapeBytes) {
    this.roles = roles;
    this.tap = tap;
    this.tapeBytes = tapeBytes;
    for (int i = 0; i < roles.count(); i++) {
      inboxes.add(null);
    }
  }

  public static Outcome run(Plan plan, Protocol protocol, int parties, Map<String, Values> inputs) throws Exception {
    return run(plan, protocol, parties, inputs, (_, _, m) -> List.of(m));
  }

  public static Outcome run(Plan plan, Protocol protocol, int parties, Map<String, Values> inputs, Tap tap)
      throws Exception {
    return new LocalNetwork(new Roles(parties), tap, Long.MAX_VALUE).run(plan, protocol, inputs);
  }

  /** Each party holds no more unread tape than that before the provider has to wait. */
  public static Outcome runStreamed(Plan plan, Protocol protocol, int parties, Map<String, Values> inputs,
      long tapeBytes)
      throws Exception {
    return new LocalNetwork(new Roles(parties), (_, _, m) -> List.of(m), tapeBytes).run(plan, protocol, inputs);
  }

  /**
   * Runs where a message may get lost: nobody waits for it for long.
   *
   * @return what the client got, in spite of the failure
   */
  public static Optional<Map<String, Values>> attack(Plan plan, Protocol protocol, int parties,
      Map<String, Values> inputs,
      Tap tap) {
    LocalNetwork network = new LocalNetwork(new Roles(parties), tap, Long.MAX_VALUE);
    Thread watch = Thread.ofVirtual().start(network::failWhenStalled);
    try {
      return Optional.of(network.run(plan, protocol, inputs).outputs());
    } catch (Exception e) {
      CompletableFuture<Map<String, Values>> revealed = network.revealed;
      return revealed.isDone() && !revealed.isCompletedExceptionally()
          ? Optional.of(revealed.join())
          : Optional.empty();
    } finally {
      watch.interrupt();
    }
  }

  private void failWhenStalled() {
    try {
      begun.await();
      long before = delivered.get();
      for (int idle = 0; idle < STALL_TURNS; idle++) {
        Thread.sleep(TURN_MILLIS);
        if (delivered.get() != before) {
          before = delivered.get();
          idle = 0;
        }
      }
      fail(new PeerFaultException(-1, "The session stalls"));
    } catch (InterruptedException e) {
      // The run is over.
    }
  }

  private void fail(RuntimeException cause) {
    for (Inbox inbox : inboxes) {
      if (inbox != null) {
        inbox.fail(cause);
      }
    }
  }

  private Outcome run(Plan plan, Protocol protocol, Map<String, Values> inputs) throws Exception {
    SecureRandom random = new SecureRandom();
    Map<Integer, Session> sessions = new HashMap<>();
    List<CompletableFuture<?>> runs = new ArrayList<>();
    List<PartySession> parties = new ArrayList<>();
    for (int p = 0; p < roles.parties(); p++) {
      PartySession party = PartySession.create(plan, protocol, roles, p, channel(p), tapeBytes);
      parties.add(party);
      sessions.put(p, party);
      inboxes.set(p, party.inbox());
    }
    ClientSession client = ClientSession.create(plan, protocol, roles, channel(roles.client()), random);
    inboxes.set(roles.client(), client.inbox());
    try {
      if (protocol.needsProvider()) {
        DealerSession dealer = DealerSession.create(plan, protocol, roles, channel(roles.provider()), random);
        inboxes.set(roles.provider(), dealer.inbox());
        sessions.put(roles.provider(), dealer);
        runs.add(start(() -> {
          dealer.run();
          return true;
        }));
      }
      CompletableFuture<Map<String, Values>> outputs = start(() -> {
        client.share(inputs);
        return client.reveal();
      });
      revealed = outputs;
      Map<Integer, Usage> usage = new ConcurrentHashMap<>();
      for (int p = 0; p < parties.size(); p++) {
        int self = p;
        runs.add(start(() -> {
          parties.get(self).run();
          return usage.put(self, parties.get(self).usage()); // at once, as nodes report it
        }));
      }
      sessions.put(roles.client(), client);
      begun.countDown();
      for (CompletableFuture<?> run : runs) {
        get(run);
      }
      Map<String, Values> result = get(outputs);
      if (!protocol.needsProvider()) {
        usage.put(roles.provider(), Usage.none(roles));
      }
      sessions.forEach((role, session) -> usage.putIfAbsent(role, session.usage()));
      return new Outcome(result, usage);
    } finally {
      threads.forEach(Thread::interrupt);
    }
  }

  private <T> CompletableFuture<T> start(Callable<T> task) {
    CompletableFuture<T> future = new CompletableFuture<>();
    threads.add(Thread.ofVirtual().start(() -> {
      try {
        future.complete(task.call());
      } catch (Exception | Error e) {
        future.completeExceptionally(e);
        RuntimeException cause = e instanceof RuntimeException r ? r : new IllegalStateException(e);
        fail(cause);
      }
    }));
    return future;
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (TimeoutException e) {
      throw new AssertionError("A session hangs", e);
    }
  }

  private Channel channel(int from) {
    List<LinkedBlockingQueue<List<Message>>> lines = new ArrayList<>();
    for (int to = 0; to < roles.count(); to++) {
      LinkedBlockingQueue<List<Message>> line = new LinkedBlockingQueue<>();
      lines.add(line);
      int peer = to;
      threads.add(Thread.ofVirtual().start(() -> {
        try {
          while (true) {
            List<Message> frame = line.take();
            Inbox inbox = inboxes.get(peer);
            if (inbox != null) {
              delivered.incrementAndGet();
              inbox.deliver(from, frame);
            }
          }
        } catch (InterruptedException e) {
          // The run is over.
        }
      }));
    }
    return (to, frame) -> lines.get(to)
        .add(frame.stream().flatMap(m -> tap.onMessage(from, to, m).stream()).toList());
  }
}
