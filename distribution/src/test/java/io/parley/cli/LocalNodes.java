package io.parley.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster of {@code parley node} processes, as an operator would start them. */
final class LocalNodes implements AutoCloseable {
  private static @Nullable LocalNodes shared;

  private final List<Cli> nodes = new ArrayList<>();
  private final List<String> javaOptions;
  private final Cli provider;
  private final String address;

  /** @param javaOptions of all nodes, and more */
  LocalNodes(int parties, String... javaOptions) throws InterruptedException {
    this.javaOptions = List.of(javaOptions);
    Cli coordinator = node("coordinator", "carol");
    address = address(coordinator);
    provider = node("provider", "peggy", "--seed", address);
    for (int i = 0; i < parties; i++) {
      node("party", "party-" + i, "--seed", address);
    }
    for (Cli node : nodes) {
      address(node);
    }
  }

  /** Two parties, for tests that leave a cluster as they found it; they end with this JVM. */
  static synchronized LocalNodes ofTwo() throws InterruptedException {
    LocalNodes nodes = shared;
    if (nodes == null) {
      nodes = new LocalNodes(2);
      shared = nodes;
    }
    return nodes;
  }

  private Cli node(String role, String name, String... more) {
    List<String> args = new ArrayList<>(List.of("node", "--role", role, "--name", name, "--until-stdin-closes"));
    args.addAll(List.of(more));
    Cli node = Cli.start(Stream.concat(Cli.quick("--add-modules=jdk.incubator.vector").stream(), javaOptions.stream())
        .toList(), args.toArray(String[]::new));
    nodes.add(node);
    return node;
  }

  private static String address(Cli node) throws InterruptedException {
    return node.awaitLine(".* is ready at (\\S+)").group(1);
  }

  /** Has the provider leave, as an operator would. */
  void stopProvider() throws InterruptedException {
    provider.process().destroy();
    provider.await();
    nodes.remove(provider);
  }

  /** Of the coordinator. */
  String address() {
    return address;
  }

  @Override
  public void close() {
    nodes.forEach(Cli::close);
  }
}
