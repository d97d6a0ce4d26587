package io.parley.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.identity.Identity;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.identity.SpiffeId;
import io.parley.identity.Trust;
import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.PeerFaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two parties, a provider and a client, and somebody who lies about what they have signed in every way. */
class ContractTest {
  private static final Random RANDOM = new Random(3);
  private static final KeyDirectory CA = ca();
  private static final Identity ALICE = identity(IdentityRole.PARTY, "alice");
  private static final Identity BOB = identity(IdentityRole.PARTY, "bob");
  private static final Identity PEGGY = identity(IdentityRole.PROVIDER, "peggy");
  private static final Identity CLEO = identity(IdentityRole.CLIENT, "cleo");
  private static final List<Identity> CAST = List.of(ALICE, BOB, PEGGY, CLEO);
  private static final Trust TRUST = CA.trust();
  private static final byte[] SIGNED = ContractCodec.encode(CLEO.sign(ContractCodec.REQUEST, body(job("beaver"))));
  private static final Request REQUEST = ContractCodec.request(ContractCodec.signed(SIGNED).body());
  private static final List<byte[]> ACCEPTS = accepts(SIGNED);
  private static final byte[] BINDING = binding(ACCEPTS);

  private static KeyDirectory ca() {
    try {
      KeyDirectory ca = new KeyDirectory(Files.createTempDirectory("ca"), Optional.empty());
      ca.createCa("health.example");
      return ca;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Identity identity(IdentityRole role, String name) {
    CA.createIdentity(Optional.empty(), "org-" + name, role, name);
    return CA.load(role, name);
  }

  @AfterAll
  static void removeKeys() throws IOException {
    try (Stream<Path> files = Files.walk(CA.path())) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static Job job(String protocol) {
    return new Job(random(16), 5_000, 1_000,
        List.of(new Step(new Program("ab".repeat(32), 1, List.of(), "cd".repeat(32)),
            protocol, Dealing.STREAM, 2, List.of(), List.of(new Step.Named("x", "client")),
            List.of(new Step.Named("y", "client")), List.of())),
        List.of());
  }

  private static byte[] body(Job job) {
    return body(job, CAST.stream().map(Identity::id).toList());
  }

  private static byte[] body(Job job, List<SpiffeId> cast) {
    byte[] bytes = RunCodec.encode(job);
    Proposal proposal = new Proposal(job, RunCodec.id(bytes), new UUID(1, 2), List.of("alice", "bob"),
        Optional.of("peggy"), "cleo", Optional.empty());
    return ContractCodec.encode(RunCodec.encode(bytes, proposal), cast);
  }

  private static byte[] accept(Identity by, int role, byte[] request) {
    return accept(by, role, request, Attempt.FIRST);
  }

  private static byte[] accept(Identity by, int role, byte[] request, Attempt attempt) {
    return ContractCodec.encode(by.sign(ContractCodec.ACCEPT, ContractCodec.encode(
        new Accept(RunCodec.id(request), role, "tcp", "10.0.0." + role + ":7401", random(32), random(32), attempt))));
  }

  private static List<byte[]> accepts(byte[] request) {
    List<byte[]> accepts = new ArrayList<>();
    for (int role = 0; role < CAST.size(); role++) {
      accepts.add(accept(CAST.get(role), role, request));
    }
    return accepts;
  }

  private static byte[] binding(List<byte[]> accepts) {
    return Contract.of(SIGNED, REQUEST, Attempt.FIRST, accepts, TRUST).binding();
  }

  private static List<byte[]> with(int role, byte[] accept) {
    List<byte[]> changed = new ArrayList<>(ACCEPTS);
    changed.set(role, accept);
    return changed;
  }

  private static void assertRefused(List<byte[]> accepts, String who) {
    assertThatThrownBy(() -> binding(accepts)).isInstanceOf(PeerFaultException.class).hasMessageContaining(who)
        .hasMessageNotContaining("\n");
  }

  @Test
  void of_whatAllHaveSigned_isTheSameForAll_andTellsWhereTheyAre() {
    Contract contract = Contract.of(SIGNED, REQUEST, Attempt.FIRST,
        ContractCodec.accepts(ContractCodec.encodeAll(ACCEPTS)), TRUST);

    assertThat(contract.binding()).isEqualTo(BINDING).hasSize(32);
    assertThat(contract.accepts().keySet()).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(Objects.requireNonNull(contract.accepts().get(1)).location()).isEqualTo("10.0.0.1:7401");
  }

  /** Whoever forges an accept has another key, or another name. */
  @Test
  void of_acceptThatSomebodyElseSigned_isRefused() {
    for (int role = 0; role < CAST.size(); role++) {
      String who = REQUEST.roles().describe(role);
      Identity mallory = identity(CAST.get(role).id().role(), "mallory-" + role);
      assertRefused(with(role, accept(mallory, role, SIGNED)), who);
      assertRefused(with(role, accept(Identity.throwAway(CAST.get(role).id()), role, SIGNED)), who);
      for (int other = 0; other < CAST.size(); other++) {
        if (other != role) {
          assertRefused(with(role, accept(CAST.get(other), role, SIGNED)), who);
          assertRefused(with(role, ACCEPTS.get(other)), who);
        }
      }
    }
  }

  @Test
  void of_acceptOfAnotherRequestOrRole_isRefused() {
    byte[] before = ContractCodec.encode(CLEO.sign(ContractCodec.REQUEST, body(job("beaver"))));
    for (int role = 0; role < CAST.size(); role++) {
      String who = REQUEST.roles().describe(role);
      assertRefused(with(role, accept(CAST.get(role), role, before)), who);
      assertRefused(with(role, accept(CAST.get(role), (role + 1) % CAST.size(), SIGNED)), who);
    }
  }

  @Test
  void of_acceptsThatAreMissingDoubledOrSwapped_areRefused() {
    for (int role = 0; role < CAST.size(); role++) {
      List<byte[]> missing = new ArrayList<>(ACCEPTS);
      missing.remove(role);
      assertThatThrownBy(() -> binding(missing)).isInstanceOf(PeerFaultException.class);
      List<byte[]> doubled = new ArrayList<>(ACCEPTS);
      doubled.add(role, ACCEPTS.get(role));
      assertThatThrownBy(() -> binding(doubled)).isInstanceOf(PeerFaultException.class);
      for (int other = 0; other < role; other++) {
        List<byte[]> swapped = new ArrayList<>(ACCEPTS);
        Collections.swap(swapped, role, other);
        assertThatThrownBy(() -> binding(swapped)).isInstanceOf(PeerFaultException.class);
      }
    }
  }

  /** A request of the same client is no accept, nor the other way round. */
  @Test
  void of_messageOfAnotherKind_isRefused() {
    assertRefused(with(3, SIGNED), "client");
    assertRefused(with(0, ContractCodec.encode(ALICE.sign(ContractCodec.REQUEST,
        ContractCodec.signed(ACCEPTS.getFirst()).body()))), "party 0");
  }

  /** No changed byte is overlooked. */
  @Test
  void of_anyByteChangedOrCut_isRefused() {
    int tried = 0;
    byte[] accept = ACCEPTS.get(1);
    for (int at = 0; at < accept.length; at++) {
      byte[] changed = accept.clone();
      changed[at] ^= (byte) (1 << RANDOM.nextInt(8));
      assertThatThrownBy(() -> binding(with(1, changed))).as("byte %d", at).isInstanceOf(PeerFaultException.class);
      byte[] cut = Arrays.copyOf(accept, at);
      assertThatThrownBy(() -> binding(with(1, cut))).as("cut at %d", at).isInstanceOf(PeerFaultException.class);
      tried += 2;
    }
    assertThat(tried).isGreaterThan(1_000);
  }

  /** A role that accepts twice, or a client that signs twice, binds each time to something else. */
  @Test
  void binding_ofOtherAcceptsOrRequests_isAnother() {
    Set<String> bindings = new HashSet<>(Set.of(HexFormat.of().formatHex(BINDING)));
    for (int role = 0; role < CAST.size(); role++) {
      assertThat(bindings.add(HexFormat.of().formatHex(binding(with(role, accept(CAST.get(role), role, SIGNED))))))
          .isTrue();
    }
    byte[] again = ContractCodec.encode(CLEO.sign(ContractCodec.REQUEST, body(job("beaver"))));
    assertThat(bindings.add(HexFormat.of().formatHex(Contract.of(again,
        ContractCodec.request(ContractCodec.signed(again).body()), Attempt.FIRST, accepts(again), TRUST).binding())))
        .isTrue();
  }

  @Test
  void binding_ofEachStep_isAnother() {
    Contract contract = Contract.of(SIGNED, REQUEST, Attempt.FIRST, ACCEPTS, TRUST);
    Set<String> bindings = new HashSet<>();
    for (int step = 0; step < 1_024; step++) {
      bindings.add(HexFormat.of().formatHex(contract.binding(step)));
    }

    assertThat(bindings).hasSize(1_024).contains(HexFormat.of().formatHex(BINDING));
  }

  /** Of two steps, which may be taken up again twice, also with another provider. */
  private static byte[] patient(Identity alternate) {
    Job one = job("beaver");
    Job two = new Job(one.nonce(), 5_000, 1_000, List.of(one.steps().getFirst(), one.steps().getFirst()), List.of());
    byte[] bytes = RunCodec.encode(two);
    Proposal proposal = new Proposal(two, RunCodec.id(bytes), new UUID(1, 2), List.of("alice", "bob"),
        Optional.of("peggy"), "cleo", Optional.empty());
    return ContractCodec.encode(CLEO.sign(ContractCodec.REQUEST, ContractCodec.encode(RunCodec.encode(bytes, proposal),
        CAST.stream().map(Identity::id).toList(), 2, List.of(alternate.id()))));
  }

  @Test
  void of_anotherAttempt_isRefusedAndBindsToSomethingElse() {
    Identity paul = identity(IdentityRole.PROVIDER, "paul");
    byte[] signed = patient(paul);
    Request request = ContractCodec.request(ContractCodec.signed(signed).body());
    Set<String> bindings = new HashSet<>();
    for (Attempt attempt : List.of(Attempt.FIRST, new Attempt(1, 0, 0), new Attempt(1, 1, 0), new Attempt(2, 1, 1))) {
      assertThat(request.allows(attempt)).isTrue();
      List<byte[]> accepts = new ArrayList<>();
      for (int role = 0; role < CAST.size(); role++) {
        Identity by = role == 2 && attempt.provider() == 1 ? paul : CAST.get(role);
        accepts.add(accept(by, role, signed, attempt));
      }
      bindings.add(HexFormat.of().formatHex(Contract.of(signed, request, attempt, accepts, TRUST).binding()));
      for (Attempt other : List.of(new Attempt(2, 0, attempt.provider()), new Attempt(1, 0, 1 - attempt.provider()))) {
        assertThatThrownBy(() -> Contract.of(signed, request, other, accepts, TRUST))
            .isInstanceOf(PeerFaultException.class);
      }
      for (int role = 0; role < CAST.size(); role++) {
        List<byte[]> mixed = new ArrayList<>(accepts);
        mixed.set(role, accept(role == 2 && attempt.provider() == 1 ? paul : CAST.get(role), role, signed,
            new Attempt(attempt.resumption() + 1, attempt.fromStep(), attempt.provider())));
        assertThatThrownBy(() -> Contract.of(signed, request, attempt, mixed, TRUST))
            .isInstanceOf(PeerFaultException.class)
            .hasMessage(request.roles().describe(role) + " shows an accept of another attempt");
      }
    }
    assertThat(bindings).hasSize(4);
  }

  @Test
  void allows_attemptsThatTheClientDidNotSignFor_no() {
    Request request = ContractCodec.request(
        ContractCodec.signed(patient(identity(IdentityRole.PROVIDER, "pia"))).body());

    for (Attempt attempt : List.of(new Attempt(3, 0, 0), new Attempt(-1, 0, 0), new Attempt(0, 1, 0),
        new Attempt(0, 0, 1), new Attempt(1, 2, 0), new Attempt(1, -1, 0), new Attempt(1, 0, 2),
        new Attempt(1, 0, -1))) {
      assertThat(request.allows(attempt)).as("%s", attempt).isFalse();
    }
    assertThat(REQUEST.allows(new Attempt(1, 0, 0))).isFalse();
  }

  @Test
  void request_withAlternatesForNobodyOrWhoDoNotProvide_isRefused() {
    List<SpiffeId> cast = CAST.stream().map(Identity::id).toList();
    byte[] proposal = RunCodec.encode(RunCodec.encode(REQUEST.proposal().job()), REQUEST.proposal());
    SpiffeId pat = identity(IdentityRole.PROVIDER, "pat").id();

    assertRefused(ContractCodec.encode(proposal, cast, 0, List.of(pat)), "alternates for nobody");
    assertRefused(ContractCodec.encode(proposal, cast, 1, List.of(cast.get(2))), "names somebody twice");
    assertRefused(ContractCodec.encode(proposal, cast, 1, List.of(identity(IdentityRole.PARTY, "dave").id())),
        "who do not all provide");
    assertRefused(ContractCodec.encode(proposal, cast, 101, List.of()), "101 times; 100 are most");
  }

  private static void assertRefused(byte[] body, String why) {
    assertThatThrownBy(() -> ContractCodec.request(body)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining(why).hasMessageNotContaining("\n");
  }

  @Test
  void request_whoseCastDoesNotPlayTheProposal_isRefused() {
    List<SpiffeId> cast = CAST.stream().map(Identity::id).toList();
    List<SpiffeId> swapped = List.of(cast.get(1), cast.get(0), cast.get(2), cast.get(3));
    List<SpiffeId> provider = List.of(cast.get(0), cast.get(1), identity(IdentityRole.PARTY, "peggy").id(),
        cast.get(3));
    List<SpiffeId> twice = List.of(cast.get(0), cast.get(0), cast.get(2), cast.get(3));
    for (List<SpiffeId> wrong : List.of(swapped, provider, twice, cast.subList(0, 3), List.<SpiffeId>of())) {
      assertThatThrownBy(() -> ContractCodec.request(body(job("beaver"), wrong)))
          .isInstanceOf(BadRequestException.class).hasMessageNotContaining("\n");
    }
  }

  @Test
  void decode_anyBytes_isRefusedInOneLineOrRead() {
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = i % 2 == 0 ? SIGNED.clone() : new byte[RANDOM.nextInt(300)];
      if (i % 2 == 0) {
        bytes[RANDOM.nextInt(bytes.length)] = (byte) RANDOM.nextInt();
      } else {
        RANDOM.nextBytes(bytes);
      }
      for (Runnable read : List.<Runnable>of(() -> ContractCodec.signed(bytes), () -> ContractCodec.request(bytes),
          () -> ContractCodec.accept(bytes), () -> ContractCodec.accepts(bytes))) {
        try {
          read.run();
        } catch (BadRequestException e) {
          assertThat(e.getMessage()).doesNotContain("\n");
        }
      }
    }
  }
}
