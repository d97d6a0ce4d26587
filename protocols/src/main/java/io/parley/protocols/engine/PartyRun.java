package io.parley.protocols.engine;

import io.parley.crypto.Prg;
import io.parley.plan.Plan;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import io.parley.protocols.walk.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A party's session: what comes before the plan, then the {@link PartyWalk} through it. */
final class PartyRun implements PartySession {
  private final Plan plan;
  private final Protocol protocol;
  private final Roles roles;
  private final Estimate expected;
  private final PartyInbox inbox;
  private final Meter meter;
  private final Waits waits;
  private final Channel channel;
  private final RoundMerger merger;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile long begun;

  PartyRun(Plan plan, Protocol protocol, Roles roles, int self, Channel channel, long tapeBytes) {
    this.plan = plan;
    this.protocol = protocol;
    this.roles = roles;
    expected = Estimate.of(plan, protocol, roles);
    meter = new Meter(roles, expected.nodes().size());
    inbox = new PartyInbox(roles, self, meter, expected, tapeBytes);
    waits = new Waits(plan, roles);
    this.channel = new MeteredChannel(waits.over(channel), meter);
    merger = new RoundMerger(this.channel, roles.count());
  }

  private record MeteredChannel(Channel channel, Meter meter) implements Channel {
    @Override
    public void send(int peer, List<Message> frame) {
      frame.forEach(m -> meter.sent(peer, m));
      channel.send(peer, frame);
    }

    @Override
    public void help(BooleanSupplier done) {
      channel.help(done);
    }

    @Override
    public void leave() {
      channel.leave();
    }

    @Override
    public byte[] binding() {
      return channel.binding();
    }
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
  public Optional<Waiting> waiting() {
    return waits.longest();
  }

  @Override
  public Optional<Duration> inputSilence() {
    long since = begun;
    return since == 0 ? Optional.empty() : inbox.inputSilence(since);
  }

  @Override
  public void awaitTape() throws InterruptedException {
    if (protocol.needsProvider()) {
      waits.get(inbox.tapeEnd(), roles.provider(), SessionKeys.TAPE_END);
    }
  }

  @Override
  public void run() throws InterruptedException {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("A session runs once");
    }
    begun = System.nanoTime();
    List<@Nullable Prg> pairs = protocol.hasPairKeys()
        ? PairKeys.agree(roles, inbox, merger, waits, channel.binding())
        : List.of();
    @Nullable
    Prg tape = protocol.needsProvider()
        ? new Prg(waits.get(inbox.tapeSeed(), roles.provider(), SessionKeys.TAPE_SEED))
        : null;
    PartyLines lines = new PartyLines(protocol, roles, inbox, merger, waits, pairs, tape);
    int session = Steps.of(plan, 0).session();
    PartyWalk.create(plan, protocol, expected, lines, meter, protocol.party(lines.scope(session, 0))).run();
  }
}
