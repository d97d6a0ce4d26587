package io.parley.actors;

import io.parley.actors.transport.Clustering;
import java.util.function.Function;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/** Tells an actor of nodes that the cluster reaches no longer, or that left. Within one JVM nothing is ever lost. */
final class NodeLoss {
  private NodeLoss() {}

  /** The subscription ends with the actor. Losses that happened before are told as well, as long as they last. */
  static <T> void subscribe(ActorContext<T> context, Function<Incarnation, T> lost) {
    if (!Clustering.isOn(context.getSystem())) {
      return;
    }
    var subscriptions = Cluster.get(context.getSystem()).subscriptions();
    subscriptions.tell(Subscribe.create(context.messageAdapter(UnreachableMember.class,
        e -> lost.apply(Incarnation.of(e.member().uniqueAddress()))), UnreachableMember.class));
    subscriptions.tell(Subscribe.create(context.messageAdapter(MemberDowned.class,
        e -> lost.apply(Incarnation.of(e.member().uniqueAddress()))), MemberDowned.class));
    subscriptions.tell(Subscribe.create(context.messageAdapter(MemberRemoved.class,
        e -> lost.apply(Incarnation.of(e.member().uniqueAddress()))), MemberRemoved.class));
  }
}
