package io.parley.actors;

import io.parley.config.HostPort;
import io.parley.config.NodeSettings;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * One node of a cluster, in this JVM. When the cluster removes it, as after a network split, or when its seed starts
 * anew, it joins again by itself; the sessions that ran meanwhile are aborted.
 */
public final class ParleyNode implements AutoCloseable {
  private ParleyNode() {}

  /**
   * Starts the roles and begins to look for the cluster.
   *
   * @throws io.parley.plan.BadRequestException if a port is in use or the host is not this machine's
   */
  public static ParleyNode start(NodeSettings settings) {
    throw new UnsupportedOperationException("not yet");
  }

  /** As the others call it. */
  public String name() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Of the control plane, with the port that was found free. */
  public HostPort address() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Waits until this node is a member of the cluster.
   *
   * @throws io.parley.plan.BadRequestException if that takes longer
   */
  public void awaitUp(Duration timeout) throws InterruptedException {
    throw new UnsupportedOperationException("not yet");
  }

  /** Leaves the cluster and stops; returns at once. */
  public void terminate() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Completes once the node has stopped for good. */
  public CompletionStage<Void> whenTerminated() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Leaves the cluster, stops and waits for it. */
  @Override
  public void close() {
    throw new UnsupportedOperationException("not yet");
  }
}
