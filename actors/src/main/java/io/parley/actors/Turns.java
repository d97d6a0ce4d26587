package io.parley.actors;

import io.parley.plan.BadRequestException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/** Whose turn it is: so many runs go on at once, others wait in line, first come first served, and know their places. */
final class Turns {
  private final int most;
  private final int mostWaiting;
  private final Deque<RunRequest> line = new ArrayDeque<>();
  private int taken;

  /**
   * @param most runs at once
   * @param mostWaiting places in the line
   */
  Turns(int most, int mostWaiting) {
    this.most = most;
    this.mostWaiting = mostWaiting;
  }

  /**
   * Takes a turn, or else a place in the line.
   *
   * @return whether it is its turn
   * @throws BadRequestException if the line is full
   */
  boolean take(RunRequest request) {
    if (taken < most && line.isEmpty()) {
      taken++;
      return true;
    }
    if (line.size() >= mostWaiting) {
      throw new BadRequestException("The cluster runs " + taken + " plans, and " + line.size()
          + " more wait, all that parley.session.max-concurrent and max-waiting allow. Try again later");
    }
    line.add(request);
    request.client().tell(new ClientRunActor.Queued(line.size()));
    return false;
  }

  /** A turn is over. Returns whose turn it is now. */
  Optional<RunRequest> end() {
    taken--;
    if (taken >= most) {
      return Optional.empty();
    }
    Optional<RunRequest> next = Optional.ofNullable(line.poll());
    if (next.isPresent()) {
      taken++;
      tellPlaces();
    }
    return next;
  }

  /** These do not wait any more. */
  void leave(Predicate<RunRequest> who) {
    if (line.removeIf(who)) {
      tellPlaces();
    }
  }

  /** Also a sign of life, for those who wait long. */
  void tellPlaces() {
    int place = 1;
    for (RunRequest request : line) {
      request.client().tell(new ClientRunActor.Queued(place++));
    }
  }
}
