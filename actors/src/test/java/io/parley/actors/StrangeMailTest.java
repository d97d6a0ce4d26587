package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actors.AdversaryCluster.Flow;
import io.parley.client.Progress;
import io.parley.serialization.ControlMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member of the cluster tells every actor of every other node, Pekko's own too, what it does not understand. */
@Timeout(300)
class StrangeMailTest {
  private static final List<ControlMessage> MAIL = List.of(new PlanStore.Missing("x"), new SessionActor.Release(),
      new ClientRunActor.Reached(Progress.DONE), new Conductor.Ended(0));

  @TempDir
  private static Path root;

  @Test
  void mail_toEveryActorOfOtherNodes_stopsNone() throws Exception {
    try (AdversaryCluster cluster = new AdversaryCluster("mail", AdversaryCluster.keys(root.resolve("keys")), root)) {
      cluster.runsHonestly(Flow.SPDZ2K_APART, Duration.ofMinutes(1));
      var systems = cluster.adversary().systems();
      ExtendedActorSystem bob = Objects.requireNonNull(systems.get("bob"));
      List<String> before = new ArrayList<>();
      systems.forEach((name, system) -> {
        if (!system.equals(bob)) {
          paths(system).forEach(path -> {
            before.add(name + path);
            ActorRef to = bob.provider().resolveActorRef(system.provider().getDefaultAddress() + path);
            MAIL.forEach(mail -> to.tell(mail, ActorRef.noSender()));
          });
        }
      });

      cluster.runsHonestly(Flow.SPDZ2K_APART, Duration.ofMinutes(1));

      Set<String> after = new TreeSet<>();
      systems.forEach((name, system) -> paths(system).forEach(path -> after.add(name + path)));
      assertThat(before).hasSizeGreaterThan(50);
      assertThat(before.stream().filter(path -> !path.matches(".*(\\$|session-|run-|StreamSupervisor|/remote).*"))
          .filter(path -> !after.contains(path))).as("gone").isEmpty();
      assertThat(systems.values()).noneMatch(system -> system.whenTerminated().isCompleted());
    }
  }

  private static List<String> paths(ExtendedActorSystem system) {
    List<String> paths = new ArrayList<>();
    List<String> path = new ArrayList<>();
    for (String line : system.printTree().lines().toList()) {
      int at = line.indexOf("-> ");
      if (at >= 0) {
        int depth = (at + 1) / 4;
        while (path.size() > depth) {
          path.removeLast();
        }
        String name = line.substring(at + 3);
        path.add(name.substring(0, (name + " ").indexOf(' ')));
        paths.add("/" + String.join("/", path.subList(1, path.size())));
      }
    }
    return paths;
  }
}
