package io.parley.protocols.engine;

import io.parley.plan.Node;
import io.parley.plan.Plan;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Share;
import io.parley.protocols.spi.Side;
import io.parley.protocols.walk.NodeStep;
import io.parley.protocols.walk.NodeValue;
import io.parley.protocols.walk.PlanWalk;
import io.parley.protocols.walk.Steps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Walks a plan with one virtual thread for each node: a node runs when its operands are there, and when all checkpoints
 * before it have passed.
 */
final class PartyWalk<A extends Share, B extends Share> {
  private final Plan plan;
  private final Protocol protocol;
  private final PartyLines lines;
  private final Meter meter;
  private final Side<PartyScope, A, B> side;
  private final Steps steps;
  /** The node that each segment ends with; a checkpoint follows, if the protocol has any. */
  private final List<Integer> segments;
  private final AtomicIntegerArray unfinished;
  private final AtomicIntegerArray missing;
  private final AtomicIntegerArray uses;
  private final AtomicReferenceArray<@Nullable NodeValue<A, B>> values;
  private final AtomicIntegerArray depths;
  private final List<List<Integer>> consumers = new ArrayList<>();
  private final CompletableFuture<@Nullable Void> finished = new CompletableFuture<>();
  private final AtomicIntegerArray outputDepths;
  private final AtomicReferenceArray<long[]> payloads;
  private final AtomicInteger unreleased;
  private final CompletableFuture<@Nullable Void> released = new CompletableFuture<>();
  /** Sequential messages up to the last checkpoint. */
  private volatile int floor;

  private PartyWalk(Plan plan, Protocol protocol, Estimate expected, PartyLines lines, Meter meter,
      Side<PartyScope, A, B> side) {
    this.plan = plan;
    this.protocol = protocol;
    this.lines = lines;
    this.meter = meter;
    this.side = side;
    int nodes = plan.nodes().size();
    steps = Steps.of(plan, expected.checkpoints().size());
    segments = expected.checkpoints().isEmpty() ? List.of(nodes - 1) : expected.checkpoints();
    unfinished = new AtomicIntegerArray(segments.size());
    missing = new AtomicIntegerArray(nodes);
    uses = new AtomicIntegerArray(nodes);
    values = new AtomicReferenceArray<>(nodes);
    depths = new AtomicIntegerArray(nodes);
    outputDepths = new AtomicIntegerArray(plan.outputs().size());
    payloads = new AtomicReferenceArray<>(plan.outputs().size());
    unreleased = new AtomicInteger(plan.outputs().size());
    for (Node node : plan.nodes()) {
      consumers.add(new ArrayList<>());
      // Beside its operands, a node misses the checkpoint before it.
      int segment = segment(node.id());
      missing.set(node.id(), (int) node.inputs().stream().distinct().count() + (segment == 0 ? 0 : 1));
      unfinished.incrementAndGet(segment);
      node.inputs().stream().distinct().forEach(i -> {
        uses.incrementAndGet(i);
        consumers.get(i).add(node.id());
      });
    }
    plan.outputs().forEach(o -> uses.incrementAndGet(o.node()));
  }

  static <A extends Share, B extends Share> PartyWalk<A, B> create(Plan plan, Protocol protocol, Estimate expected,
      PartyLines lines, Meter meter, Side<PartyScope, A, B> side) {
    return new PartyWalk<>(plan, protocol, expected, lines, meter, side);
  }

  private int segment(int node) {
    int found = Collections.binarySearch(segments, node);
    return found < 0 ? -1 - found : found;
  }

  void run() throws InterruptedException {
    lines.inbox().onFailure(finished::completeExceptionally);
    lines.inbox().onFailure(released::completeExceptionally);
    lines.merger().enter();
    for (Node node : plan.nodes()) {
      if (segment(node.id()) == 0 && node.inputs().isEmpty()) {
        start(node.id());
      }
    }
    lines.merger().exit();
    Failures.get(finished);
    release();
    Failures.get(released);
    meter.ended();
    send();
  }

  private void start(int node) {
    fork("parley-op-" + node, () -> evaluate(plan.node(node)));
  }

  private void fork(String name, Runnable task) {
    lines.merger().enter();
    Thread.ofVirtual().name(name).start(() -> {
      try {
        task.run();
        // Not after a failure: whoever has seen a cheat says no more.
        lines.merger().exit();
      } catch (RuntimeException | Error e) {
        lines.inbox().fail(e instanceof RuntimeException r ? r : new IllegalStateException(e.toString(), e));
      }
    });
  }

  private void evaluate(Node node) {
    List<NodeValue<A, B>> inputs = new ArrayList<>();
    int start = floor;
    for (int i : node.inputs()) {
      inputs.add(value(i));
      start = Math.max(start, depths.get(i));
    }
    PartyScope scope = lines.scope(node.id(), start);
    NodeValue<A, B> value = NodeStep.evaluate(node, inputs, side.at(scope), this::payload);
    depths.set(node.id(), scope.depth());
    meter.finished(node.id(), scope.depth() - start, scope.depth());
    if (uses.get(node.id()) > 0) {
      values.set(node.id(), value);
    }
    node.inputs().stream().distinct().forEach(this::dropUse);
    consumers.get(node.id()).forEach(this::arrived);
    int segment = segment(node.id());
    if (unfinished.decrementAndGet(segment) == 0) {
      endOf(segment);
    }
  }

  private void arrived(int node) {
    if (missing.decrementAndGet(node) == 0) {
      start(node);
    }
  }

  private void endOf(int segment) {
    if (steps.checkpoints() == 0) {
      finished.complete(null);
    } else {
      fork("parley-checkpoint-" + segment, () -> checkpoint(segment));
    }
  }

  private void checkpoint(int segment) {
    int start = floor;
    for (int node = 0; node <= segments.get(segment); node++) {
      start = Math.max(start, depths.get(node));
    }
    PartyScope scope = lines.scope(steps.checkpoint(segment), start);
    side.checkpoint(scope);
    meter.finished(steps.checkpoint(segment), scope.depth() - start, scope.depth());
    floor = scope.depth();
    if (segment == segments.size() - 1) {
      finished.complete(null);
      return;
    }
    for (int node = segments.get(segment) + 1; node <= segments.get(segment + 1); node++) {
      arrived(node);
    }
  }

  /** What the client sent for an input. */
  private long[] payload(int node) {
    int client = lines.roles().client();
    long key = SessionKeys.input(node);
    Message message = lines.merger().await(lines.inbox().from(client).take(key), lines.waits(), client, key);
    int expected = protocol.sharing().payloadWords(plan.node(node).type(), lines.roles().parties(),
        lines.inbox().self());
    return lines.inbox().checked(client, message, expected).words();
  }

  private NodeValue<A, B> value(int node) {
    NodeValue<A, B> value = values.get(node);
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

  /** The parts of all outputs are made only when the whole plan has run, all at the same time. */
  private void release() {
    lines.merger().enter();
    for (int o = 0; o < plan.outputs().size(); o++) {
      int output = o;
      fork("parley-output-" + o, () -> release(output));
    }
    lines.merger().exit();
  }

  private void release(int output) {
    int node = plan.outputs().get(output).node();
    int start = Math.max(floor, depths.get(node));
    PartyScope scope = lines.scope(steps.output(output), start);
    payloads.set(output, PlanWalk.release(value(node), side.at(scope)));
    dropUse(node);
    outputDepths.set(output, scope.depth());
    meter.finished(steps.output(output), scope.depth() - start, scope.depth());
    if (unreleased.decrementAndGet() > 0) {
      return;
    }
    if (steps.checkpoints() == 0) {
      released.complete(null);
    } else {
      fork("parley-closing", this::close);
    }
  }

  /** What the outputs did is checked as well before any of them leaves. */
  private void close() {
    int start = floor;
    for (int output = 0; output < outputDepths.length(); output++) {
      start = Math.max(start, outputDepths.get(output));
    }
    PartyScope scope = lines.scope(steps.closing(), start);
    side.checkpoint(scope);
    meter.finished(steps.closing(), scope.depth() - start, scope.depth());
    floor = scope.depth();
    released.complete(null);
  }

  private void send() {
    lines.merger().enter();
    for (int o = 0; o < plan.outputs().size(); o++) {
      int depth = Math.max(floor, outputDepths.get(o));
      lines.merger().send(lines.roles().client(),
          new Message(SessionKeys.output(plan, o), depth + 1, payloads.get(o)));
    }
    lines.merger().exit();
    lines.merger().flush(); // the last op may still be on its way out, and would send it, and have it counted, too late
  }
}
