package io.parley.actors;

import io.parley.config.SessionSettings;
import io.parley.plan.BadRequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whose turn it is: so many runs go on at once, so many of them one client's; others wait in line, first come first served
 * among those whose client may have another, and know their places.
 */
final class Turns {
  /** How many of one client's runs may wait for each that may go on. */
  private static final int WAITING_PER_RUN = 4;

  private final SessionSettings limits;
  private final List<RunRequest> line = new ArrayList<>();
  /** Runs that go on, by client. */
  private final Map<String, Integer> going = new HashMap<>();
  private int taken;

  Turns(SessionSettings limits) {
    this.limits = limits;
  }

  /**
   * Takes a turn, or else a place in the line.
   *
   * @return whether it is its turn
   * @throws BadRequestException if the line is full, or too much of it the client's
   */
  boolean take(RunRequest request) {
    if (isNext(request)) {
      begin(request);
      return true;
    }
    String client = request.clientIdentity();
    long ofClient = line.stream().filter(other -> other.clientIdentity().equals(client)).count();
    if (ofClient >= (long) WAITING_PER_RUN * limits.maxPerClient()) {
      throw new BadRequestException(
          client + " has " + going.getOrDefault(client, 0) + " runs that go on, and " + ofClient
              + " more wait, all that parley.session.max-per-client allows. Try again later");
    }
    if (line.size() >= limits.maxWaiting()) {
      throw new BadRequestException("The cluster runs " + taken + " plans, and " + line.size()
          + " more wait, all that parley.session.max-concurrent and max-waiting allow. Try again later");
    }
    line.add(request);
    request.client().tell(new ClientRunActor.Queued(line.size()));
    return false;
  }

  private boolean isNext(RunRequest request) {
    return taken < limits.maxConcurrent()
        && going.getOrDefault(request.clientIdentity(), 0) < limits.maxPerClient();
  }

  private void begin(RunRequest request) {
    taken++;
    going.merge(request.clientIdentity(), 1, Integer::sum);
  }

  /** A client's turn is over. Returns whose turn it is now. */
  Optional<RunRequest> end(String client) {
    taken--;
    going.computeIfPresent(client, (_, n) -> n == 1 ? null : n - 1);
    Optional<RunRequest> next = line.stream().filter(this::isNext).findFirst();
    next.ifPresent(request -> {
      line.remove(request);
      begin(request);
      tellPlaces();
    });
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
