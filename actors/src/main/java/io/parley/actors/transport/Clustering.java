package io.parley.actors.transport;

import org.apache.pekko.actor.typed.ActorSystem;

/** Whether an actor system is of a cluster; within one JVM none is. */
public final class Clustering {
  private Clustering() {}

  public static boolean isOn(ActorSystem<?> system) {
    return system.settings().config().getString("pekko.actor.provider").equals("cluster");
  }
}
