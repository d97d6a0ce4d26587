package io.parley.actors;

import io.parley.client.Members;
import io.parley.serialization.ControlMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link Members}, as a coordinator tells of them. */
record Attendance(List<Node> parties, List<Node> providers) implements ControlMessage {
  /**
   * @param heapBytes the largest heap that its JVM may have
   */
  record Node(String name, long heapBytes) {}

  static Attendance of(Members members) {
    return new Attendance(nodes(members.parties(), members), nodes(members.providers(), members));
  }

  private static List<Node> nodes(List<String> names, Members of) {
    return names.stream().map(name -> new Node(name, of.heapBytes().getOrDefault(name, 0L))).toList();
  }

  Members members() {
    Map<String, Long> heaps = new HashMap<>();
    Stream.of(parties, providers).flatMap(List::stream).forEach(node -> heaps.put(node.name(), node.heapBytes()));
    return new Members(names(parties), names(providers), heaps);
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::name).toList();
  }
}
