package io.parley.serialization;

/**
 * That a role takes part in what a client requested; see contract.proto.
 *
 * @param request the SHA-256 of the client's signed request, in hex
 * @param role see {@link io.parley.protocols.spi.Roles}
 * @param transport by which its lanes go, by name
 * @param location where it listens
 * @param publicKey of its end of the lanes, in hex; empty within one process
 * @param nonce of random bytes, in hex
 * @param attempt at the job, in which it takes part
 */
public record Accept(String request, int role, String transport, String location, String publicKey, String nonce,
    Attempt attempt) {}
