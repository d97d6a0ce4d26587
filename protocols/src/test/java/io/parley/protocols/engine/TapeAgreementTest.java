package io.parley.protocols.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TapeAgreementTest {
  private static final Roles ROLES = new Roles(3);
  private static final List<Integer> HOLDERS = List.of(0, 1, 2, ROLES.client());
  private static final long[] NAME = {1, 2, 3, 4};

  private final Map<Integer, TapeAgreement> agreements = new ConcurrentHashMap<>();
  private final List<Integer> burned = new CopyOnWriteArrayList<>();
  private final List<Message> passedOn = new CopyOnWriteArrayList<>();

  TapeAgreementTest() {
    HOLDERS.forEach(role -> agreements.put(role, new TapeAgreement(ROLES, role, (peer, frame) -> {
      try {
        at(peer).inbox().deliver(role, frame);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }, new Inbox() {
      @Override
      public void deliver(int peer, List<Message> frame) {
        passedOn.addAll(frame);
      }

      @Override
      public void fail(RuntimeException failure) {}
    })));
  }

  private TapeAgreement at(int role) {
    return Objects.requireNonNull(agreements.get(role));
  }

  /** A role that has no part of the tape is given an empty name. */
  private static Optional<long[]> own(Map<Integer, long[]> names, int role) {
    return Optional.of(names.getOrDefault(role, NAME)).filter(name -> name.length > 0);
  }

  /** What became of each role; the first failure ends it for all. */
  private Map<Integer, Throwable> burn(Map<Integer, long[]> names, TapeAgreement.Burn atPartyZero) {
    Map<Integer, Throwable> failures = new ConcurrentHashMap<>();
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int role : HOLDERS) {
      CompletableFuture<?> done = CompletableFuture.runAsync(() -> {
        try {
          at(role).burn(own(names, role), () -> {
            if (role == 0) {
              atPartyZero.run();
            }
            burned.add(role);
          });
        } catch (InterruptedException | RuntimeException e) {
          agreements.values().forEach(a -> a.inbox().fail(new PeerFaultException(-1, "over")));
          throw new CompletionException(e);
        }
      }, task -> Thread.ofVirtual().start(task));
      all.add(done.handle((_, e) -> e == null ? null : failures.put(role, e.getCause())));
    }
    all.forEach(CompletableFuture::join);
    return failures;
  }

  @Test
  void burn_allNameTheSame_burnEverywhereAndAtPartyZeroFirst() {
    assertThat(burn(Map.of(), () -> {})).isEmpty();

    assertThat(burned).containsExactlyInAnyOrderElementsOf(HOLDERS).startsWith(0);
    assertThat(passedOn).isEmpty();
  }

  @Test
  void burn_clientWithoutAPart_saysWhatTheOthersSay() {
    assertThat(burn(Map.of(ROLES.client(), new long[0]), () -> {})).isEmpty();

    assertThat(burned).containsExactlyInAnyOrderElementsOf(HOLDERS).startsWith(0);
  }

  @Test
  void burn_clientWithoutAPartHearsOfTwoTapes_burnsNowhere() {
    Map<Integer, Throwable> failures = burn(Map.of(ROLES.client(), new long[0], 2, new long[]{1, 2, 3, 5}), () -> {});

    assertThat(failures).hasSize(HOLDERS.size());
    assertThat(burned).isEmpty();
  }

  @Test
  void burn_oneNamesAnother_burnsNowhere() {
    Map<Integer, Throwable> failures = burn(Map.of(2, new long[]{1, 2, 3, 5}), () -> {});

    assertThat(failures).hasSize(HOLDERS.size());
    assertThat(failures.values()).anySatisfy(e -> assertThat(e).isInstanceOf(PeerFaultException.class)
        .hasMessageContaining("names another tape"));
    assertThat(burned).isEmpty();
  }

  @Test
  void burn_partyZeroHasBurnedItBefore_burnsNowhere() {
    Map<Integer, Throwable> failures = burn(Map.of(), () -> {
      throw new IllegalStateException("burned already");
    });

    assertThat(failures.get(0)).hasMessage("burned already");
    assertThat(failures).hasSize(HOLDERS.size());
    assertThat(burned).isEmpty();
  }

  @Test
  void burn_onlyPartyZeroSaysSo_isWaitedFor() {
    TapeAgreement one = at(1);
    Inbox inbox = one.inbox();

    assertThatThrownBy(() -> {
      for (int role : List.of(0, 2, ROLES.client())) {
        inbox.deliver(role, List.of(new Message(SessionKeys.TAPE_NAME, 0, NAME)));
      }
      inbox.deliver(2, List.of(new Message(SessionKeys.TAPE_BURNED, 0, new long[0])));
      inbox.fail(new PeerFaultException(-1, "over"));
      one.burn(Optional.of(NAME), () -> burned.add(1));
    }).hasMessage("over");
    assertThat(burned).isEmpty();
    assertThat(passedOn).as("what party 2 may not say").hasSize(1);
  }

  @Test
  void deliver_otherMessagesAndNamesTwice_goToTheRun() throws InterruptedException {
    Inbox inbox = at(1).inbox();
    Message name = new Message(SessionKeys.TAPE_NAME, 0, NAME);
    Message share = new Message(Message.key(3, 0), 1, new long[2]);

    inbox.deliver(0, List.of(name));
    inbox.deliver(0, List.of(share, name));

    assertThat(passedOn).containsExactly(share, name);
  }
}
