package io.parley.actors;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.Clustering;
import io.parley.actors.transport.Steadfast;
import io.parley.actors.transport.Transport;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parent of all actors of one life of a node. */
final class NodeGuardian {
  private static final Logger LOG = LoggerFactory.getLogger(NodeGuardian.class);

  sealed interface Command {}

  /** What a node does, under which name; a JVM may have several parties. */
  record Post(NodeRole role, String name) {}

  /**
   * Starts the posts.
   *
   * @param client completed with the client's actor if that is one of the posts
   */
  record Begin(
      NodeSettings settings,
      List<Post> posts,
      Sessions sessions,
      Transport transport,
      Credentials credentials,
      Audit audit,
      long startedMillis,
      CompletableFuture<ActorRef<ClientActor.Command>> client) implements Command {
    Begin {
      posts = List.copyOf(posts);
    }
  }

  private NodeGuardian() {}

  static Behavior<Command> create() {
    return Steadfast.of(Behaviors.receive((context, command) -> switch (command) {
      case Begin begin -> {
        try {
          yield onBegin(context, begin);
        } catch (RuntimeException e) {
          LOG.error("Node {} cannot begin", begin.settings().name(), e);
          begin.client().completeExceptionally(e);
          yield Behaviors.stopped();
        }
      }
    }));
  }

  private static Behavior<Command> onBegin(ActorContext<Command> context, Begin begin) {
    HeapBudget heap = HeapBudget.ofJvm(begin.settings().name());
    NodeContext node = new NodeContext(begin.settings(), begin.sessions(), begin.transport(),
        context.spawn(PlanStore.create(begin.settings().plan()), "plans"), new Programs(heap.bytes()),
        new TapeStore(begin.settings().tape(), begin.settings().name()), heap, begin.credentials(),
        Policies.of(begin.settings().identity(), begin.credentials()), begin.audit(),
        Incarnation.self(context.getSystem()),
        begin.startedMillis());
    if (Clustering.isOn(context.getSystem())) {
      context.spawn(SeedWatch.create(begin.settings()), SeedWatch.NAME);
    }
    for (Post post : begin.posts()) {
      String path = post.role().key() + "-" + post.name();
      switch (post.role()) {
        case PARTY -> context.spawn(PartyNode.create(node, post.name()), path);
        case PROVIDER -> context.spawn(CryptoProvider.create(node, post.name()), path);
        case COORDINATOR -> context.spawn(Coordinator.create(node, post.name(), UUID::randomUUID), path);
        case CLIENT -> begin.client().complete(context.spawn(ClientActor.create(node, post.name()), path));
      }
    }
    return Behaviors.same();
  }
}
