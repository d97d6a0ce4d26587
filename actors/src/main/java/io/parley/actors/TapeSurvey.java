package io.parley.actors;

import io.parley.actors.Directory.Present;
import io.parley.actors.transport.Steadfast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Asks several parties about their tapes and gathers what they answer. */
final class TapeSurvey {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  sealed interface Command {}

  private record Answered(TapeAnswer answer) implements Command {}

  private record Overdue() implements Command {}

  private TapeSurvey() {}

  /**
   * @param result gets one answer for each party, by name; whoever was silent is said to be
   */
  static Behavior<Command> create(byte[] order, Collection<Present<SessionHost.Command>> parties,
      Consumer<TapeAnswers> result) {
    return Steadfast.of(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      Map<String, TapeAnswer> answers = new TreeMap<>();
      List<String> silent = new ArrayList<>(parties.stream().map(p -> p.who().name()).toList());
      ActorRef<TapeAnswer> answered = context.messageAdapter(TapeAnswer.class, Answered::new);
      parties.forEach(party -> party.actor().tell(new SessionHost.Tapes(order, answered)));
      timers.startSingleTimer(new Overdue(), silent.isEmpty() ? Duration.ZERO : PATIENCE);
      return Behaviors.receiveMessage(command -> {
        switch (command) {
          case Answered(TapeAnswer answer) -> {
            if (silent.remove(answer.node())) {
              answers.put(answer.node(), answer);
            }
          }
          case Overdue _ -> {
            silent.forEach(name -> answers.put(name, TapeAnswer.failed(name, "Node " + name + " does not answer")));
            silent.clear();
          }
        }
        if (!silent.isEmpty()) {
          return Behaviors.same();
        }
        result.accept(new TapeAnswers(List.copyOf(answers.values())));
        return Behaviors.stopped();
      });
    })));
  }
}
