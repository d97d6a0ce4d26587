package io.parley.client;

import io.parley.config.NodeSettings;
import java.util.Iterator;
import java.util.ServiceLoader;

/** Makes connections; what implements it is found through {@link ServiceLoader}. Not for users, who call {@link Parley}. */
public interface Connector {
  /** To so many parties, a provider and a coordinator that it starts within this JVM. */
  Connection local(int parties);

  /** To the cluster that the settings' seeds name, as a client. */
  Connection connect(NodeSettings settings) throws InterruptedException;

  /** The one on the class path. */
  static Connector load() {
    Iterator<Connector> found = ServiceLoader.load(Connector.class).iterator();
    if (!found.hasNext()) {
      throw new IllegalStateException("Nothing on the class path connects; parley-actors is incomplete");
    }
    return found.next();
  }
}
