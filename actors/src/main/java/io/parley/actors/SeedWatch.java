package io.parley.actors;

import io.parley.config.NodeSettings;
import io.parley.serialization.ControlMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
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

  sealed interface Command {}

  record WhichLife(ActorRef<Command> replyTo) implements Command, ControlMessage {}

  /**
   * @param member whether it is a full member of its cluster
   */
  record ThisLife(Incarnation node, boolean member) implements Command, ControlMessage {}

  private record Tick() implements Command {}

  private final ActorContext<Command> context;
  private final Cluster cluster;
  private final Optional<ActorSelection> seed;
  private int strange;

  private SeedWatch(ActorContext<Command> context, Optional<Address> seed) {
    this.context = context;
    this.cluster = Cluster.get(context.getSystem());
    // A selection, since it reaches another life at an address from which the cluster has cut itself off.
    this.seed = seed.map(at -> Adapter.toClassic(context.getSystem()).actorSelection(at + "/user/" + NAME));
  }

  static Behavior<Command> create(NodeSettings settings) {
    return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      Cluster cluster = Cluster.get(context.getSystem());
      Address self = cluster.selfMember().address();
      List<Address> seeds = Seeds.of(settings, self);
      cluster.manager().tell(seeds.isEmpty() ? Join.create(self) : new JoinSeedNodes(seeds));
      SeedWatch watch = new SeedWatch(context, seeds.stream().findFirst().filter(first -> !first.equals(self)));
      timers.startTimerWithFixedDelay(new Tick(), PERIOD);
      return Behaviors.receiveMessage(watch::onCommand);
    }));
  }

  private Behavior<Command> onCommand(Command command) {
    switch (command) {
      case WhichLife which -> which.replyTo().tell(new ThisLife(Incarnation.self(context.getSystem()), isMember()));
      case ThisLife life -> onThisLife(life);
      case Tick _ ->
        seed.ifPresent(s -> s.tell(new WhichLife(context.getSelf()), Adapter.toClassic(context.getSelf())));
    }
    return Behaviors.same();
  }

  private boolean isMember() {
    return cluster.selfMember().status().equals(MemberStatus.up());
  }

  private void onThisLife(ThisLife life) {
    boolean ours = StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
        .anyMatch(m -> Incarnation.of(m.uniqueAddress()).equals(life.node()));
    strange = life.member() && isMember() && !ours ? strange + 1 : 0;
    if (strange == CERTAIN) {
      LOG.warn("{} has started a new cluster; following it", life.node().address());
      cluster.manager().tell(new Down(cluster.selfMember().address()));
    }
  }
}
