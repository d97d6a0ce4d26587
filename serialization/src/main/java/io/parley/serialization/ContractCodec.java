package io.parley.serialization;

import com.google.protobuf.ByteString;
import io.parley.identity.IdentityRole;
import io.parley.identity.Signed;
import io.parley.identity.SpiffeId;
import io.parley.identity.Trust;
import io.parley.plan.BadRequestException;
import io.parley.serialization.v1.ContractProto;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Requests and accepts as bytes, in the language {@code parley.v1} (contract.proto): canonical, as jobs are. */
public final class ContractCodec {
  /** What a client signs. */
  public static final String REQUEST = "parley.v1.Request";
  /** What a role signs. */
  public static final String ACCEPT = "parley.v1.Accept";
  private static final int VERSION = 1;
  private static final int HASH_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;
  private static final int MOST_CERTIFICATE_BYTES = 16 << 10;
  private static final int MOST_ROLES = 1_002;
  /** Of a job, and of the providers for them. */
  public static final int MOST_RESUMPTIONS = 100;
  public static final int MOST_ALTERNATES = 16;

  private ContractCodec() {}

  public static byte[] encode(Signed signed) {
    return PlanCodec.bytes(write(signed));
  }

  private static ContractProto.Signed write(Signed signed) {
    return ContractProto.Signed.newBuilder().setVersion(VERSION).setBody(ByteString.copyFrom(signed.body()))
        .setSignature(ByteString.copyFrom(signed.signature()))
        .addAllChain(signed.chain().stream().map(ByteString::copyFrom).toList()).build();
  }

  /**
   * Reads a signed message, of which nothing is verified yet.
   *
   * @throws BadRequestException if it is not the canonical form of a possible one; one line
   */
  public static Signed signed(byte[] bytes) {
    return Canonical.read("signed message", bytes, () -> {
      Checks checks = Checks.of("A signed message");
      ContractProto.Signed in = ContractProto.Signed.parseFrom(bytes);
      Canonical.version(checks, in.getVersion(), VERSION);
      checks.require(in.getSignature().size() == SIGNATURE_BYTES,
          "has a signature of " + in.getSignature().size() + " bytes, not " + SIGNATURE_BYTES);
      checks.require(in.getChainCount() > 0 && in.getChainCount() <= Trust.LONGEST_CHAIN,
          "has " + in.getChainCount() + " certificates; 1 to " + Trust.LONGEST_CHAIN + " are possible");
      checks.require(in.getChainList().stream().allMatch(c -> c.size() <= MOST_CERTIFICATE_BYTES),
          "has a certificate of more than " + MOST_CERTIFICATE_BYTES + " bytes");
      return new Signed(in.getBody().toByteArray(), in.getSignature().toByteArray(),
          in.getChainList().stream().map(ByteString::toByteArray).toList());
    }, ContractCodec::write);
  }

  /** A request whose job is not taken up again. */
  public static byte[] encode(byte[] proposal, List<SpiffeId> cast) {
    return encode(proposal, cast, 0, List.of());
  }

  /**
   * @param proposal the bytes of a {@link Proposal}
   */
  public static byte[] encode(byte[] proposal, List<SpiffeId> cast, int resumptions, List<SpiffeId> alternates) {
    return PlanCodec.bytes(write(proposal, cast, resumptions, alternates));
  }

  private static ContractProto.Request write(byte[] proposal, List<SpiffeId> cast, int resumptions,
      List<SpiffeId> alternates) {
    return ContractProto.Request.newBuilder().setVersion(VERSION).setProposal(ByteString.copyFrom(proposal))
        .addAllCast(texts(cast)).setResumptions(resumptions).addAllAlternates(texts(alternates)).build();
  }

  private static List<String> texts(List<SpiffeId> ids) {
    return ids.stream().map(SpiffeId::toString).toList();
  }

  /**
   * Reads a request, of which nothing is trusted: neither it nor the proposal and the job in it.
   *
   * @throws BadRequestException if any is not the canonical form of a possible one; one line
   */
  public static Request request(byte[] bytes) {
    byte[][] proposal = new byte[1][];
    return Canonical.read("request", bytes, () -> {
      Checks checks = Checks.of("A request");
      ContractProto.Request in = ContractProto.Request.parseFrom(bytes);
      Canonical.version(checks, in.getVersion(), VERSION);
      proposal[0] = in.getProposal().toByteArray();
      Proposal read = RunCodec.proposal(proposal[0]);
      List<SpiffeId> cast = cast(checks, read, in.getCastList());
      checks.require(in.getResumptions() >= 0 && in.getResumptions() <= MOST_RESUMPTIONS, "may be taken up again "
          + Integer.toUnsignedString(in.getResumptions()) + " times; " + MOST_RESUMPTIONS + " are most");
      checks.require(in.getResumptions() == 0 || !read.first().dealing().isOfTape(),
          "may be taken up again, but a tape serves once");
      return new Request(read, cast, in.getResumptions(),
          alternates(checks, in.getResumptions(), read, cast, in.getAlternatesList()));
    }, request -> write(proposal[0], request.cast(), request.resumptions(), request.alternates()));
  }

  private static List<SpiffeId> ids(Checks checks, List<String> texts) {
    List<SpiffeId> ids = new ArrayList<>();
    for (String text : texts) {
      ids.add(SpiffeId.parse(text).orElseThrow(() -> checks.refusal("names '" + Checks.quote(text)
          + "', which is no SPIFFE ID of Parley")));
    }
    return ids;
  }

  private static List<SpiffeId> alternates(Checks checks, int resumptions, Proposal proposal, List<SpiffeId> cast,
      List<String> texts) {
    checks.require(texts.size() <= MOST_ALTERNATES, "has " + texts.size() + " alternates; " + MOST_ALTERNATES
        + " are most");
    List<SpiffeId> alternates = ids(checks, texts);
    checks.require(alternates.isEmpty() || (resumptions > 0 && proposal.provider().isPresent()),
        "has alternates for nobody");
    checks.require(alternates.stream().allMatch(id -> id.role() == IdentityRole.PROVIDER),
        "has the alternates " + alternates + ", who do not all provide");
    checks.require(Stream.concat(cast.stream(), alternates.stream()).distinct().count() == cast.size()
        + alternates.size(), "names somebody twice");
    return alternates;
  }

  private static List<SpiffeId> cast(Checks checks, Proposal proposal, List<String> texts) {
    List<SpiffeId> cast = ids(checks, texts);
    List<String> names = new ArrayList<>(proposal.parties());
    List<IdentityRole> roles = new ArrayList<>(proposal.parties().stream().map(_ -> IdentityRole.PARTY).toList());
    proposal.provider().ifPresent(name -> {
      names.add(name);
      roles.add(IdentityRole.PROVIDER);
    });
    names.add(proposal.client());
    roles.add(IdentityRole.CLIENT);
    checks.require(cast.stream().map(SpiffeId::name).toList().equals(names)
        && cast.stream().map(SpiffeId::role).toList().equals(roles),
        "has the cast " + cast + ", which does not play what is proposed");
    checks.require(cast.stream().distinct().count() == cast.size(), "names somebody twice");
    return cast;
  }

  public static byte[] encode(Accept accept) {
    return PlanCodec.bytes(write(accept));
  }

  private static ContractProto.Accept write(Accept accept) {
    return ContractProto.Accept.newBuilder().setVersion(VERSION).setRequest(RunWriter.hex(accept.request()))
        .setRole(accept.role()).setTransport(accept.transport()).setLocation(accept.location())
        .setPublicKey(accept.publicKey()).setNonce(RunWriter.hex(accept.nonce())).setAttempt(
            ContractProto.Attempt.newBuilder().setResumption(accept.attempt().resumption())
                .setFromStep(accept.attempt().fromStep()).setProvider(accept.attempt().provider()))
        .build();
  }

  /**
   * Reads an accept, of which nothing is trusted.
   *
   * @throws BadRequestException if it is not the canonical form of a possible one; one line
   */
  public static Accept accept(byte[] bytes) {
    return Canonical.read("accept", bytes, () -> {
      Checks checks = Checks.of("A accept");
      ContractProto.Accept in = ContractProto.Accept.parseFrom(bytes);
      Canonical.version(checks, in.getVersion(), VERSION);
      checks.require(in.getRequest().size() == HASH_BYTES, "is of no request");
      checks.require(in.getNonce().size() == HASH_BYTES, "has a nonce of " + in.getNonce().size() + " bytes, not "
          + HASH_BYTES);
      checks.require(in.getRole() >= 0 && in.getRole() < MOST_ROLES, "is of no role");
      checks.text(in.getTransport(), "transport");
      checks.text(in.getLocation(), "location");
      checks.require(in.getPublicKey().matches("(?:[0-9a-f]{64})?"), "has no X25519 key");
      return new Accept(RunReader.hex(in.getRequest()), in.getRole(), in.getTransport(),
          in.getLocation(), in.getPublicKey(), RunReader.hex(in.getNonce()),
          new Attempt(in.getAttempt().getResumption(), in.getAttempt().getFromStep(), in.getAttempt().getProvider()));
    }, ContractCodec::write);
  }

  /**
   * All roles' accepts as one message.
   *
   * @param accepts the bytes of signed ones, in the order of roles
   */
  public static byte[] encodeAll(List<byte[]> accepts) {
    return PlanCodec.bytes(writeAll(accepts));
  }

  private static ContractProto.Contract writeAll(List<byte[]> accepts) {
    return ContractProto.Contract.newBuilder().setVersion(VERSION)
        .addAllAccepts(accepts.stream().map(ByteString::copyFrom).toList()).build();
  }

  /**
   * The bytes of the signed accepts.
   *
   * @throws BadRequestException if these are none; one line
   */
  public static List<byte[]> accepts(byte[] bytes) {
    return Canonical.read("contract", bytes, () -> {
      Checks checks = Checks.of("A contract");
      ContractProto.Contract in = ContractProto.Contract.parseFrom(bytes);
      Canonical.version(checks, in.getVersion(), VERSION);
      checks.require(in.getAcceptsCount() <= MOST_ROLES, "has too many accepts");
      return in.getAcceptsList().stream().map(ByteString::toByteArray).toList();
    }, ContractCodec::writeAll);
  }
}
