package io.parley.actors;

import io.parley.serialization.Attempt;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a client asks of the coordinator.
 *
 * @param job the bytes of a {@link io.parley.serialization.Job}, just as the roles get them
 * @param agreed the bytes of the {@link io.parley.serialization.Request} that the client has signed before, to take its job
 *     up again; none if it has not yet
 * @param resumptions how often the job may be taken up again
 * @param attempt which try it is now; who provides is the coordinator's to say
 * @param planBytes the lengths of the encoded plans of the job's steps
 * @param plans where the plan is fetched
 * @param client who is told how it goes
 * @param clientIdentity the SPIFFE ID that it will sign as
 * @param clientNode the client's life
 * @param tapes the bytes of the client's signed order to list its tapes of the plan; none unless the run uses one
 */
record RunRequest(
    byte[] job,
    byte[] agreed,
    int resumptions,
    Attempt attempt,
    long[] planBytes,
    ActorRef<PlanStore.Command> plans,
    ActorRef<ClientRunActor.Command> client,
    String clientName,
    String clientIdentity,
    Incarnation clientNode,
    byte[] tapes) {
  /** To take the job up again. */
  RunRequest again(byte[] signedFor, Attempt now) {
    return new RunRequest(job, signedFor, resumptions, now, planBytes, plans, client, clientName, clientIdentity,
        clientNode, tapes);
  }
}
