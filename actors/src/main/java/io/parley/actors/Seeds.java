package io.parley.actors;

import io.parley.config.HostPort;
import io.parley.config.Hosts;
import io.parley.config.NodeSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.Address;

/**
 * Where a node looks for the cluster. Pekko takes a node for another if it is called by another name than its own, so a
 * seed that is written as a name is tried under its address too, and one that is this node under any name is this node.
 */
final class Seeds {
  private Seeds() {}

  static List<Address> of(NodeSettings settings, Address self) {
    Set<Address> seeds = new LinkedHashSet<>();
    for (HostPort seed : settings.seeds()) {
      if (isSelf(seed, settings, self)) {
        seeds.add(self);
      } else {
        seeds.add(address(seed.host(), seed.port()));
        numeric(seed.host()).ifPresent(host -> seeds.add(address(host, seed.port())));
      }
    }
    return List.copyOf(seeds);
  }

  private static boolean isSelf(HostPort seed, NodeSettings settings, Address self) {
    return self.getPort().filter(port -> port == seed.port()).isPresent()
        && (seed.host().equals(settings.host()) || numeric(seed.host()).equals(numeric(settings.host())));
  }

  private static Optional<String> numeric(String host) {
    try {
      return Optional.of(Hosts.normal(InetAddress.getByName(host).getHostAddress()));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static Address address(String host, int port) {
    return new Address("pekko", NodeSettings.SYSTEM, Hosts.bracketed(host), port);
  }
}
