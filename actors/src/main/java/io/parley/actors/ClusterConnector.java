package io.parley.actors;

import io.parley.actors.NodeGuardian.Post;
import io.parley.client.Connection;
import io.parley.client.Connector;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.config.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connects by being a node: of the cluster, or of one within this JVM. */
public final class ClusterConnector implements Connector {
  @Override
  public Connection local(int parties) {
    return local(parties, Sessions.real(), Map.of());
  }

  /**
   * @param more settings
   */
  static Connection local(int parties, Sessions sessions, Map<String, ?> more) {
    List<Post> posts = new ArrayList<>();
    for (int i = 0; i < parties; i++) {
      posts.add(new Post(NodeRole.PARTY, String.valueOf((char) ('a' + i))));
    }
    posts.add(new Post(NodeRole.PROVIDER, "provider"));
    posts.add(new Post(NodeRole.COORDINATOR, "coordinator"));
    posts.add(new Post(NodeRole.CLIENT, "client"));
    Map<String, Object> keys = new HashMap<>(more);
    keys.putAll(Map.of("parley.node.name", "local", "parley.node.roles",
        List.of("party", "provider", "coordinator", "client"), "parley.lane.transport", "memory"));
    return new ClusterConnection(ParleyNode.start(NodeSettings.of(keys), posts, sessions));
  }

  @Override
  public Connection connect(NodeSettings settings) throws InterruptedException {
    return connect(settings, Version.ofThisBuild());
  }

  static Connection connect(NodeSettings settings, Version version) throws InterruptedException {
    ParleyNode node = ParleyNode.start(settings, version);
    try {
      node.awaitUp(settings.clientTimeout());
      return new ClusterConnection(node);
    } catch (RuntimeException | InterruptedException e) {
      node.close();
      throw e;
    }
  }
}
