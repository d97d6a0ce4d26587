package io.parley.protocols.engine;

import java.time.Duration;

/**
 * What a session has waited for longest, of all that it waits for. Names roles, nodes and inputs, and nothing that is
 * secret.
 *
 * @param since for how long by now
 * @param what such as "party 1's message of node 37 (mul)"
 */
public record Waiting(Duration since, String what) {}
