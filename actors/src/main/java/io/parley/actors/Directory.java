package io.parley.actors;

import io.parley.client.Members;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Who is there, of one kind of actor. The receptionist tells who has registered, which is true some seconds too long of
 * a node that died; so only those count who have answered since they were last in doubt, and of two with the same name
 * the one that started last.
 *
 * @param <T> what the actors understand
 */
final class Directory<T> {
  /** Somebody who counts, and what they said of themselves. */
  record Present<T>(ActorRef<T> actor, Introduced who) {}

  private final Map<ActorRef<T>, Optional<Introduced>> listed = new HashMap<>();
  private final Consumer<ActorRef<T>> ask;

  /**
   * @param ask sends the question who it is
   */
  Directory(Consumer<ActorRef<T>> ask) {
    this.ask = ask;
  }

  /** Takes over what the receptionist lists; asks those who are new. */
  void list(Collection<ActorRef<T>> now) {
    Set<ActorRef<T>> actors = new HashSet<>(now);
    listed.keySet().retainAll(actors);
    for (ActorRef<T> actor : actors) {
      if (listed.putIfAbsent(actor, Optional.empty()) == null) {
        ask.accept(actor);
      }
    }
  }

  /** Whether somebody is listed who has not answered. */
  boolean hasSilent() {
    return listed.values().stream().anyMatch(Optional::isEmpty);
  }

  /** Asks again whoever has not answered. */
  void askSilent() {
    listed.forEach((actor, who) -> {
      if (who.isEmpty()) {
        ask.accept(actor);
      }
    });
  }

  /** Takes an answer, if it is one of ours. */
  void introduce(Introduced who) {
    listed.replaceAll((actor, before) -> actor.equals(who.actor()) ? Optional.of(who) : before);
  }

  /** Does not count those any more until they answer once more. */
  void doubt(Predicate<Introduced> whom) {
    listed.replaceAll((_, who) -> who.filter(whom.negate()));
    askSilent();
  }

  /** By name, in the order of names. */
  SortedMap<String, Present<T>> byName() {
    SortedMap<String, Present<T>> names = new TreeMap<>();
    listed.entrySet().stream().flatMap(e -> e.getValue().map(who -> new Present<>(e.getKey(), who)).stream())
        .sorted(Comparator.comparingLong(p -> p.who().startedMillis())).forEach(p -> names.put(p.who().name(), p));
    return names;
  }

  /** The first by name. */
  Optional<Present<T>> first() {
    return byName().values().stream().findFirst();
  }

  /** All of two directories, for those who ask. */
  static Members members(Directory<SessionHost.Command> parties, Directory<SessionHost.Command> providers) {
    Map<String, Present<SessionHost.Command>> presentParties = parties.byName();
    Map<String, Present<SessionHost.Command>> presentProviders = providers.byName();
    Map<String, Long> heaps = new HashMap<>();
    Stream.of(presentParties, presentProviders)
        .forEach(all -> all.forEach((name, p) -> heaps.put(name, p.who().heapBytes())));
    return new Members(List.copyOf(presentParties.keySet()), List.copyOf(presentProviders.keySet()), heaps);
  }
}
