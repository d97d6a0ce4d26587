package io.parley.actors;

import io.parley.serialization.ControlMessage;
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
  public List<Class<? extends ControlMessage>> classes() {
    return List.of(Introduced.class, SeedWatch.WhichLife.class, SeedWatch.ThisLife.class, PlanStore.Fetch.class,
        PlanStore.Chunk.class, PlanStore.Missing.class, SessionHost.WhoAreYou.class, SessionHost.Open.class,
        SessionActor.Connect.class, SessionActor.Start.class, SessionActor.Release.class, SessionActor.Abort.class,
        Conductor.Taken.class, Conductor.Ready.class, Conductor.Connected.class, Conductor.Dealt.class,
        Conductor.Finished.class, Conductor.Failed.class, Conductor.Ended.class, Coordinator.WhoAreYou.class,
        Coordinator.WhoIsThere.class, Attendance.class, Coordinator.Run.class, ClientRunActor.Reached.class,
        ClientRunActor.Offered.class, ClientRunActor.Spent.class, ClientRunActor.Succeeded.class,
        ClientRunActor.Failed.class, TapeAnswer.class, TapeAnswers.class, SessionHost.Tapes.class,
        Coordinator.Tapes.class, ClientRunActor.Queued.class, Coordinator.Withdraw.class, Conductor.Waits.class,
        Conductor.Requested.class, SessionActor.Next.class);
  }
}
