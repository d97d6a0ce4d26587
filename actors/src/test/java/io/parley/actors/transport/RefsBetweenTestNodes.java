package io.parley.actors.transport;

import io.parley.serialization.RefPolicy;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;

/** Actor systems of tests of transports, which are called node-0, node-1, …, know each other without a cluster. */
public final class RefsBetweenTestNodes implements RefPolicy {
  private static final String NAME = "node-";

  @Override
  public boolean allows(ExtendedActorSystem system, Address address) {
    return system.name().startsWith(NAME) && address.system().startsWith(NAME);
  }
}
