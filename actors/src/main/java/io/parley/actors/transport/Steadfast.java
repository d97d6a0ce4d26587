package io.parley.actors.transport;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/**
 * An actor that no message stops: one at which it fails has no effect, and is logged once in a while. Of any class, since
 * whoever knows an actor can send it what it does not understand.
 */
public final class Steadfast<T> extends BehaviorInterceptor<T, T> {
  private static final QuietLog LOG = new QuietLog(LoggerFactory.getLogger(Steadfast.class));

  @SuppressWarnings("unchecked") // also what is no T
  private Steadfast() {
    super((Class<T>) Object.class);
  }

  public static <T> Behavior<T> of(Behavior<T> behavior) {
    return Behaviors.intercept(Steadfast::new, behavior);
  }

  @Override
  public Behavior<T> aroundReceive(TypedActorContext<T> context, T message, ReceiveTarget<T> target) {
    try {
      return target.apply(context, message);
    } catch (RuntimeException e) {
      return fails(context, (Object) message, e);
    }
  }

  @Override
  public Behavior<T> aroundSignal(TypedActorContext<T> context, Signal signal, SignalTarget<T> target) {
    try {
      return target.apply(context, signal);
    } catch (RuntimeException e) {
      return fails(context, signal, e);
    }
  }

  /** Without the message itself, which may hold secrets. */
  private static <T> Behavior<T> fails(TypedActorContext<T> context, Object message, RuntimeException e) {
    LOG.warn("{} did nothing about a {}", context.asJava().getSelf().path(), message.getClass().getSimpleName(), e);
    return Behaviors.same();
  }
}
