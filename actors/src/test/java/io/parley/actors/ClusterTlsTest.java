package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.identity.Identity;
import io.parley.identity.IdentityRole;
import io.parley.identity.SpiffeId;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTlsTest {
  @TempDir
  private static Path root;

  /** A session with a node that says it is reached at this host. */
  private static SSLSession sessionWith(String host) throws Exception {
    KeyStore keys = Identity.throwAway(new SpiffeId("d.example", "acme", IdentityRole.PARTY, "alice"))
        .connectionKey(host, Duration.ofDays(1));
    Object chain = keys.getCertificateChain("connection");
    return (SSLSession) Proxy.newProxyInstance(SSLSession.class.getClassLoader(), new Class<?>[]{SSLSession.class},
        (_, method, _) -> {
          assertThat(method.getName()).isEqualTo("getPeerCertificates");
          return chain;
        });
  }

  /** Otherwise any member of the cluster could answer in the place of another; and none could be dialled from elsewhere. */
  @Test
  void verify_whoAnswersIsHeldToTheAddressAndWhoDialsIsNot() throws Exception {
    Credentials credentials = Credentials.of(TestCluster.settings(Map.of("parley.node.name", "bob",
        "parley.node.roles", List.of("party"), "parley.identity.directory",
        AdversaryCluster.keys(root.resolve("keys")).path().toString())));
    ActorTestKit kit = ActorTestKit.create();
    try {
      SSLEngineProvider tls = ((SSLEngineProviderSetup) ClusterTls.setup(credentials, "bob", "10.0.0.2"))
          .sslEngineProvider().apply((ExtendedActorSystem) Adapter.toClassic(kit.system()));

      assertThat(tls.verifyClientSession("10.0.0.1", sessionWith("10.0.0.1")).isEmpty()).isTrue();
      assertThat(tls.verifyClientSession("10.0.0.1", sessionWith("10.0.0.3")).get())
          .hasMessageContaining("alice is not for 10.0.0.1");
      assertThat(tls.verifyServerSession("10.0.0.2", sessionWith("10.0.0.1")).isEmpty()).isTrue();
    } finally {
      kit.shutdownTestKit();
    }
  }
}
