package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.parley.audit.AuditCheck;
import io.parley.audit.AuditEvent;
import io.parley.client.JobStep;
import io.parley.client.Parley;
import io.parley.client.Progress;
import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.client.RunResult;
import io.parley.client.Tape;
import io.parley.config.NodeSettings;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.identity.SpiffeId;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.policy.PolicyFile;
import io.parley.serialization.Approval;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.PlanCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of different organisations, each with keys of its own for which one CA vouches. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeyedClusterTest {
  private static final Duration UP = Duration.ofSeconds(60);
  private static final double ULP = 1.0 / (1 << 16);
  private static final List<ParleyNode> NODES = new ArrayList<>();

  @TempDir
  private static Path root;
  private static KeyDirectory ca;
  private static String seed;

  @BeforeAll
  static void start() throws Exception {
    ca = new KeyDirectory(root.resolve("ca"), Optional.empty());
    ca.createCa("health.example");
    NODES.add(node(keys(IdentityRole.COORDINATOR, "carol", "hub"), "carol", "coordinator", Map.of()));
    seed = NODES.getFirst().address().toString();
    NODES.add(node(keys(IdentityRole.PROVIDER, "peggy", "dealers"), "peggy", "provider", Map.of()));
    NODES.add(node(keys(IdentityRole.PARTY, "alice", "acme"), "alice", "party", Map.of()));
    NODES.add(node(keys(IdentityRole.PARTY, "bob", "bank"), "bob", "party", Map.of()));
    for (ParleyNode node : NODES) {
      node.awaitUp(UP);
    }
    keys(IdentityRole.CLIENT, "dora", "uni");
  }

  @AfterAll
  static void stop() {
    NODES.reversed().forEach(ParleyNode::terminate);
    NODES.forEach(ParleyNode::close);
  }

  /** A directory of somebody's own, with what the CA gave them. */
  private static Path keys(IdentityRole role, String name, String operator) throws IOException {
    Path directory = Files.createDirectories(root.resolve(name));
    Files.copy(ca.path().resolve("ca.crt"), directory.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
    Path request = new KeyDirectory(directory, Optional.empty()).createIdentity(Optional.empty(), operator, role, name);
    ca.sign(request);
    Path policy = directory.resolve(PolicyFile.NAME);
    if (!Files.exists(policy)) {
      new PolicyFile(policy).create("health.example");
    }
    return directory;
  }

  private static ParleyNode node(Path keys, String name, String role, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.putAll(Map.of("parley.node.roles", List.of(role), "parley.node.name", name, "parley.identity.directory",
        keys.toString(), "parley.tape.directory", keys.resolve("tapes").toString(), "parley.node.seeds",
        role.equals("coordinator") ? List.of() : List.of(seed)));
    return ParleyNode.start(TestCluster.settings(settings));
  }

  private static Parley client(Path keys, Map<String, Object> more) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(Map.of("parley.client.connect-timeout", "60s"));
    settings.putAll(more);
    settings.putAll(Map.of("parley.node.roles", List.of("client"), "parley.node.name", "client-of-test",
        "parley.identity.directory", keys.toString(), "parley.node.seeds", List.of(seed)));
    return Parley.connect(TestCluster.settings(settings));
  }

  private static Path dora() {
    return root.resolve("dora");
  }

  private static void assertRuns(Parley parley) throws InterruptedException {
    parley.awaitMembers(2, true, UP);
    Map<String, Values> inputs = PlansForTests.inputs(2, 1);
    assertThat(parley.run(PlansForTests.layer(2), RunOptions.defaults().withProtocol("spdz2k"), inputs).output("y")
        .data()).containsExactly(PlansForTests.layer(2, inputs), within(2 * ULP));
  }

  private static void assertRefused(Parley parley, RunOptions options, String... why) throws InterruptedException {
    parley.awaitMembers(2, true, UP);
    assertThatThrownBy(() -> parley.run(PlansForTests.layer(2), options, PlansForTests.inputs(2, 1)))
        .isInstanceOf(BadRequestException.class).hasMessageContainingAll(why).hasMessageNotContaining("\n");
  }

  @Test
  @Order(1)
  void run_amongIdentities_works_andPlainIsRefused() throws InterruptedException {
    try (Parley parley = client(dora(), Map.of())) {
      assertRuns(parley);
      assertRefused(parley, RunOptions.defaults().withProtocol("plain").withParties(1), "'plain' hides nothing");
    }
  }

  @Test
  @Order(2)
  void run_castThatTheClientDoesNotAccept_isNotSigned() throws InterruptedException {
    try (Parley parley = client(dora(), Map.of("parley.identity.accept.party", List.of("acme", "other")))) {
      assertRefused(parley, RunOptions.defaults(), "The client refuses", "/bank/party/bob",
          "parley.identity.accept.party");
    }
    try (Parley parley = client(dora(), Map.of("parley.identity.accept.provider", List.of("acme")))) {
      assertRefused(parley, RunOptions.defaults(), "The client refuses", "/dealers/provider/peggy");
    }
  }

  @Test
  @Order(2)
  void tape_ofOneClient_isSeenUsedAndBurnedByNoOther() throws Exception {
    Path eve = keys(IdentityRole.CLIENT, "eve", "uni");
    Plan plan = PlansForTests.layer(2);
    RunOptions beaver = RunOptions.defaults().withProtocol("beaver");
    try (Parley own = client(dora(), Map.of("parley.tape.directory", root.resolve("dora-tapes").toString()));
        Parley other = client(eve, Map.of("parley.tape.directory", root.resolve("eve-tapes").toString()))) {
      own.awaitMembers(2, true, UP);
      other.awaitMembers(2, true, UP);
      own.makeTape(plan, beaver);
      Tape tape = own.tapes().getFirst().tape();
      assertThat(tape.dealer()).isEqualTo("spiffe://health.example/dealers/provider/peggy");
      assertThat(tape.owner()).isEqualTo("spiffe://health.example/uni/client/dora");
      assertThat(tape.parties()).containsExactly("alice", "bob");

      assertThat(other.tapes()).isEmpty();
      assertThat(other.burnTapes(Optional.of(tape.id()))).isEmpty();
      assertThat(other.burnTapes(Optional.empty())).isEmpty();
      assertThatThrownBy(() -> other.run(plan, beaver.withMode(RunMode.STORED), PlansForTests.inputs(2, 1)))
          .isInstanceOf(BadRequestException.class).hasMessageContaining("no unused tape");

      Map<String, Values> inputs = PlansForTests.inputs(2, 1);
      assertThat(own.run(plan, beaver.withMode(RunMode.STORED), inputs).output("y").data())
          .containsExactly(PlansForTests.layer(2, inputs), within(2 * ULP));
      assertThat(own.tapes()).isEmpty();
      assertThat(root.resolve("alice/tapes/key")).as("the key lies with the others").doesNotExist();
      assertThat(root.resolve("alice/store.key")).exists();
    }
  }

  /** In its second step, once; then whatever runs there. */
  private static RunOptions whenSecondStepRuns(Runnable then) {
    AtomicInteger begun = new AtomicInteger();
    return RunOptions.defaults().withProtocol("beaver").withResumptions(20).withProgress(step -> {
      if (step == Progress.ONLINE && begun.incrementAndGet() == 2) {
        Thread.ofVirtual().start(then);
      }
    });
  }

  private static List<RunResult> runJob(Parley parley, RunOptions options) throws InterruptedException {
    Map<String, Values> inputs = PlansForTests.inputs(2, 1);
    List<RunResult> results = parley.run(List.of(new JobStep(PlansForTests.layer(2), inputs),
        new JobStep(PlansForTests.deep(2, 400), inputs), new JobStep(PlansForTests.layer(2), inputs)), options);
    for (RunResult result : List.of(results.getFirst(), results.getLast())) {
      assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(2, inputs), within(2 * ULP));
    }
    return results;
  }

  /** What it has taken part in it knows after a restart, and so takes part in the next attempt alone. */
  @Test
  @Order(3)
  void job_partyRestartsInTheMiddle_isTakenUpAgain() throws InterruptedException {
    try (Parley parley = client(dora(), Map.of())) {
      parley.awaitMembers(2, true, UP);

      runJob(parley, whenSecondStepRuns(() -> {
        NODES.removeLast().close();
        NODES.add(node(root.resolve("bob"), "bob", "party", Map.of()));
      }));
    }
  }

  @Test
  @Order(3)
  void job_providerIsLost_goesOnWithAnother() throws Exception {
    ParleyNode dan = node(keys(IdentityRole.PROVIDER, "dan", "others"), "dan", "provider", Map.of());
    dan.awaitUp(UP);
    try (Parley parley = client(dora(), Map.of())) {
      awaitProviders(parley, 2);

      List<RunResult> results = runJob(parley, whenSecondStepRuns(dan::close));

      assertThat(provider(results.getFirst())).as("the first by name").isEqualTo("dan");
      assertThat(provider(results.getLast())).isEqualTo("peggy");
    } finally {
      dan.close();
    }
  }

  private static void awaitProviders(Parley parley, int count) throws InterruptedException {
    long end = System.nanoTime() + UP.toNanos();
    while (parley.members().providers().size() < count) {
      assertThat(System.nanoTime()).as("providers %s", parley.members()).isLessThan(end);
    }
  }

  private static String provider(RunResult result) {
    return result.report().roles().stream().filter(role -> role.role().equals("provider")).findFirst().orElseThrow()
        .node();
  }

  /** A coordinator that proposes somebody else's tape. */
  @Test
  @Order(2)
  void checkTape_ofAnotherOwnerOrDealer_isRefused() {
    List<String> cast = List.of("spiffe://health.example/acme/party/alice", "spiffe://health.example/bank/party/bob",
        "spiffe://health.example/dealers/provider/peggy", "spiffe://health.example/uni/client/dora");
    Tape tape = new Tape(new UUID(1, 2), "0a".repeat(32), "0b".repeat(32), "p", "beaver", cast);
    Credentials alice = Credentials.of(NodeSettings.of(Map.of("parley.node.name", "alice", "parley.node.roles",
        List.of("party"), "parley.identity.directory", root.resolve("alice").toString(),
        "parley.identity.accept.provider", List.of("others"))));
    Credentials bob = Credentials.of(NodeSettings.of(Map.of("parley.node.name", "bob", "parley.node.roles",
        List.of("party"), "parley.identity.directory", root.resolve("bob").toString())));

    bob.checkTape(tape, SpiffeId.parse(tape.owner()).orElseThrow());
    assertThatThrownBy(
        () -> bob.checkTape(tape, SpiffeId.parse("spiffe://health.example/uni/client/eve").orElseThrow()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("is not of spiffe://health.example/uni/client/eve");
    assertThatThrownBy(() -> alice.checkTape(tape, SpiffeId.parse(tape.owner()).orElseThrow()))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("parley.identity.accept.provider");
  }

  /** Who deals for its own party knows what both know. */
  @Test
  @Order(3)
  void run_twoRolesOfOneOperator_isRefused() throws Exception {
    ParleyNode again = node(keys(IdentityRole.PARTY, "aaron", "bank"), "aaron", "party", Map.of());
    try (Parley parley = client(dora(), Map.of())) {
      again.awaitUp(UP);
      parley.awaitMembers(3, true, UP);
      assertRefused(parley, RunOptions.defaults().withParties(List.of("aaron", "bob")), "belong to the operator 'bank'",
          "parley.identity.same-operator");
    } finally {
      again.close();
    }
  }

  @Test
  @Order(4)
  void join_withoutKeys_orThoseOfAnotherCa_isNotPossible() throws Exception {
    assertThatThrownBy(() -> Parley.connect(TestCluster.settings(Map.of("parley.node.roles", List.of("client"),
        "parley.node.name", "stranger", "parley.node.seeds", List.of(seed), "parley.client.connect-timeout", "4s"))))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("found no cluster");
    KeyDirectory other = new KeyDirectory(root.resolve("other"), Optional.empty());
    other.createCa("health.example");
    other.createIdentity(Optional.empty(), "uni", IdentityRole.CLIENT, "dora");
    assertThatThrownBy(() -> client(other.path(), Map.of("parley.client.connect-timeout", "4s")))
        .isInstanceOf(BadRequestException.class);
    try (Parley parley = client(dora(), Map.of())) {
      assertRuns(parley);
    }
  }

  @Test
  @Order(4)
  void policy_ofAParty_decides_andItsChangesAreNoticed() throws Exception {
    PolicyFile policy = new PolicyFile(root.resolve("bob").resolve(PolicyFile.NAME));
    String before = Files.readString(policy.path());
    String rule = "rules = [{name = %s, who = [\"spiffe://health.example/uni/client/*\"], %s}]";
    SpiffeId auditor = SpiffeId.parse("spiffe://health.example/watch/auditor/ann").orElseThrow();
    ca.createIdentity(Optional.empty(), "watch", IdentityRole.AUDITOR, "ann");
    try (Parley parley = client(dora(), Map.of())) {
      assertRuns(parley);
      Files.writeString(policy.path(), rule.formatted("small", "limits {elements = 1}"));
      awaitRefused(parley, "Node bob refuses: the rule 'small' of its policy does not allow it. Ask its operator");
      Files.writeString(policy.path(), rule.formatted("odd", "when = \"protocol == 'plain'\""));
      awaitRefused(parley, "Node bob refuses: no rule of its policy allows it");
      Files.writeString(policy.path(), "rules = [{name = half");
      assertThatThrownBy(() -> parley.run(PlansForTests.layer(2), RunOptions.defaults(), PlansForTests.inputs(2, 1)))
          .as("what is no policy is not taken").hasMessageContaining("no rule of its policy");
      Files.delete(policy.path());
      awaitRefused(parley,
          "Node bob refuses: it has no policy, and so takes part in nothing. Its operator can write one:"
              + " parley policy new");
      assertThatThrownBy(() -> parley.run(PlansForTests.layer(2), RunOptions.defaults(), PlansForTests.inputs(2, 1)))
          .hasMessageNotContaining(root.toString());

      Files.writeString(policy.path(), rule.formatted("reviewed", "signed-by = [\"" + auditor + "\"], "
          + "ops = [input, constant, matmul, mul, add, relu, isNegative], limits {nodes = 100, memory = 1GiB, bytes = 1GiB,"
          + " seconds = 1h, sessions = 1, tapes = 0, steps = 1, resumptions = 0}"));
      awaitRefused(parley, "no rule of its policy allows it");
      Path approval = policy.approval(auditor, PlanCodec.id(PlansForTests.layer(2)));
      Files.createDirectories(approval.getParent());
      Files.write(approval, ContractCodec.encode(ca.load(IdentityRole.AUDITOR, "ann").sign(Approval.PURPOSE,
          new Approval(PlanCodec.id(PlansForTests.layer(2))).encode())));
      assertRuns(parley);
      assertThatThrownBy(() -> parley.run(PlansForTests.layer(3), RunOptions.defaults(), PlansForTests.inputs(3, 1)))
          .hasMessageContaining("no rule of its policy allows it");
    } finally {
      Files.writeString(policy.path(), before);
    }
    try (Parley parley = client(dora(), Map.of())) {
      awaitNoRefusal(parley);
    }
  }

  /** Nodes look at their files once a second. */
  private static void awaitRefused(Parley parley, String why) {
    await(parley, refusal -> refusal != null && String.valueOf(refusal.getMessage()).contains(why));
  }

  private static void awaitNoRefusal(Parley parley) {
    await(parley, refusal -> refusal == null);
  }

  private static void await(Parley parley, Predicate<@Nullable Throwable> until) {
    long end = System.nanoTime() + UP.toNanos();
    Throwable refusal;
    do {
      refusal = catchThrowable(
          () -> parley.run(PlansForTests.layer(2), RunOptions.defaults(), PlansForTests.inputs(2, 1)));
    } while (!until.test(refusal) && System.nanoTime() < end);
    assertThat(until.test(refusal)).as("%s", refusal).isTrue();
  }

  @Test
  @Order(5)
  void rotate_whileNodesRun_needsNoRestart_andRevokedIsRefused() throws Exception {
    Path alice = root.resolve("alice");
    Path first = Files.copy(alice.resolve("party-alice.crt"), root.resolve("first.crt"));
    new KeyDirectory(alice, Optional.empty()).rotate(IdentityRole.PARTY, "alice");
    try (Parley parley = client(dora(), Map.of())) {
      assertRuns(parley);
      // Whoever has the first key could still pose as alice: the CA takes it back, and with it what it vouches for.
      Path list = ca.revoke(first);
      for (String name : List.of("carol", "peggy", "bob", "dora")) {
        Files.copy(list, root.resolve(name).resolve("ca.crl"), StandardCopyOption.REPLACE_EXISTING);
      }
      await(parley,
          refusal -> refusal != null && String.valueOf(refusal.getMessage()).matches("(?s).*alice.*revoked.*"));
    }
  }

  /** After all runs of this class: accepted, agreed upon, released and ended in this order, and the same at both parties. */
  @Test
  @Order(7)
  void audit_ofTheParties_saysWhatTheyDid() {
    NODES.reversed().forEach(ParleyNode::terminate);
    NODES.forEach(ParleyNode::close);
    Map<String, Map<String, List<AuditEvent.Kind>>> byContract = new HashMap<>();
    Map<String, Set<AuditEvent.Kind>> kinds = new HashMap<>();
    for (String name : List.of("alice", "bob", "peggy")) {
      Path log = root.resolve(name).resolve("tapes").resolve("audit");
      // what alice signs with was taken back
      AuditCheck check = AuditCheck.of(log, name.equals("alice") ? Optional.empty() : Optional.of(ca.trust()), leaf -> {
        AuditEvent event = leaf.event();
        kinds.computeIfAbsent(name, _ -> new HashSet<>()).add(event.kind());
        byContract.computeIfAbsent(HexFormat.of().formatHex(event.contract()), _ -> new HashMap<>())
            .computeIfAbsent(name, _ -> new ArrayList<>()).add(event.kind());
        assertThat(event.client()).startsWith("spiffe://health.example/uni/client/");
        assertThat(event.request().length).isGreaterThanOrEqualTo(32);
      });
      assertThat(check.size()).isPositive().isEqualTo(check.signed());
      assertThat(check.torn()).isEmpty();
    }
    byContract.remove("");
    assertThat(kinds.get("bob")).contains(AuditEvent.Kind.ACCEPTS, AuditEvent.Kind.REFUSES, AuditEvent.Kind.BURNS);
    assertThat(byContract).hasSizeGreaterThan(5).allSatisfy((contract, roles) -> assertThat(roles.values())
        .allSatisfy(did -> assertThat(did.getFirst()).isEqualTo(AuditEvent.Kind.AGREES)));
    assertThat(byContract.values()).anySatisfy(roles -> assertThat(roles.values()).hasSize(3).allSatisfy(
        did -> assertThat(did).containsExactly(AuditEvent.Kind.AGREES, AuditEvent.Kind.RELEASES,
            AuditEvent.Kind.ENDS)));
  }

  @Test
  @Order(6)
  void start_reachableWithoutKeys_isRefused() {
    assertThatThrownBy(() -> ParleyNode.start(TestCluster.settings(Map.of("parley.node.roles", List.of("party"),
        "parley.node.name", "alice", "parley.node.host", "10.0.0.1"))))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("without keys", "parley keys ca", "parley keys new alice --role party",
            "parley.insecure=on");
    assertThatThrownBy(() -> ParleyNode.start(TestCluster.settings(Map.of("parley.node.roles", List.of("party"),
        "parley.node.name", "zoe", "parley.identity.directory", dora().toString()))))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("parley keys new zoe --role party");
  }
}
