package io.parley.cli;

import io.parley.cli.local.LocalCluster;
import io.parley.client.Parley;
import io.parley.config.Link;
import io.parley.protocols.spi.Protocols;
import java.time.Duration;
import java.util.Optional;

/** The cluster that a model runs on. */
sealed interface Venue {
  /** What is done there. */
  @FunctionalInterface
  interface Job<T> {
    T run(Parley parley, int parties) throws InterruptedException;
  }

  /**
   * As far as it can be told without the cluster.
   *
   * @throws io.parley.plan.BadRequestException if the model cannot be run with its parties
   */
  void check(ModelRun model);

  <T> T run(ModelRun model, ProgressLine progress, Job<T> job) throws InterruptedException;

  /**
   * One that runs already.
   *
   * @param patience with nodes that are still starting
   */
  record Cluster(ClusterOption address, PartiesOption parties, Duration patience) implements Venue {
    @Override
    public void check(ModelRun model) {
      address.check();
      parties.check(model.protocol(), model.comparisons());
    }

    @Override
    public <T> T run(ModelRun model, ProgressLine progress, Job<T> job) throws InterruptedException {
      progress.phase("waiting for the cluster at " + address);
      try (Parley parley = address.connect(patience)) {
        int chosen = parties.await(parley, model.protocol(), model.comparisons(), model.needsProvider(), patience);
        return job.run(parley, chosen);
      }
    }
  }

  /**
   * One that is started on this machine, and ended again.
   *
   * @param chosenParties how many; else the fewest of the protocol
   * @param link what the network between roles is made to be like
   */
  record Local(Optional<Integer> chosenParties, Link link) implements Venue {
    private int parties(ModelRun model) {
      return chosenParties.orElseGet(() -> Protocols.fewestParties(model.protocol()));
    }

    @Override
    public void check(ModelRun model) {
      PartiesOption.check(model.protocol(), parties(model), model.comparisons());
      LocalCluster.check(parties(model));
    }

    @Override
    public <T> T run(ModelRun model, ProgressLine progress, Job<T> job) throws InterruptedException {
      int parties = parties(model);
      progress.step("starting a coordinator, " + (model.needsProvider() ? "a provider and " : "") + parties
          + (parties == 1 ? " party" : " parties") + ", a JVM each");
      return LocalCluster.run(parties, model.needsProvider(), link, parley -> {
        T done = job.run(parley, parties);
        progress.phase("stopping");
        return done;
      });
    }
  }
}
