package io.parley.actors;

import io.parley.config.NodeRole;
import io.parley.serialization.ControlMessage;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * An actor's answer to who it is.
 *
 * @param actor who answers
 * @param name of its node
 * @param node its life
 * @param startedMillis when that life began, in milliseconds since 1970
 * @param identity the SPIFFE ID that it will sign as
 * @param heapBytes the largest heap that its JVM may have
 */
record Introduced(
    ActorRef<?> actor,
    NodeRole role,
    String name,
    Incarnation node,
    long startedMillis,
    String identity,
    long heapBytes) implements ControlMessage {}
