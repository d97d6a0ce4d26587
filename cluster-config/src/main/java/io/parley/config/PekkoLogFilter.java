package io.parley.config;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.event.LoggingFilter;
import org.apache.pekko.event.slf4j.Slf4jLoggingFilter;

/**
 * What Pekko logs reaches SLF4J, except for two floods: a warning for each connection when a node leaves, which is
 * dropped, and a warning for each frame that no node can have sent, which is let through once a minute. And of a node
 * whose {@link Join} is refused the cluster's errors are dropped; the node says better itself what is wrong.
 */
public final class PekkoLogFilter implements LoggingFilter {
  private static final String STREAMS = "org.apache.pekko.stream.";
  private static final String REMOTE = "org.apache.pekko.remote.artery.";
  private static final String CLUSTER = "org.apache.pekko.cluster.";
  private static final long PAUSE_NANOS = 60_000_000_000L;

  private final LoggingFilter inner;
  private final Optional<Join> join;
  private final Map<String, Long> lastNanos = new ConcurrentHashMap<>();

  /** Called by Pekko. */
  public PekkoLogFilter(ActorSystem.Settings settings, EventStream events) {
    inner = new Slf4jLoggingFilter(settings, events);
    join = Join.of(settings.config());
  }

  @Override
  public boolean isErrorEnabled(Class<?> logClass, String logSource) {
    return inner.isErrorEnabled(logClass, logSource)
        && letsFail(logClass.getName());
  }

  @Override
  public boolean isWarningEnabled(Class<?> logClass, String logSource) {
    return inner.isWarningEnabled(logClass, logSource) && letsWarn(logClass.getName(), System.nanoTime());
  }

  @Override
  public boolean isInfoEnabled(Class<?> logClass, String logSource) {
    return inner.isInfoEnabled(logClass, logSource);
  }

  @Override
  public boolean isDebugEnabled(Class<?> logClass, String logSource) {
    return inner.isDebugEnabled(logClass, logSource);
  }

  boolean letsFail(String className) {
    return !className.startsWith(CLUSTER) || join.filter(Join::isRefused).isEmpty();
  }

  boolean letsWarn(String className, long nowNanos) {
    return !className.startsWith(STREAMS) && (!className.startsWith(REMOTE) || isDue(className, nowNanos));
  }

  private boolean isDue(String name, long nowNanos) {
    boolean[] due = new boolean[1];
    lastNanos.compute(name, (_, last) -> {
      due[0] = last == null || nowNanos - last >= PAUSE_NANOS;
      return due[0] ? Long.valueOf(nowNanos) : last;
    });
    return due[0];
  }
}
