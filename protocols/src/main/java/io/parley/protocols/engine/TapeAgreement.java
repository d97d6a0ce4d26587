package io.parley.protocols.engine;

import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Roles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the parties and the client of a session agree on the tape made beforehand that they use, without trusting who
 * proposed it: each tells all others the tape's name over their lanes, and goes on only if all say the same. Then party 0
 * burns its part, and the others theirs only after it has. So of two sessions that were given the same tape, the one
 * that party 0's ledger admits gets it everywhere, and the other nowhere.
 */
public final class TapeAgreement {
  /** Burns this role's part of the tape. */
  public interface Burn {
    void run();
  }

  private static final int FIRST = 0;
  private static final int NAME_BYTES = 32;

  private final Roles roles;
  private final int self;
  private final Channel channel;
  private final Inbox run;
  private final List<CompletableFuture<long[]>> names = new ArrayList<>();
  private final CompletableFuture<@Nullable Void> burned = new CompletableFuture<>();

  /**
   * @param self a party, or the client
   * @param run gets all that is not about the tape
   */
  public TapeAgreement(Roles roles, int self, Channel channel, Inbox run) {
    this.roles = roles;
    this.self = self;
    this.channel = channel;
    this.run = run;
    for (int role = 0; role < roles.count(); role++) {
      names.add(new CompletableFuture<>());
    }
  }

  /** In front of that of the run. */
  public Inbox inbox() {
    return new Inbox() {
      @Override
      public void deliver(int peer, List<Message> frame) throws InterruptedException {
        List<Message> rest = frame.stream().filter(m -> !isTaken(peer, m)).toList();
        if (!rest.isEmpty()) {
          run.deliver(peer, rest);
        }
      }

      @Override
      public Room room(int peer) {
        Room room = run.room(peer);
        return new Room(room.bytes() + Math.min(NAME_BYTES, Long.MAX_VALUE - room.bytes()),
            room.messages() + Math.min(2, Long.MAX_VALUE - room.messages()));
      }

      @Override
      public void arriving(int peer) {
        run.arriving(peer);
      }

      @Override
      public void fail(RuntimeException cause) {
        run.fail(cause);
        names.forEach(name -> name.completeExceptionally(cause));
        burned.completeExceptionally(cause);
      }
    };
  }

  /** What is said once is not said again: the run's inbox refuses it. */
  private boolean isTaken(int peer, Message message) {
    if (message.key() == SessionKeys.TAPE_NAME) {
      return names.get(peer).complete(message.words());
    }
    return message.key() == SessionKeys.TAPE_BURNED && peer == FIRST && burned.complete(null);
  }

  /**
   * Blocks until all have named the same tape and it is burned here.
   *
   * @param own 4 words that no other tape has; empty for the client if it has no part of the tape, who says the others'
   * @throws PeerFaultException if a role has another tape, or fails
   */
  public void burn(Optional<long[]> own, Burn burn) throws InterruptedException {
    List<Integer> others = IntStream.range(0, roles.count()).filter(r -> r != self && r != roles.provider()).boxed()
        .toList();
    own.ifPresent(name -> say(others, name));
    long[] name = own.isPresent() ? own.get() : Failures.get(names.get(FIRST));
    for (int role : others) {
      if (!Arrays.equals(Failures.get(names.get(role)), name)) {
        throw new PeerFaultException(role, roles.describe(role) + " names another tape");
      }
    }
    if (own.isEmpty()) {
      say(others, name);
    }
    if (self != FIRST) {
      Failures.get(burned);
    }
    burn.run();
    if (self == FIRST) {
      others.forEach(role -> channel.send(role, List.of(new Message(SessionKeys.TAPE_BURNED, 0, new long[0]))));
    }
  }

  private void say(List<Integer> others, long[] name) {
    others.forEach(role -> channel.send(role, List.of(new Message(SessionKeys.TAPE_NAME, 0, name))));
  }
}
