package io.parley.actors;

import io.parley.actors.transport.Steadfast;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ReceptionistSetup;
import org.apache.pekko.cluster.typed.internal.receptionist.ClusterReceptionist$;

/** The cluster's receptionist, which without this would stop for good at any node's message that it does not understand. */
final class SteadfastReceptionist extends Receptionist {
  private static final String DISPATCHER = "pekko.actor.internal-dispatcher";

  private final ActorRef<Command> ref;

  private SteadfastReceptionist(ActorSystem<?> system) {
    ref = system.systemActorOf(Steadfast.of(ClusterReceptionist$.MODULE$.behavior()),
        ClusterReceptionist$.MODULE$.name(), DispatcherSelector.fromConfig(DISPATCHER));
  }

  /** For an actor system. */
  static Setup setup() {
    return new ReceptionistSetup(SteadfastReceptionist::new);
  }

  @Override
  public ActorRef<Command> ref() {
    return ref;
  }
}
