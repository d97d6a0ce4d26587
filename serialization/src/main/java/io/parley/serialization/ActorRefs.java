package io.parley.serialization;

import java.util.List;
import java.util.ServiceLoader;
import org.apache.pekko.actor.ActorPaths;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** References to actors as text; only those that some {@link RefPolicy} allows lead anywhere. */
public final class ActorRefs {
  private static final int MOST_CHARACTERS = 1024;
  private static final List<RefPolicy> POLICIES = ServiceLoader.load(RefPolicy.class, ActorRefs.class.getClassLoader())
      .stream().map(ServiceLoader.Provider::get).toList();

  private final ExtendedActorSystem system;

  public ActorRefs(ExtendedActorSystem system) {
    this.system = system;
  }

  public String write(ActorRef<?> ref) {
    return resolver().toSerializationFormat(ref);
  }

  /**
   * An actor elsewhere than policies allow becomes one that hears nothing: messages of nodes that are about to come or have
   * just left name some, and are no offence.
   *
   * @throws IllegalArgumentException if this names no actor
   */
  public <T> ActorRef<T> read(String path) {
    if (path.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("A path of " + path.length() + " characters leads nowhere");
    }
    Address address;
    try {
      address = ActorPaths.fromString(path).address();
    } catch (Exception e) { // of malformed paths Scala throws a MalformedURLException, and does not declare it
      throw new IllegalArgumentException("This is not an actor's path", e);
    }
    if (!address.hasLocalScope() && !address.equals(system.provider().getDefaultAddress())
        && POLICIES.stream().noneMatch(policy -> policy.allows(system, address))) {
      return Adapter.toTyped(system.deadLetters());
    }
    return resolver().resolveActorRef(path);
  }

  private ActorRefResolver resolver() {
    return ActorRefResolver.get(Adapter.toTyped(system));
  }
}
