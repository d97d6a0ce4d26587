package io.parley.actors;

import io.parley.config.NodeSettings;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import java.time.Duration;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way in for programs: brings inputs, has plans run on them by parties that see neither inputs nor outputs, and
 * receives the outputs. Safe for use by several threads.
 */
public final class Parley implements AutoCloseable {
  private Parley() {}

  /**
   * Starts parties "a", "b" …, a provider and a coordinator within this JVM. For tests and experiments: whoever owns
   * the JVM could read everything.
   */
  public static Parley local(int parties) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Joins a running cluster as a client.
   *
   * @param address "host:port" of one of its nodes
   * @throws io.parley.plan.BadRequestException if there is no cluster or it has no coordinator
   */
  public static Parley connect(String address) throws InterruptedException {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Joins a running cluster as a client.
   *
   * @param settings of this node; its only role is client, and its seeds name the cluster
   */
  public static Parley connect(NodeSettings settings) throws InterruptedException {
    throw new UnsupportedOperationException("not yet");
  }

  /** Runs a plan with {@link RunOptions#defaults()}. */
  public RunResult run(Plan plan, Map<String, INDArray> inputs) throws InterruptedException {
    return run(plan, RunOptions.defaults(), inputs);
  }

  /**
   * Runs a plan, lowered or not. Blocks until its outputs are there.
   *
   * @param inputs those that the plan gives to {@link Plan#CLIENT}, by name
   * @throws io.parley.plan.BadRequestException if the inputs, the options or the cluster do not fit the plan
   * @throws RunFailedException if a role fails or is lost, or time is up
   */
  public RunResult run(Plan plan, RunOptions options, Map<String, INDArray> inputs) throws InterruptedException {
    throw new UnsupportedOperationException("not yet");
  }

  /** Likewise, without ND4J. */
  public RunResult runValues(Plan plan, RunOptions options, Map<String, Values> inputs) throws InterruptedException {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Who can take part at present.
   *
   * @throws RunFailedException if there is no coordinator to ask
   */
  public Members members() throws InterruptedException {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Waits until the cluster has as many parties, and a provider if one is needed.
   *
   * @throws io.parley.plan.BadRequestException naming what is missing, if that takes longer
   */
  public Members awaitMembers(int parties, boolean provider, Duration timeout) throws InterruptedException {
    throw new UnsupportedOperationException("not yet");
  }

  /** Leaves the cluster, or ends the local one. */
  @Override
  public void close() {
    throw new UnsupportedOperationException("not yet");
  }
}
