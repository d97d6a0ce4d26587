package io.parley.actors;

import io.parley.identity.IdentityRole;
import io.parley.identity.TlsConnections;
import java.util.EnumSet;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;
import scala.Option;

/** Artery's connections over TLS, between nodes and clients whose identities are believed, each at its own address. */
final class ClusterTls implements SSLEngineProvider {
  private final TlsConnections connections;

  private ClusterTls(TlsConnections connections) {
    this.connections = connections;
  }

  /**
   * For an actor system.
   *
   * @param name the node's
   * @param host at which it is reached
   */
  static Setup setup(Credentials credentials, String name, String host) {
    TlsConnections connections = new TlsConnections(() -> credentials.ofNode(name), credentials::trust,
        EnumSet.of(IdentityRole.PARTY, IdentityRole.PROVIDER, IdentityRole.COORDINATOR, IdentityRole.CLIENT), host);
    return SSLEngineProviderSetup.create(_ -> new ClusterTls(connections));
  }

  @Override
  public SSLEngine createServerSSLEngine(String host, int port) {
    return connections.server(host, port);
  }

  @Override
  public SSLEngine createClientSSLEngine(String host, int port) {
    return connections.client(host, port);
  }

  /** As who dialled: whoever answers has to be whom the address belongs to. */
  @Override
  public Option<Throwable> verifyClientSession(String dialled, SSLSession session) {
    try {
      TlsConnections.checkHost(dialled, session);
      return Option.empty();
    } catch (SSLException e) {
      return Option.apply(e);
    }
  }

  /** As who was dialled, at an interface of this node: who dials is known by its certificate, from where says nothing. */
  @Override
  public Option<Throwable> verifyServerSession(String bindHost, SSLSession session) {
    return Option.empty();
  }
}
