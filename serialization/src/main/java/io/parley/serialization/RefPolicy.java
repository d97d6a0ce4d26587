package io.parley.serialization;

import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;

/**
 * Where actors live that this node speaks to because a message names them; elsewhere it must not be made to dial. Found
 * through {@link java.util.ServiceLoader}. Actors of the node itself need no permission.
 */
public interface RefPolicy {
  boolean allows(ExtendedActorSystem system, Address address);
}
