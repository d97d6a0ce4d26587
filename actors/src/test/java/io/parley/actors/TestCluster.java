package io.parley.actors;

import io.parley.actors.NodeGuardian.Post;
import io.parley.config.NodeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes of one cluster, each with an actor system of its own in this JVM, on loopback and free ports. */
final class TestCluster implements AutoCloseable {
  private static final Duration UP = Duration.ofSeconds(60);
  private final List<ParleyNode> nodes = new ArrayList<>();
  private final String seed;
  private final Sessions sessions;

  /** Starts one node with every role but the client's, called "a", and a party "b"; lanes go through Artery. */
  static TestCluster ofTwoNodesOverArtery() throws InterruptedException {
    return new TestCluster(
        Map.of("parley.node.roles", List.of("coordinator", "provider", "party"), "parley.node.name", "a",
            "parley.lane.transport", "artery"),
        Map.of("parley.node.roles", List.of("party"), "parley.node.name", "b", "parley.lane.transport", "artery"));
  }

  private TestCluster(Map<String, ?> first, Map<String, ?> second) throws InterruptedException {
    sessions = Sessions.real();
    nodes.add(ParleyNode.start(settings(first)));
    seed = nodes.getFirst().address().toString();
    Map<String, Object> follower = new HashMap<>(second);
    follower.put("parley.node.seeds", List.of(seed));
    nodes.add(ParleyNode.start(settings(follower)));
    nodes.getLast().awaitUp(UP);
  }

  /** Starts a coordinator, a provider and parties of these names. */
  TestCluster(String... parties) throws InterruptedException {
    this(Sessions.real(), parties);
  }

  TestCluster(Sessions sessions, String... parties) throws InterruptedException {
    this.sessions = sessions;
    ParleyNode coordinator = ParleyNode.start(settings("coordinator", "coordinator", List.of()));
    nodes.add(coordinator);
    seed = coordinator.address().toString();
    start("provider", "provider");
    for (String party : parties) {
      start("party", party);
    }
    for (ParleyNode node : nodes) {
      node.awaitUp(UP);
    }
  }

  String seed() {
    return seed;
  }

  ParleyNode start(String role, String name) {
    NodeSettings settings = settings(role, name, List.of(seed));
    List<Post> posts = settings.roles().stream().map(each -> new Post(each, name)).toList();
    ParleyNode node = ParleyNode.start(settings, posts, sessions);
    nodes.add(node);
    return node;
  }

  static NodeSettings settings(String role, String name, List<String> seeds) {
    return settings(Map.of("parley.node.roles", List.of(role), "parley.node.name", name, "parley.node.seeds", seeds));
  }

  /** Without the warm-up, which tests that do not time anything are better without. */
  static NodeSettings settings(Map<String, ?> keys) {
    Map<String, Object> all = new HashMap<>(keys);
    all.putIfAbsent("parley.node.warm-up", "0s");
    return NodeSettings.of(all);
  }

  @Override
  public void close() {
    nodes.reversed().forEach(ParleyNode::terminate);
    nodes.forEach(ParleyNode::close);
  }
}
