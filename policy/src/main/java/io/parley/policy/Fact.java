package io.parley.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is known of a run. A policy's conditions call it by its {@link #key}. */
public enum Fact {
  CLIENT(Type.TEXT, "the SPIFFE ID of who asks for it"),
  OPERATOR(Type.TEXT, "the operator of who asks for it"),
  ROLE(Type.TEXT, "what this node is to do: party or provider"),
  PROTOCOL(Type.TEXT, "the protocol's name"),
  MODE(Type.TEXT, "stream, apart, make (a tape for later) or stored (with such a tape)"),
  PARTIES(Type.TEXTS, "the SPIFFE IDs of the parties, in their order"),
  PROVIDERS(Type.TEXTS, "the SPIFFE IDs of the provider and of those who may take its place; none if none takes part"),
  RECEIVERS(Type.TEXTS, "the SPIFFE IDs of those who receive outputs"),
  INPUTS(Type.TEXTS, "the names of the inputs"),
  OUTPUTS(Type.TEXTS, "the names of the outputs"),
  PLANS(Type.TEXTS, "the ids of the plans, 64 hex digits each"),
  SIGNERS(Type.TEXTS, "the SPIFFE IDs of those who approved all of the plans"),
  OPS(Type.TEXTS, "the names of the ops in the plans, as people wrote them"),
  STEPS(Type.NUMBER, "how many runs the job has"),
  RESUMPTIONS(Type.NUMBER, "how often it may be taken up again"),
  SECONDS(Type.NUMBER, "the longest that it may take"),
  NODES(Type.NUMBER, "the nodes of the largest plan, as it is executed"),
  ELEMENTS(Type.NUMBER, "the elements of all values of the largest plan, as it is executed"),
  MEMORY(Type.NUMBER, "the bytes of heap that it is estimated to need here"),
  BYTES(Type.NUMBER, "the bytes that this node is to send to other roles in all steps"),
  SESSIONS(Type.NUMBER, "how many sessions of that client go on here, this one counted"),
  TAPES(Type.NUMBER, "how many tapes of that client are here, one that is to be made counted");

  /** What a condition may do with it. */
  public enum Type {
    TEXT, TEXTS, NUMBER
  }

  private final Type type;
  private final String meaning;

  Fact(Type type, String meaning) {
    this.type = type;
    this.meaning = meaning;
  }

  public Type type() {
    return type;
  }

  public String meaning() {
    return meaning;
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Fact> of(String key) {
    return Arrays.stream(values()).filter(fact -> fact.key().equals(key)).findFirst();
  }
}
