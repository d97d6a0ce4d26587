package io.parley.actors;

import io.parley.actors.transport.Steadfast;
import io.parley.config.NodeSettings;
import io.parley.serialization.ControlMessage;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.ActorPaths;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the cluster, and stays with its first seed. When that node restarts and finds nobody to join, it starts a
 * cluster of its own, and those that were with it before would be left over; so each asks it now and then which life it
 * lives, and when it is a member of a cluster that they do not share, they leave theirs, upon which {@link ParleyNode}
 * starts them anew.
 */
final class SeedWatch {
  static final String NAME = "seed-watch";
  private static final Logger LOG = LoggerFactory.getLogger(SeedWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(500);
  /** Answers in a row; between one and the other, gossip has spread. */
  private static final int CERTAIN = 3;
  private static final int MOST_TOLD = 64;
  private static final int MOST_CHARACTERS = 300;
  private static final SecureRandom RANDOM = new SecureRandom();

  sealed interface Command {}

  /**
   * @param asker the path of another's watch, which need not be of this cluster
   * @param nonce to be told back
   */
  record WhichLife(String asker, long nonce) implements Command, ControlMessage {}

  /**
   * @param member whether it is a full member of its cluster
   */
  record ThisLife(Incarnation node, boolean member, long nonce) implements Command, ControlMessage {}

  private record Tick() implements Command {}

  private final ActorContext<Command> context;
  private final Cluster cluster;
  private final Optional<ActorSelection> seed;
  /** What the last questions hold, but for those that were answered. */
  private final List<Long> asked = new ArrayList<>();
  /** Answers since the last tick. */
  private int told;
  private int strange;

  private SeedWatch(ActorContext<Command> context, Optional<Address> seed) {
    this.context = context;
    this.cluster = Cluster.get(context.getSystem());
    // A selection, since it reaches another life at an address from which the cluster has cut itself off.
    this.seed = seed.map(at -> Adapter.toClassic(context.getSystem()).actorSelection(at + "/user/" + NAME));
  }

  static Behavior<Command> create(NodeSettings settings) {
    return Steadfast.of(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      Cluster cluster = Cluster.get(context.getSystem());
      Address self = cluster.selfMember().address();
      List<Address> seeds = Seeds.of(settings, self);
      cluster.manager().tell(seeds.isEmpty() ? Join.create(self) : new JoinSeedNodes(seeds));
      SeedWatch watch = new SeedWatch(context, seeds.stream().findFirst().filter(first -> !first.equals(self)));
      timers.startTimerWithFixedDelay(new Tick(), PERIOD);
      return Behaviors.receiveMessage(watch::onCommand);
    })));
  }

  private Behavior<Command> onCommand(Command command) {
    switch (command) {
      case WhichLife which -> onWhichLife(which);
      case ThisLife life -> onThisLife(life);
      case Tick _ -> onTick();
    }
    return Behaviors.same();
  }

  private void onTick() {
    told = 0;
    seed.ifPresent(s -> {
      asked.add(RANDOM.nextLong());
      if (asked.size() > CERTAIN) {
        asked.removeFirst();
      }
      s.tell(new WhichLife(ActorRefResolver.get(context.getSystem()).toSerializationFormat(context.getSelf()),
          asked.getLast()), Adapter.toClassic(context.getSelf()));
    });
  }

  /** Of strangers, too, but only so many at a time, and only where such as we live. */
  private void onWhichLife(WhichLife which) {
    if (++told > MOST_TOLD || which.asker().length() > MOST_CHARACTERS) {
      return;
    }
    ActorPath path;
    try {
      path = ActorPaths.fromString(which.asker());
    } catch (RuntimeException e) { // Pekko's for malformed paths has no type of its own
      return;
    }
    if (path.toStringWithoutAddress().equals("/user/" + NAME) && path.address().system().equals(NodeSettings.SYSTEM)) {
      ActorRefResolver.get(context.getSystem()).<Command>resolveActorRef(which.asker())
          .tell(new ThisLife(Incarnation.self(context.getSystem()), isMember(), which.nonce()));
    }
  }

  private boolean isMember() {
    return cluster.selfMember().status().equals(MemberStatus.up());
  }

  /** Only what was asked for: others would have this node leave its cluster. */
  private void onThisLife(ThisLife life) {
    if (!asked.remove(life.nonce())) {
      return;
    }
    boolean ours = StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
        .anyMatch(m -> Incarnation.of(m.uniqueAddress()).equals(life.node()));
    strange = life.member() && isMember() && !ours ? strange + 1 : 0;
    if (strange == CERTAIN) {
      LOG.warn("{} has started a new cluster; following it", life.node().address());
      cluster.manager().tell(new Down(cluster.selfMember().address()));
    }
  }
}
