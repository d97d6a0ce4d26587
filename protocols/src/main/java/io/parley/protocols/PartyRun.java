package io.parley.protocols;

import io.parley.crypto.Prg;
import io.parley.plan.Node;
import io.parley.plan.Plan;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Share;
import io.parley.protocols.spi.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Walks a plan with one virtual thread for each node: a node runs when its operands are there. */
final class PartyRun<A extends Share, B extends Share> implements PartySession {
  private final Plan plan;
  private final Protocol protocol;
  private final Roles roles;
  private final Side<PartyScope, A, B> side;
  private final PartyInbox inbox;
  private final Meter meter;
  private final RoundMerger merger;
  private final AtomicBoolean started = new AtomicBoolean();

  private final AtomicIntegerArray missing;
  private final AtomicIntegerArray uses;
  private final AtomicReferenceArray<@Nullable Wire<A, B>> values;
  private final AtomicIntegerArray depths;
  private final List<List<Integer>> consumers = new ArrayList<>();
  private final AtomicInteger unfinished;
  private final CompletableFuture<@Nullable Void> finished = new CompletableFuture<>();
  private volatile @Nullable Prg tapePrg;

  PartyRun(Plan plan, Protocol protocol, Side<PartyScope, A, B> side, Roles roles, int self, Channel channel,
      long tapeBytes) {
    this.plan = plan;
    this.protocol = protocol;
    this.roles = roles;
    this.side = side;
    int nodes = plan.nodes().size();
    meter = new Meter(roles, SessionKeys.steps(plan));
    inbox = new PartyInbox(plan, roles, self, meter, Estimate.of(plan, protocol, roles), tapeBytes);
    inbox.onFailure(finished::completeExceptionally);
    merger = new RoundMerger((peer, frame) -> {
      frame.forEach(m -> meter.sent(peer, m));
      channel.send(peer, frame);
    }, roles.count());
    missing = new AtomicIntegerArray(nodes);
    uses = new AtomicIntegerArray(nodes);
    values = new AtomicReferenceArray<>(nodes);
    depths = new AtomicIntegerArray(nodes);
    unfinished = new AtomicInteger(nodes);
    for (Node node : plan.nodes()) {
      consumers.add(new ArrayList<>());
      missing.set(node.id(), (int) node.inputs().stream().distinct().count());
      node.inputs().stream().distinct().forEach(i -> {
        uses.incrementAndGet(i);
        consumers.get(i).add(node.id());
      });
    }
    plan.outputs().forEach(o -> uses.incrementAndGet(o.node()));
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public Usage usage() {
    return meter.usage();
  }

  @Override
  public void awaitTape() throws InterruptedException {
    if (protocol.needsProvider()) {
      Failures.get(inbox.tapeEnd());
    }
  }

  @Override
  public void run() throws InterruptedException {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("A session runs once");
    }
    if (protocol.needsProvider()) {
      tapePrg = new Prg(Failures.get(inbox.tapeSeed()));
    }
    merger.enter();
    plan.nodes().stream().filter(n -> n.inputs().isEmpty()).forEach(this::start);
    merger.exit();
    Failures.get(finished);
    release();
  }

  private void start(Node node) {
    merger.enter();
    Thread.ofVirtual().name("parley-op-" + node.id()).start(() -> {
      try {
        evaluate(node);
      } catch (RuntimeException | Error e) {
        RuntimeException failure = e instanceof RuntimeException r ? r : new IllegalStateException(e.toString(), e);
        inbox.fail(failure);
      } finally {
        leave();
      }
    });
  }

  /** Flushing may fail, as the line to a peer may. */
  private void leave() {
    try {
      merger.exit();
    } catch (RuntimeException e) {
      inbox.fail(e);
    }
  }

  private void evaluate(Node node) {
    List<Wire<A, B>> inputs = new ArrayList<>();
    int start = 0;
    for (int i : node.inputs()) {
      inputs.add(value(i));
      start = Math.max(start, depths.get(i));
    }
    OpScope scope = new OpScope(node.id(), start);
    Wire<A, B> value = NodeStep.evaluate(node, inputs, side.at(scope), _ -> scope.payload());
    depths.set(node.id(), scope.depth());
    meter.finished(node.id(), scope.depth() - start, scope.depth());
    if (uses.get(node.id()) > 0) {
      values.set(node.id(), value);
    }
    node.inputs().stream().distinct().forEach(this::dropUse);
    for (int consumer : consumers.get(node.id())) {
      if (missing.decrementAndGet(consumer) == 0) {
        start(plan.node(consumer));
      }
    }
    if (unfinished.decrementAndGet() == 0) {
      finished.complete(null);
    }
  }

  private Wire<A, B> value(int node) {
    Wire<A, B> value = values.get(node);
    if (value == null) {
      throw new IllegalStateException("The value of node " + node + " was dropped before its last use");
    }
    return value;
  }

  private void dropUse(int node) {
    if (uses.decrementAndGet(node) == 0) {
      values.set(node, null);
    }
  }

  /** Outputs leave only when the whole plan has run. */
  private void release() {
    merger.enter();
    List<Message> payloads = new ArrayList<>();
    for (int o = 0; o < plan.outputs().size(); o++) {
      int node = plan.outputs().get(o).node();
      OpScope scope = new OpScope(SessionKeys.outputNode(plan, o), depths.get(node));
      Primitives<A, B> primitives = side.at(scope);
      long[] payload = PlanWalk.release(value(node), primitives);
      dropUse(node);
      meter.finished(SessionKeys.outputNode(plan, o), scope.depth() - depths.get(node), scope.depth());
      payloads.add(new Message(SessionKeys.output(plan, o), scope.depth() + 1, payload));
    }
    payloads.forEach(payload -> merger.send(roles.client(), payload));
    merger.exit();
  }

  /** The lines and the tape of one step, or of a lane of it. */
  private final class OpScope implements PartyScope {
    private final long key;
    private final AtomicInteger lanes;
    private int depth;
    private Prg.@Nullable Stream stream;

    OpScope(int step, int depth) {
      this(Message.key(step, 0), depth, new AtomicInteger());
    }

    private OpScope(long key, int depth, AtomicInteger lanes) {
      this.key = key;
      this.depth = depth;
      this.lanes = lanes;
    }

    long[] payload() {
      Message message = merger.await(inbox.from(roles.client()).take(key));
      int words = SessionKeys.words(plan.node(Message.node(key)).type());
      int expected = protocol.sharing().payloadWords(words, roles.parties()).get(self());
      return inbox.checked(roles.client(), message, expected).words();
    }

    @Override
    public int self() {
      return inbox.self();
    }

    @Override
    public Roles roles() {
      return roles;
    }

    @Override
    public void send(int party, long[] words) {
      merger.send(party, new Message(key, depth + 1, words));
    }

    @Override
    public long[] receive(int party, int count) {
      Message message = merger.await(inbox.from(party).take(key));
      depth = Math.max(depth, message.depth());
      return inbox.checked(party, message, count).words();
    }

    @Override
    public long[] random(int count) {
      return stream().next(count);
    }

    @Override
    public long[] dealt(int count) {
      if (self() < roles.parties() - 1) {
        return stream().next(count);
      }
      Message message = merger.await(inbox.from(roles.provider()).take(key));
      return inbox.checked(roles.provider(), message, count).words();
    }

    private Prg.Stream stream() {
      if (stream == null) {
        Prg prg = tapePrg;
        if (prg == null) {
          throw new IllegalStateException("Protocol '" + protocol.name() + "' draws from a tape, but has no provider");
        }
        stream = prg.stream(key);
      }
      return stream;
    }

    @Override
    public PartyScope lane() {
      return new OpScope(Message.key(Message.node(key), lanes.incrementAndGet()), depth, lanes);
    }

    @Override
    public int depth() {
      return depth;
    }

    @Override
    public void after(int earlier) {
      depth = Math.max(depth, earlier);
    }

    @Override
    public <T> T await(CompletableFuture<T> future) {
      return merger.await(future);
    }
  }
}
