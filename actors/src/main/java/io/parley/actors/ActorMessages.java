package io.parley.actors;

import io.parley.actors.tape.TapePart;
import io.parley.client.Members;
import io.parley.client.Progress;
import io.parley.client.RoleReport;
import io.parley.client.Tape;
import io.parley.config.NodeRole;
import io.parley.protocols.engine.Usage;
import io.parley.serialization.Attempt;
import io.parley.serialization.KryoRegistrar;
import io.parley.serialization.KryoSerializer;
import java.util.List;

/** What the actors of different nodes say to each other. New classes go to the end. */
public final class ActorMessages implements KryoRegistrar {
  @Override
  public int firstId() {
    return KryoSerializer.FIRST_FREE_ID;
  }

  @Override
  public List<Class<?>> classes() {
    return List.of(Incarnation.class, NodeRole.class, Introduced.class, Members.class,
        Progress.class, Phase.class, Proposed.class, Fault.Kind.class, Fault.class, Usage.class,
        Usage.NodeUsage.class, RoleReport.class, RunRequest.class, SeedWatch.WhichLife.class, SeedWatch.ThisLife.class,
        PlanStore.Fetch.class, PlanStore.Chunk.class, PlanStore.Missing.class, SessionHost.WhoAreYou.class,
        SessionHost.Open.class, SessionActor.Connect.class, SessionActor.Start.class,
        SessionActor.Release.class, SessionActor.Abort.class, Conductor.Taken.class, Conductor.Ready.class,
        Conductor.Connected.class,
        Conductor.Dealt.class, Conductor.Finished.class, Conductor.Failed.class, Conductor.Ended.class,
        Coordinator.WhoAreYou.class,
        Coordinator.WhoIsThere.class, Coordinator.Run.class, ClientRunActor.Reached.class, ClientRunActor.Offered.class,
        ClientRunActor.Spent.class, ClientRunActor.Succeeded.class, ClientRunActor.Failed.class, Tape.class,
        TapePart.class,
        TapeAnswer.class, TapeAnswers.class, SessionHost.Tapes.class,
        Coordinator.Tapes.class, ClientRunActor.Queued.class, Coordinator.Withdraw.class, Conductor.Waits.class,
        Conductor.Requested.class, Attempt.class,
        SessionActor.Next.class);
  }
}
