package io.parley.actors;

import io.parley.actors.transport.Address;
import io.parley.actors.transport.LaneOptions;
import io.parley.actors.transport.SealWarmUp;
import io.parley.actors.transport.TcpTransport;
import io.parley.actors.transport.Transport;
import io.parley.client.RunMode;
import io.parley.crypto.Shape;
import io.parley.crypto.WarmUp;
import io.parley.identity.EphemeralKey;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.trace.Trace;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import io.parley.serialization.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warms a node up: ciphers and kernels first, then whole sessions of a small plan among roles within this JVM, over sealed lanes on
 * the loopback interface. They have keys, shares and inputs of their own, and touch nothing of the node's.
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int BATCH = 64;
  private static final int INNER = 26;
  private static final int OUTER = 20;

  private final Transport transport;
  private final Sessions sessions = Sessions.real();
  private final Plan plan = plan();

  private Rehearsal(Transport transport) {
    this.transport = transport;
  }

  /** For a node that holds no shares. */
  static void ciphers() {
    WarmUp.ciphers();
    SealWarmUp.run();
  }

  /** Returns when the time is over; never throws. The session that is under way then ends first. */
  static void run(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    ciphers();
    WarmUp.kernels();
    List<Protocol> protocols = Protocols.all().stream().filter(p -> p.needsProvider() || p.hasPairKeys()).toList();
    try (Transport lanes = TcpTransport.listen("127.0.0.1", 0, "127.0.0.1", LaneOptions.DEFAULT)) {
      Rehearsal rehearsal = new Rehearsal(lanes);
      for (int i = 0; System.nanoTime() - end < 0; i++) {
        rehearsal.session(protocols.get(i % protocols.size()));
      }
    } catch (RuntimeException | ExecutionException e) {
      LOG.info("The warm-up ended early: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One session on lanes of its own; returns what it revealed. */
  static Map<String, Values> once(Protocol protocol) throws InterruptedException, ExecutionException {
    try (Transport lanes = TcpTransport.listen("127.0.0.1", 0, "127.0.0.1", LaneOptions.DEFAULT)) {
      return new Rehearsal(lanes).session(protocol);
    }
  }

  /** relu(x · w) */
  private static Plan plan() {
    Trace trace = Trace.create("rehearsal");
    trace.reveal("y",
        trace.secret("x", Shape.of(BATCH, INNER)).matmul(trace.secret("w", Shape.of(INNER, OUTER))).relu());
    return Lowering.lower(trace.plan());
  }

  private static Values filled(Shape shape, double value) {
    double[] all = new double[shape.size()];
    Arrays.fill(all, value);
    return Values.of(shape, all);
  }

  private Map<String, Values> session(Protocol protocol) throws InterruptedException, ExecutionException {
    int parties = Protocols.fewestParties(protocol);
    Roles roles = new Roles(parties);
    Assignment part = new Assignment(UUID.randomUUID(), 0, Collections.nCopies(parties, "rehearsal"), protocol.name(),
        RunMode.STREAM, new Program("", 0, List.of(), ""), Optional.empty(), PATIENCE);
    Map<String, Values> inputs = Map.of("x", filled(Shape.of(BATCH, INNER), 0.5), "w",
        filled(Shape.of(INNER, OUTER), 0.25));
    Map<String, Values> outputs = new ConcurrentHashMap<>();
    Map<Integer, SessionWork> works = new HashMap<>();
    for (int party = 0; party < parties; party++) {
      Assignment own = part.forRole(party);
      works.put(party, new SessionWork(own, transport, Seat.party(sessions, own, Long.MAX_VALUE)));
    }
    if (protocol.needsProvider()) {
      Assignment own = part.forRole(roles.provider());
      works.put(roles.provider(), new SessionWork(own, transport, Seat.provider(sessions, own)));
    }
    Assignment own = part.forRole(roles.client());
    works.put(roles.client(), new SessionWork(own, transport, Seat.client(sessions, own, inputs, outputs::putAll)));
    perform(works);
    return outputs;
  }

  private void perform(Map<Integer, SessionWork> works) throws InterruptedException, ExecutionException {
    Map<Integer, Address> addresses = new HashMap<>();
    works.forEach((role, work) -> addresses.put(role, work.open(plan, EphemeralKey.fresh())));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> roles = new ArrayList<>();
      works.forEach((role, work) -> roles.add(threads.submit(() -> {
        Map<Integer, Address> others = new HashMap<>(addresses);
        others.remove(role);
        try {
          work.connect(others, new byte[0], PATIENCE);
          work.run(Phase.ONLINE);
          return role;
        } catch (RuntimeException | InterruptedException e) {
          works.values().forEach(w -> w.abort("a role of the warm-up failed"));
          throw e;
        }
      })));
      for (Future<?> role : roles) {
        role.get();
      }
    } finally {
      works.values().forEach(SessionWork::close);
    }
  }
}
