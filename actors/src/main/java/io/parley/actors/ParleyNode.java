package io.parley.actors;

import com.typesafe.config.Config;
import io.parley.actors.NodeGuardian.Post;
import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.Transport;
import io.parley.audit.AuditLog;
import io.parley.config.HostPort;
import io.parley.config.Join;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.config.Version;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of a cluster, in this JVM. When the cluster removes it, as after a network split, or when its seed starts
 * anew, it joins again by itself; the sessions that ran meanwhile are aborted. It stops when the cluster is of a version
 * that its own does not work with.
 */
public final class ParleyNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ParleyNode.class);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration REBOOT_PAUSE = Duration.ofSeconds(1);
  /** Longer than a shutdown takes, where the network is down; see reference.conf and {@link HangUp}. */
  private static final Duration GOODBYE = Duration.ofSeconds(12);

  /** One life: an actor system and what belongs to it. */
  private record Life(
      ActorSystem<NodeGuardian.Command> system,
      Transport transport,
      CompletableFuture<ActorRef<ClientActor.Command>> client) {}

  private final List<Post> posts;
  private final Sessions sessions;
  private final Version version;
  private final Credentials credentials;
  private final Audit audit;
  private final CompletableFuture<Void> terminated = new CompletableFuture<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread onExit = new Thread(stopping::countDown, "parley exit");
  private volatile NodeSettings settings;
  private volatile Life life;
  private volatile @Nullable String refusal;

  private ParleyNode(NodeSettings settings, List<Post> posts, Sessions sessions, Version version) {
    this.settings = settings;
    this.posts = List.copyOf(posts);
    this.sessions = sessions;
    this.version = version;
    this.credentials = Credentials.of(settings);
    posts.forEach(post -> credentials.as(post.role(), post.name()));
    this.audit = audit();
    try {
      this.life = boot();
    } catch (RuntimeException e) {
      audit.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /**
   * Starts the roles and begins to look for the cluster.
   *
   * @throws BadRequestException if a port is in use or the host is not this machine's
   */
  public static ParleyNode start(NodeSettings settings) {
    return start(settings, Version.ofThisBuild());
  }

  static ParleyNode start(NodeSettings settings, Version version) {
    List<Post> posts = settings.roles().stream().sorted().map(role -> new Post(role, settings.name())).toList();
    ParleyNode node = new ParleyNode(settings, posts, Sessions.real(), version);
    boolean computes = settings.roles().contains(NodeRole.PARTY) || settings.roles().contains(NodeRole.PROVIDER);
    if (!settings.warmUp().isZero()) {
      Thread.ofPlatform().daemon().name("parley warm-up")
          .start(computes ? () -> Rehearsal.run(settings.warmUp()) : Rehearsal::ciphers);
    }
    return node;
  }

  static ParleyNode start(NodeSettings settings, List<Post> posts, Sessions sessions) {
    return new ParleyNode(settings, posts, sessions, Version.ofThisBuild());
  }

  private Audit audit() {
    boolean takesPart = settings.roles().contains(NodeRole.PARTY) || settings.roles().contains(NodeRole.PROVIDER);
    return credentials.isDevelopment() || !takesPart
        ? Audit.none()
        : new Audit(Optional.of(AuditLog.open(settings.auditDirectory(), () -> credentials.ofNode(settings.name()))));
  }

  private Life boot() {
    if (settings.isClustered()) {
      checkPort();
    }
    long now = System.currentTimeMillis();
    ActorSystem<NodeGuardian.Command> system = ActorSystem.create(NodeGuardian.create(), NodeSettings.SYSTEM,
        setup(Join.announce(version, settings.actorSystem())));
    try {
      if (settings.isClustered()) {
        settings = settings.withPort(Cluster.get(system).selfMember().address().getPort().orElseThrow());
      }
      Transport transport = Transports.open(settings, posts, system);
      CompletableFuture<ActorRef<ClientActor.Command>> client = new CompletableFuture<>();
      system.tell(new NodeGuardian.Begin(settings, posts, sessions, transport, credentials, audit, now, client));
      Life born = new Life(system, transport, client);
      HangUp.on(system).whenComplete((_, _) -> onEnd(born));
      return born;
    } catch (RuntimeException e) {
      system.terminate();
      throw e;
    }
  }

  private ActorSystemSetup setup(Config config) {
    ActorSystemSetup setup = ActorSystemSetup.create(BootstrapSetup.create(config));
    if (!settings.isClustered()) {
      return setup;
    }
    ActorSystemSetup steadfast = setup.withSetup(SteadfastReceptionist.setup());
    return credentials.isDevelopment()
        ? steadfast
        : steadfast.withSetup(ClusterTls.setup(credentials, name(), settings.host()));
  }

  /** Pekko would say it less clearly. */
  private void checkPort() {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      InetSocketAddress address = new InetSocketAddress(settings.bindHost(), settings.port());
      if (address.isUnresolved()) {
        throw new BadRequestException("The host '" + settings.bindHost() + "' is unknown. Check parley.node.host");
      }
      probe.bind(address);
    } catch (IOException e) {
      throw new BadRequestException("Cannot listen at " + new HostPort(settings.bindHost(), settings.port()) + " ("
          + e.getMessage() + "). Choose another parley.node.port, or a parley.node.host of this machine", e);
    }
  }

  private void onEnd(Life ended) {
    ended.transport().close();
    Optional<String> refused = Join.of(ended.system().settings().config()).flatMap(Join::takeRefusal);
    if (refused.isPresent() && !isStopping()) {
      String why = "Node " + name() + " " + refused.get();
      refusal = why;
      audit.close();
      terminated.completeExceptionally(new BadRequestException(why));
    } else if (isStopping()) {
      audit.close();
      terminated.complete(null);
    } else {
      Thread.ofPlatform().name("parley reboot").start(this::reboot);
    }
  }

  private void reboot() {
    LOG.info("Node {} was removed from the cluster and joins again", name());
    try {
      do {
        try {
          life = boot();
          if (isStopping()) {
            end(life.system());
          }
          return;
        } catch (RuntimeException e) {
          LOG.warn("Node {} cannot start again yet: {}", name(), e.getMessage());
        }
      } while (!stopping.await(REBOOT_PAUSE.toMillis(), TimeUnit.MILLISECONDS));
      audit.close();
      terminated.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As the others call it. */
  public String name() {
    return settings.name();
  }

  /** Of the control plane, with the port that was found free. */
  public HostPort address() {
    return new HostPort(settings.host(), settings.port());
  }

  /**
   * Waits until this node is a member of the cluster.
   *
   * @throws BadRequestException if that takes longer, or the cluster's version does not work with this one
   */
  public void awaitUp(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!isUp()) {
      checkNotRefused();
      if (System.nanoTime() > end) {
        throw new BadRequestException("Node " + name() + " found no cluster at " + settings.seeds() + " within "
            + timeout.toSeconds() + " s. Start its first node, or check the address");
      }
      Thread.sleep(POLL);
    }
  }

  /**
   * @throws BadRequestException if this node has stopped since its cluster is of a version that does not work with its own
   */
  void checkNotRefused() {
    String why = refusal;
    if (why != null) {
      throw new BadRequestException(why);
    }
  }

  private boolean isUp() {
    return !settings.isClustered() || Cluster.get(life.system()).selfMember().status().equals(MemberStatus.up());
  }

  NodeSettings settings() {
    return settings;
  }

  /** This node's tape store. */
  TapeStore tapes() {
    return new TapeStore(settings.tape(), settings.name());
  }

  /** The present life's client. */
  ActorRef<ClientActor.Command> client() {
    return life.client().join();
  }

  /** Whether the client that was asked has ended meanwhile, so that no answer will come. */
  boolean isOver(ActorRef<ClientActor.Command> client) {
    Life now = life;
    return now.system().getWhenTerminated().toCompletableFuture().isDone() || !now.client().join().equals(client);
  }

  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Leaves the cluster and stops; returns at once. */
  public void terminate() {
    stopping.countDown();
    end(life.system());
  }

  /** Where there is no cluster to leave, Pekko would wait for one to let it go. */
  private void end(ActorSystem<?> system) {
    if (settings.isClustered() && Cluster.get(system).selfMember().status().equals(MemberStatus.removed())) {
      var _ = CoordinatedShutdown.get(system).run(CoordinatedShutdown.actorSystemTerminateReason(),
          Optional.of(CoordinatedShutdown.PhaseBeforeActorSystemTerminate()));
    } else {
      system.terminate();
    }
  }

  /**
   * Completes once the node has stopped for good; with a {@link BadRequestException} if the cluster's version does not
   * work with its own.
   */
  public CompletionStage<Void> whenTerminated() {
    return terminated.minimalCompletionStage();
  }

  /** Leaves the cluster, stops and waits for it, but not for ever. */
  @Override
  public void close() {
    terminate();
    boolean ended = terminated.handle((_, _) -> true).completeOnTimeout(false, GOODBYE.toSeconds(), TimeUnit.SECONDS)
        .join();
    if (!ended) {
      LOG.warn("Node {} did not stop within {} s and is left behind", name(), GOODBYE.toSeconds());
    }
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException _) {
      // The JVM is exiting already.
    }
  }
}
