package io.parley.identity;

import java.time.Instant;

/**
 * A certificate of a {@link KeyDirectory}, for people to look at.
 *
 * @param file by its name
 * @param name whose it is
 * @param state "valid", or why it is not, or for how many days more if these are few
 * @param fingerprint the SHA-256 of the certificate, in hex
 */
public record KnownCertificate(String file, String name, Instant expires, String state, String fingerprint) {}
