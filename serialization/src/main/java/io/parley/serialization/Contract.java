package io.parley.serialization;

import io.parley.identity.Signed;
import io.parley.identity.SpiffeId;
import io.parley.identity.Trust;
import io.parley.identity.UntrustedException;
import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.PeerFaultException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that all its roles have accepted. Its binding, the SHA-256 of all their signed bytes, goes into every key of the
 * session: who has seen another request or other accepts has other keys. The binding is public; it is no key by itself.
 *
 * @param accepts by role
 */
public record Contract(Request request, Map<Integer, Accept> accepts, byte[] binding) {
  private static final byte[] LABEL = "parley.v1.Contract".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STEP = "parley.v1.Contract step".getBytes(StandardCharsets.US_ASCII);

  /**
   * Verifies everything. Every role does, since nobody vouches for who brings the accepts.
   *
   * @param signedRequest the bytes that the client signed, which are verified already
   * @param request what they say
   * @param attempt at the job
   * @param signedAccepts of all roles, in their order
   * @throws PeerFaultException naming a role whose accept is missing, forged, or of another request or attempt
   */
  public static Contract of(byte[] signedRequest, Request request, Attempt attempt, List<byte[]> signedAccepts,
      Trust trust) {
    MessageDigest digest = sha256();
    digest.update(LABEL);
    digest.update((byte) 0);
    update(digest, signedRequest);
    String requestId = PlanCodec.sha256(signedRequest);
    Map<Integer, Accept> accepts = new TreeMap<>();
    int next = 0;
    for (int role = 0; role < request.roles().count(); role++) {
      Optional<SpiffeId> player = request.player(role, attempt);
      if (player.isPresent()) {
        if (next == signedAccepts.size()) {
          throw new PeerFaultException(role, request.roles().describe(role) + " has not accepted the run");
        }
        byte[] signed = signedAccepts.get(next++);
        Accept accept = accept(request, requestId, role, player.get(), signed, trust);
        if (!accept.attempt().equals(attempt)) {
          throw new PeerFaultException(role, request.roles().describe(role) + " shows an accept of another attempt");
        }
        accepts.put(role, accept);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(role).flip());
        update(digest, signed);
      }
    }
    if (next < signedAccepts.size()) {
      throw new PeerFaultException(-1, "There are more accepts of the run than it has roles");
    }
    return new Contract(request, Map.copyOf(accepts), digest.digest());
  }

  private static Accept accept(Request request, String requestId, int role, SpiffeId player, byte[] bytes,
      Trust trust) {
    String who = request.roles().describe(role);
    try {
      Signed signed = ContractCodec.signed(bytes);
      SpiffeId signer = signed.verify(trust, ContractCodec.ACCEPT);
      Accept accept = ContractCodec.accept(signed.body());
      if (!signer.equals(player)) {
        throw new PeerFaultException(role, who + " is to be " + player + ", but its accept is signed by " + signer);
      }
      if (accept.role() != role || !accept.request().equals(requestId)) {
        throw new PeerFaultException(role, who + " shows an accept of another role or another request");
      }
      return accept;
    } catch (UntrustedException | BadRequestException e) {
      throw new PeerFaultException(role, who + " has not accepted the run: " + e.getMessage());
    }
  }

  /**
   * What a step of the job is bound to: the contract and, after the first, which step it is, so that no two of its sessions
   * have a key in common.
   */
  public byte[] binding(int step) {
    if (step == 0) {
      return binding.clone();
    }
    MessageDigest digest = sha256();
    digest.update(STEP);
    digest.update((byte) 0);
    digest.update(binding);
    return digest.digest(ByteBuffer.allocate(Integer.BYTES).putInt(step).array());
  }

  private static void update(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK has no SHA-256", e);
    }
  }
}
