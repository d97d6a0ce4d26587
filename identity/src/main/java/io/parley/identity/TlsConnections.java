package io.parley.identity;

import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.3 in which both ends show who they are, by short-lived P-256 keys for which their identities vouch. Makes a new key
 * when the last is a day old or the identity has another. Safe for use by several threads.
 */
public final class TlsConnections {
  private static final Duration KEY_LASTS = Duration.ofDays(7);
  private static final Duration RENEWED_AFTER = Duration.ofDays(1);
  private static final int DNS_NAME = 2;
  private static final int ADDRESS = 7;

  private final Supplier<Identity> identity;
  private final Supplier<Trust> trust;
  private final Set<IdentityRole> roles;
  private final String host;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Context context;

  private record Context(SSLContext ssl, String fingerprint, Instant renew) {}

  /**
   * @param identity who this end is at present
   * @param trust whom it believes at present
   * @param roles that other ends may have
   * @param host a name or an address at which this end is reached
   */
  public TlsConnections(Supplier<Identity> identity, Supplier<Trust> trust, Set<IdentityRole> roles, String host) {
    this.identity = identity;
    this.trust = trust;
    this.roles = Set.copyOf(roles);
    this.host = host;
  }

  public SSLEngine client(String peer, int port) {
    SSLEngine engine = context().createSSLEngine(peer, port);
    engine.setUseClientMode(true);
    return only13(engine);
  }

  public SSLEngine server(String peer, int port) {
    SSLEngine engine = context().createSSLEngine(peer, port);
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    return only13(engine);
  }

  private static SSLEngine only13(SSLEngine engine) {
    engine.setEnabledProtocols(new String[]{"TLSv1.3"});
    return engine;
  }

  private SSLContext context() {
    Identity now = identity.get();
    lock.lock();
    try {
      Context before = context;
      if (before == null || !before.fingerprint().equals(now.fingerprint()) || Instant.now().isAfter(before.renew())) {
        before = new Context(make(now), now.fingerprint(), Instant.now().plus(RENEWED_AFTER));
        context = before;
      }
      return before.ssl();
    } finally {
      lock.unlock();
    }
  }

  private SSLContext make(Identity now) {
    try {
      // Takes the key out of its store once; the JDK's other one would decrypt it again for every connection.
      KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
      keys.init(now.connectionKey(host, KEY_LASTS), new char[0]);
      SSLContext ssl = SSLContext.getInstance("TLSv1.3");
      ssl.init(keys.getKeyManagers(), new TrustManager[]{new ByTrust(trust, roles)}, null);
      return ssl;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS cannot be set up for " + now, e);
    }
  }

  /**
   * Checks that a server is at the host that was dialled.
   *
   * @throws SSLException if its certificate is for others
   */
  public static void checkHost(String dialled, SSLSession session) throws SSLException {
    X509Certificate certificate = certificate(session);
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (isHost((Integer) name.getFirst(), String.valueOf(name.getLast()), dialled)) {
          return;
        }
      }
    } catch (CertificateException e) {
      throw new SSLException("Its certificate is malformed", e);
    }
    throw new SSLException("The certificate of " + Certificates.id(certificate).map(SpiffeId::toString).orElse("nobody")
        + " is not for " + dialled);
  }

  private static X509Certificate certificate(SSLSession session) throws SSLPeerUnverifiedException {
    return (X509Certificate) session.getPeerCertificates()[0];
  }

  private static boolean isHost(int kind, String name, String dialled) {
    return switch (kind) {
      case DNS_NAME -> name.equalsIgnoreCase(dialled);
      case ADDRESS -> isSameAddress(name, dialled);
      default -> false;
    };
  }

  private static boolean isSameAddress(String name, String dialled) {
    try {
      return InetAddress.ofLiteral(name).equals(InetAddress.ofLiteral(dialled.replaceAll("[\\[\\]]", "")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Believes by {@link Trust}; hosts are checked when the handshake is over. */
  private static final class ByTrust extends X509ExtendedTrustManager {
    private final Supplier<Trust> trust;
    private final Set<IdentityRole> roles;

    ByTrust(Supplier<Trust> trust, Set<IdentityRole> roles) {
      this.trust = trust;
      this.roles = roles;
    }

    private void check(X509Certificate... chain) throws CertificateException {
      try {
        SpiffeId id = trust.get().verify(Arrays.asList(chain));
        if (!roles.contains(id.role())) {
          throw new CertificateException(id + " has no role in a cluster");
        }
      } catch (UntrustedException e) {
        throw new CertificateException(e.getMessage(), e);
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String how) throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String how) throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String how, Socket socket) throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String how, Socket socket) throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String how, SSLEngine engine) throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String how, SSLEngine engine) throws CertificateException {
      check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
