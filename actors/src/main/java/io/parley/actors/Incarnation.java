package io.parley.actors;

import io.parley.actors.transport.Clustering;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * One life of one node: a node that restarts at the same address is another.
 *
 * @param address of its actor system
 * @param uid of its actor system
 */
record Incarnation(String address, long uid) {
  static Incarnation of(UniqueAddress node) {
    return new Incarnation(node.address().toString(), node.longUid());
  }

  static Incarnation self(ActorSystem<?> system) {
    return Clustering.isOn(system)
        ? of(Cluster.get(system).selfMember().uniqueAddress())
        : new Incarnation(system.address().toString(), 0);
  }
}
