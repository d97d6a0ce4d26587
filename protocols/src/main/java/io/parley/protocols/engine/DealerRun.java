package io.parley.protocols.engine;

import io.parley.crypto.Prg;
import io.parley.crypto.RawAccess;
import io.parley.crypto.Seed;
import io.parley.plan.Plan;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import io.parley.protocols.spi.Share;
import io.parley.protocols.spi.Side;
import io.parley.protocols.walk.NodeValue;
import io.parley.protocols.walk.PlanWalk;
import io.parley.protocols.walk.Steps;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Walks a plan as the dealer. */
final class DealerRun implements DealerSession {
  private final Plan plan;
  private final Protocol protocol;
  private final Estimate expected;
  private final Roles roles;
  private final Meter meter;
  private final Waits waits;
  private final RoundMerger outbox;
  private final List<Seed> seeds = new ArrayList<>();
  private final List<Prg> prgs;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile @Nullable RuntimeException failure;

  DealerRun(Plan plan, Protocol protocol, Roles roles, Channel channel, SecureRandom random) {
    this.plan = plan;
    this.protocol = protocol;
    this.roles = roles;
    expected = Estimate.of(plan, protocol, roles);
    meter = new Meter(roles, expected.nodes().size());
    waits = new Waits(plan, roles);
    Channel watched = waits.over(channel);
    outbox = new RoundMerger((peer, frame) -> {
      frame.forEach(m -> meter.sent(peer, m));
      watched.send(peer, frame);
    }, roles.count());
    for (int i = 0; i < roles.count(); i++) {
      seeds.add(Seed.random(random));
    }
    prgs = seeds.stream().map(Prg::new).toList();
  }

  @Override
  public Inbox inbox() {
    return new Inbox() {
      @Override
      public void deliver(int peer, List<Message> frame) {
        fail(new PeerFaultException(peer, roles.describe(peer) + " sent the provider a message; nobody does"));
      }

      @Override
      public Room room(int peer) {
        return new Room(0, 1);
      }

      @Override
      public void fail(RuntimeException cause) {
        if (failure == null) {
          failure = cause;
        }
      }
    };
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
  public void run() {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("A session runs once: what was dealt is not dealt again");
    }
    for (int role = 0; role < roles.count(); role++) {
      if (protocol.dealsTo(roles, role)) {
        outbox.send(role, new Message(SessionKeys.TAPE_SEED, 0, seeds.get(role).words(RawAccess.grant())));
      }
    }
    outbox.flush();
    deal(protocol.dealer(new OpScope(steps().session())));
    for (int party = 0; party < roles.parties(); party++) {
      outbox.send(party, new Message(SessionKeys.TAPE_END, 0, new long[0]));
    }
    outbox.flush();
  }

  private Steps steps() {
    return Steps.of(plan, expected.checkpoints().size());
  }

  private <A extends Share, B extends Share> void deal(Side<DealerScope, A, B> side) {
    List<NodeValue<A, B>> outputs = PlanWalk.walk(plan, id -> side.at(new OpScope(id)), (node, _) -> {
      int checkpoint = expected.checkpoints().indexOf(node.id());
      if (checkpoint >= 0) {
        side.checkpoint(new OpScope(steps().checkpoint(checkpoint)));
      }
    }, _ -> new long[0]);
    for (int o = 0; o < outputs.size(); o++) {
      PlanWalk.release(outputs.get(o), side.at(new OpScope(steps().output(o))));
    }
    if (!expected.checkpoints().isEmpty()) {
      side.checkpoint(new OpScope(steps().closing()));
    }
  }

  private void stopIfFailed() {
    RuntimeException cause = failure;
    if (cause != null) {
      throw cause;
    }
  }

  private final class OpScope implements DealerScope {
    private final long key;
    private final int[] lanes;
    private Prg.@Nullable Stream @Nullable [] streams;

    OpScope(int step) {
      this(Message.key(step, 0), new int[1]);
    }

    private OpScope(long key, int[] lanes) {
      this.key = key;
      this.lanes = lanes;
    }

    private Prg.Stream stream(int role) {
      if (streams == null) {
        streams = new Prg.Stream[roles.count()];
      }
      Prg.Stream stream = streams[role];
      if (stream == null) {
        stream = prgs.get(role).stream(key);
        streams[role] = stream;
      }
      return stream;
    }

    @Override
    public Roles roles() {
      return roles;
    }

    @Override
    public long[] client(int count) {
      return stream(roles.client()).next(count);
    }

    @Override
    public long[] random(int count, Group group) {
      long[] sum = stream(0).next(count);
      for (int party = 1; party < roles.parties(); party++) {
        switch (group) {
          case RING -> stream(party).addTo(sum, 0, count);
          case WIDE -> group.add(sum, stream(party).next(count), sum);
          case BITS -> stream(party).xorInto(sum, 0, count);
        }
      }
      return sum;
    }

    @Override
    public void deal(long[] value, Group group) {
      int last = roles.parties() - 1;
      long[] rest = value;
      for (int party = 0; party < last; party++) {
        long[] share = stream(party).next(value.length);
        group.sub(rest, share, share);
        rest = share;
      }
      give(last, rest);
    }

    @Override
    public long[] drawn(int party, int count) {
      return stream(party).next(count);
    }

    @Override
    public void give(int party, long[] words) {
      stopIfFailed();
      outbox.send(party, new Message(key, 0, words));
    }

    @Override
    public DealerScope lane() {
      return new OpScope(Message.key(Message.node(key), ++lanes[0]), lanes);
    }
  }
}
