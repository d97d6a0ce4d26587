package io.parley.actors;

import io.parley.serialization.RefPolicy;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.Cluster;

/** Messages name actors of the cluster's members, and no others. */
public final class ClusterRefs implements RefPolicy {
  @Override
  public boolean allows(ExtendedActorSystem system, Address address) {
    if (system.name().equals(Transports.STAND_ALONE)) {
      return address.system().equals(Transports.STAND_ALONE);
    }
    return system.settings().config().getString("pekko.actor.provider").equals("cluster") && StreamSupport
        .stream(Cluster.get(system).state().getMembers().spliterator(), false)
        .anyMatch(member -> member.address().equals(address));
  }
}
