package io.parley.actors.transport;

/**
 * Where one role's end of one session is found. Travels over the control plane as a part of what the role signs: whoever
 * could exchange the public key could pose as that role.
 *
 * @param transport the transport's name; both ends of a lane need the same
 * @param location "host:port" for tcp, the node's name in the registry for memory, an actor's path for artery
 * @param publicKey the end's ephemeral X25519 key (RFC 7748 u-coordinate) in hex; empty for memory
 */
public record Address(String transport, String location, String publicKey) {}
