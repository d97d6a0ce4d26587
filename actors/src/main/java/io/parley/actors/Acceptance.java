package io.parley.actors;

import io.parley.actors.transport.Address;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.serialization.Accept;
import io.parley.serialization.Contract;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.RunCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One role's side of a run's contract: what it signs, and whether what it is shown is what all have signed. */
final class Acceptance {
  private final SessionActor.Conducted run;
  private final Credentials credentials;
  /** Of what it has signed. */
  private volatile String nonce = "";

  /**
   * What all roles have agreed upon.
   *
   * @param peers where the others are
   */
  record Agreed(Map<Integer, Address> peers, Contract contract) {}

  Acceptance(SessionActor.Conducted run, Credentials credentials) {
    this.run = run;
    this.credentials = credentials;
  }

  /** Signs that this role takes part, and how it is reached. Called once. */
  byte[] sign(Address address) {
    nonce = Nonce.fresh();
    Accept accept = new Accept(RunCodec.id(run.signed()), run.part().role(), address.transport(), address.location(),
        address.publicKey(), nonce, run.attempt());
    return ContractCodec.encode(
        credentials.as(run.of(), run.name()).sign(ContractCodec.ACCEPT, ContractCodec.encode(accept)));
  }

  /**
   * @param accepts of all roles, as somebody brings them who need not be believed
   * @throws PeerFaultException naming a role whose accept is missing, forged, or of another request
   */
  Agreed verify(byte[] accepts) {
    int self = run.part().role();
    Contract contract = Contract.of(run.signed(), run.request(), run.attempt(), ContractCodec.accepts(accepts),
        credentials.trust());
    if (!Objects.requireNonNull(contract.accepts().get(self)).nonce().equals(nonce)) {
      throw new PeerFaultException(-1, "The contract has another accept of this role than it signed");
    }
    Map<Integer, Address> peers = new HashMap<>();
    contract.accepts().forEach((role, accept) -> peers.put(role,
        new Address(accept.transport(), accept.location(), accept.publicKey())));
    peers.remove(self);
    return new Agreed(peers, contract);
  }
}
