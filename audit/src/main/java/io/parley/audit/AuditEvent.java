package io.parley.audit;

/**
 * What a node did; see audit.proto.
 *
 * @param client the SPIFFE ID of who asked for the run
 * @param request the signed request, or its SHA-256; empty if there is none
 * @param contract empty before all agreed
 * @param policy the SHA-256 of the policy that decided; empty if none did
 * @param tape 16 bytes; empty if it is not about one
 * @param why one line, without secrets
 */
public record AuditEvent(
    Kind kind,
    String client,
    byte[] request,
    int role,
    int resumption,
    int step,
    byte[] contract,
    byte[] policy,
    String rule,
    byte[] tape,
    String why) {
  /** In the order of {@code AuditKind}. */
  public enum Kind {
    ACCEPTS, REFUSES, AGREES, BURNS, RELEASES, ENDS, FAILS
  }
}
