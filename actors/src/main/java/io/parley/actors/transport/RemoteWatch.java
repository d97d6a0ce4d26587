package io.parley.actors.transport;

import java.time.Duration;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Watches an actor that may be of another node. Pekko reports an actor's end at once when it does not know yet that the
 * actor's node is up and remembers a node that was removed from the same address, as of a node that has just been
 * restarted. So an end is believed once it is reported of a node that was up already when the watch began, or again and
 * again.
 */
public final class RemoteWatch {
  private static final Duration AGAIN = Duration.ofMillis(500);
  /** Reports of an end that are believed, whatever is known of the node. */
  private static final int BELIEVED = 10;
  private static final Set<MemberStatus> THERE = Set.of(MemberStatus.up(), MemberStatus.weaklyUp(),
      MemberStatus.leaving(), MemberStatus.exiting());

  private enum Event {
    ENDED, AGAIN
  }

  private final ActorContext<Event> context;
  private final TimerScheduler<Event> timers;
  private final ActorRef<?> watched;
  private final Runnable gone;
  private boolean wasUp;
  private int reports;

  private RemoteWatch(ActorContext<Event> context, TimerScheduler<Event> timers, ActorRef<?> watched, Runnable gone) {
    this.context = context;
    this.timers = timers;
    this.watched = watched;
    this.gone = gone;
  }

  /**
   * Tells an actor that another has ended, or that its node was lost; of an actor of this node at once, of another's up
   * to a few seconds later.
   *
   * @param context of who watches, with whom the watch ends
   */
  public static <T> void watchWith(ActorContext<T> context, ActorRef<?> watched, T message) {
    if (watched.path().address().hasLocalScope() || !Clustering.isOn(context.getSystem())) {
      context.watchWith(watched, message);
    } else {
      ActorRef<T> self = context.getSelf();
      context.spawnAnonymous(create(watched, () -> self.tell(message)));
    }
  }

  private static Behavior<Event> create(ActorRef<?> watched, Runnable gone) {
    return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      RemoteWatch watch = new RemoteWatch(context, timers, watched, gone);
      watch.begin();
      return Behaviors.receiveMessage(watch::onEvent);
    }));
  }

  private void begin() {
    context.watchWith(watched, Event.ENDED);
  }

  private Behavior<Event> onEvent(Event event) {
    return switch (event) {
      case ENDED -> onEnded();
      case AGAIN -> {
        wasUp = isUp();
        begin();
        yield Behaviors.same();
      }
    };
  }

  private Behavior<Event> onEnded() {
    reports++;
    if (wasUp || reports == BELIEVED) {
      gone.run();
      return Behaviors.stopped();
    }
    timers.startSingleTimer(Event.AGAIN, AGAIN);
    return Behaviors.same();
  }

  private boolean isUp() {
    Address address = watched.path().address();
    return StreamSupport.stream(Cluster.get(context.getSystem()).state().getMembers().spliterator(), false)
        .anyMatch(member -> member.address().equals(address) && THERE.contains(member.status()));
  }
}
