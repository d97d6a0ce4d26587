package io.parley.actors;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a client asks of the coordinator.
 *
 * @param job the bytes of a {@link io.parley.serialization.Job}, just as the roles get them
 * @param planBytes the length of the encoded plan
 * @param plans where the plan is fetched
 * @param client who is told how it goes
 * @param clientIdentity the SPIFFE ID that it will sign as
 * @param clientNode the client's life
 * @param tapes the bytes of the client's signed order to list its tapes of the plan; none unless the run uses one
 */
record RunRequest(
    byte[] job,
    int planBytes,
    ActorRef<PlanStore.Command> plans,
    ActorRef<ClientRunActor.Command> client,
    String clientName,
    String clientIdentity,
    Incarnation clientNode,
    byte[] tapes) {}
