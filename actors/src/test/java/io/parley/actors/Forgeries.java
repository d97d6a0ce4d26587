package io.parley.actors;

import io.parley.identity.Identity;
import io.parley.identity.IdentityRole;
import io.parley.identity.SpiffeId;
import io.parley.plan.BadRequestException;
import io.parley.serialization.Accept;
import io.parley.serialization.Attempt;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.Dealing;
import io.parley.serialization.Job;
import io.parley.serialization.Proposal;
import io.parley.serialization.Request;
import io.parley.serialization.RunCodec;
import io.parley.serialization.Step;
import io.parley.serialization.TapeOrderCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** What a liar makes of a message: in every component, and in what is signed. */
final class Forgeries {
  private static final String KEY = "09".repeat(32);

  private Forgeries() {}

  /** With one component that is something else of its type. */
  static List<Record> of(Record message) {
    return RecordVariants.of(message, (_, value) -> switch (value) {
      case Integer own -> List.of(0, 1, 2, 3, -1, Integer.MAX_VALUE).stream().filter(i -> !i.equals(own)).toList();
      case Long _ -> List.of(-1L, Long.MAX_VALUE);
      case Double _ -> List.of(Double.NaN);
      case String _ -> List.of("", "alice", "x".repeat(10_000));
      case long[] own -> List.of(new long[0], new long[]{-1}, new long[own.length + 1]);
      case byte[] _ -> List.of(new byte[0], new byte[]{-1, 3, 8});
      case List<?> _ -> List.of(List.of());
      case UUID _ -> List.of(new UUID(7, 7));
      case Enum<?> own -> Arrays.stream(own.getDeclaringClass().getEnumConstants()).filter(e -> e != own).toList();
      case ActorRef<?> _ -> to();
      default -> List.of();
    });
  }

  /** The one to whom it is said, in the place of any actor. */
  private static List<ActorRef<?>> to() {
    var to = Overheard.recipient();
    return to == null ? List.of() : List.of(Adapter.toTyped(to));
  }

  /**
   * With something else that is signed.
   *
   * @param liar signs what it has no signature of the true one for
   */
  static List<Record> signed(Record message, Identity liar) {
    return switch (message) {
      case Coordinator.Run(RunRequest run) -> jobs(run.job()).stream().<Record>map(job -> new Coordinator.Run(
          new RunRequest(job, run.agreed(), run.resumptions(), run.attempt(), run.planBytes(), run.plans(),
              run.client(), run.clientName(), run.clientIdentity(),
              run.clientNode(), run.tapes())))
          .toList();
      case ClientRunActor.Offered offered -> bodies(offered.request()).stream().<Record>map(
          body -> new ClientRunActor.Offered(body, offered.attempt(), offered.conductor(), offered.conductorNode()))
          .toList();
      case Conductor.Requested requested -> requests(requested.request(), liar).stream()
          .<Record>map(Conductor.Requested::new).toList();
      case SessionHost.Open(Proposed run) -> requests(run.request(), liar).stream().<Record>map(
          request -> new SessionHost.Open(
              new Proposed(request, run.role(), run.attempt(), run.planBytes(), run.planSource(),
                  run.conductor(), run.conductorNode())))
          .toList();
      case Conductor.Ready ready -> accepts(ready.accept(), liar).stream()
          .<Record>map(accept -> new Conductor.Ready(ready.role(), accept)).toList();
      case SessionActor.Connect connect -> contracts(connect.contract(), liar).stream()
          .<Record>map(SessionActor.Connect::new).toList();
      case Coordinator.Tapes tapes -> orders(tapes.order(), liar).stream()
          .<Record>map(order -> new Coordinator.Tapes(order, tapes.replyTo())).toList();
      case SessionHost.Tapes tapes -> orders(tapes.order(), liar).stream()
          .<Record>map(order -> new SessionHost.Tapes(order, tapes.replyTo())).toList();
      default -> List.of();
    };
  }

  private static List<byte[]> jobs(byte[] bytes) {
    Job job = RunCodec.job(bytes);
    List<UnaryOperator<Step>> changes = List.of(
        s -> step(s, "plain", s.dealing()), s -> step(s, "beaver", s.dealing()),
        s -> step(s, s.protocol(), s.dealing() == Dealing.STREAM ? Dealing.APART : Dealing.STREAM));
    List<byte[]> all = new ArrayList<>();
    changes.forEach(change -> all.add(RunCodec.encode(new Job(job.nonce(), job.expiresMillis(), job.timeoutMillis(),
        job.steps().stream().map(change).toList(), job.carries()))));
    all.add(RunCodec.encode(new Job(job.nonce(), job.expiresMillis(), job.timeoutMillis(),
        List.of(job.steps().getFirst(), job.steps().getFirst(), job.steps().getFirst()), job.carries())));
    all.add(RunCodec.encode(new Job(KEY.substring(0, 32), job.expiresMillis(), job.timeoutMillis(), job.steps(),
        job.carries())));
    all.add(RunCodec.encode(new Job(job.nonce(), 1, job.timeoutMillis(), job.steps(), job.carries())));
    all.add(RunCodec.encode(new Job(job.nonce(), job.expiresMillis(), 1, job.steps(), job.carries())));
    return all;
  }

  /** Not of several steps with a tape, for one. */
  private static boolean isJob(byte[] bytes) {
    try {
      return !RunCodec.job(bytes).steps().isEmpty();
    } catch (BadRequestException e) {
      return false;
    }
  }

  private static Step step(Step of, String protocol, Dealing dealing) {
    return new Step(of.program(), protocol, dealing, of.parties(), of.partyNames(), of.inputs(), of.outputs(),
        of.tapes());
  }

  /** Of requests, as they are signed. */
  private static List<byte[]> bodies(byte[] bytes) {
    Request request = ContractCodec.request(bytes);
    Proposal own = request.proposal();
    byte[] job = RunCodec.encode(own.job());
    List<SpiffeId> cast = request.cast();
    List<byte[]> all = new ArrayList<>();
    jobs(job).stream().filter(Forgeries::isJob)
        .forEach(other -> all.add(body(other, own, RunCodec.job(other), own.session(), cast)));
    all.add(body(job, own, own.job(), new UUID(7, 8), cast));
    all.add(ContractCodec.encode(RunCodec.encode(job, own), cast, request.resumptions() + 1, request.alternates()));
    own.provider().ifPresent(_ -> all.add(ContractCodec.encode(RunCodec.encode(job, own), cast, 1,
        List.of(new SpiffeId("d", "evil", IdentityRole.PROVIDER, "eve")))));
    List<SpiffeId> swapped = new ArrayList<>(cast);
    Collections.swap(swapped, 0, 1);
    all.add(body(job, own, own.job(), own.session(), swapped));
    for (int i = 0; i < cast.size(); i++) {
      List<SpiffeId> other = new ArrayList<>(cast);
      SpiffeId id = cast.get(i);
      other.set(i, new SpiffeId(id.domain(), "evil", id.role(), "eve"));
      all.add(body(job, own, own.job(), own.session(), other));
    }
    return all;
  }

  private static byte[] body(byte[] bytes, Proposal own, Job job, UUID session, List<SpiffeId> cast) {
    List<String> names = cast.stream().map(SpiffeId::name).toList();
    int parties = own.parties().size();
    return ContractCodec.encode(RunCodec.encode(bytes, new Proposal(job, RunCodec.id(bytes), session,
        names.subList(0, parties), own.provider().map(_ -> names.get(parties)), names.getLast(), own.tape())), cast);
  }

  private static List<byte[]> requests(byte[] signed, Identity liar) {
    byte[] body = ContractCodec.signed(signed).body();
    List<byte[]> all = new ArrayList<>();
    List<byte[]> bodies = new ArrayList<>(bodies(body));
    bodies.add(body);
    bodies.forEach(b -> all.add(ContractCodec.encode(liar.sign(ContractCodec.REQUEST, b))));
    all.add(ContractCodec.encode(liar.sign(ContractCodec.ACCEPT, body)));
    all.add(ContractCodec.encode(Identity.throwAway(ContractCodec.request(body).cast().getLast()).sign(
        ContractCodec.REQUEST, body)));
    return all;
  }

  private static List<byte[]> accepts(byte[] signed, Identity liar) {
    Accept own = ContractCodec.accept(ContractCodec.signed(signed).body());
    List<Accept> lies = new ArrayList<>(List.of(
        new Accept(KEY, own.role(), own.transport(), own.location(), own.publicKey(), own.nonce(), own.attempt()),
        new Accept(own.request(), own.role(), "memory", own.location(), own.publicKey(), own.nonce(), own.attempt()),
        new Accept(own.request(), own.role(), "artery", own.location(), own.publicKey(), own.nonce(), own.attempt()),
        new Accept(own.request(), own.role(), own.transport(), "127.0.0.1:9", own.publicKey(), own.nonce(),
            own.attempt()),
        new Accept(own.request(), own.role(), own.transport(), own.location(), "", own.nonce(), own.attempt()),
        new Accept(own.request(), own.role(), own.transport(), own.location(), KEY, own.nonce(), own.attempt()),
        new Accept(own.request(), own.role(), own.transport(), own.location(), "00".repeat(32), own.nonce(),
            own.attempt()),
        new Accept(own.request(), own.role(), own.transport(), own.location(), own.publicKey(), KEY, own.attempt()),
        new Accept(own.request(), own.role(), own.transport(), own.location(), own.publicKey(), own.nonce(),
            new Attempt(1, 0, 0)),
        new Accept(own.request(), own.role(), own.transport(), own.location(), own.publicKey(), own.nonce(),
            new Attempt(0, 1, 0)),
        new Accept(own.request(), own.role(), own.transport(), own.location(), own.publicKey(), own.nonce(),
            new Attempt(0, 0, 1))));
    for (int role = 0; role < 4; role++) {
      if (role != own.role()) {
        lies.add(new Accept(own.request(), role, own.transport(), own.location(), own.publicKey(), own.nonce(),
            own.attempt()));
      }
    }
    List<byte[]> all = new ArrayList<>();
    lies.forEach(lie -> all.add(ContractCodec.encode(liar.sign(ContractCodec.ACCEPT, ContractCodec.encode(lie)))));
    all.add(ContractCodec.encode(liar.sign(ContractCodec.REQUEST, ContractCodec.encode(own))));
    all.add(ContractCodec.encode(Identity.throwAway(liar.id()).sign(ContractCodec.ACCEPT, ContractCodec.encode(own))));
    return all;
  }

  /** Of the same by another, of more than was ordered, and of another kind. */
  private static List<byte[]> orders(byte[] signed, Identity liar) {
    byte[] body = ContractCodec.signed(signed).body();
    return List.of(ContractCodec.encode(liar.sign(TapeOrderCodec.PURPOSE, body)),
        TapeOrders.sign(liar, TapeOrders.burn(Optional.empty())),
        ContractCodec.encode(liar.sign(ContractCodec.REQUEST, body)));
  }

  /** Of all roles; the liar signs in the place of each. */
  private static List<byte[]> contracts(byte[] contract, Identity liar) {
    List<byte[]> own = ContractCodec.accepts(contract);
    List<List<byte[]>> all = new ArrayList<>();
    all.add(List.of());
    all.add(own.reversed());
    for (int i = 0; i < own.size(); i++) {
      List<byte[]> fewer = new ArrayList<>(own);
      fewer.remove(i);
      all.add(fewer);
      List<byte[]> more = new ArrayList<>(own);
      more.add(own.get(i));
      all.add(more);
      List<byte[]> doubled = new ArrayList<>(own);
      doubled.set((i + 1) % own.size(), own.get(i));
      all.add(doubled);
      for (byte[] lie : accepts(own.get(i), liar)) {
        List<byte[]> other = new ArrayList<>(own);
        other.set(i, lie);
        all.add(other);
      }
    }
    return all.stream().map(ContractCodec::encodeAll).toList();
  }
}
