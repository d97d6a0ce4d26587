package io.parley.actors;

import io.parley.client.Tape;
import io.parley.config.IdentitySettings;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import io.parley.identity.Identity;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.identity.SpiffeId;
import io.parley.identity.Trust;
import io.parley.plan.BadRequestException;
import io.parley.serialization.Attempt;
import io.parley.serialization.Request;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who a node is in each of its roles, whom it believes, and with whom it takes part in runs. Files of keys are read again
 * when they have changed, so that keys are rotated and certificates revoked without a restart. A node without keys makes up
 * its identities, and believes those of others, who do so too.
 */
final class Credentials {
  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
  private static final String MADE_UP = "development";
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final IdentitySettings settings;
  private final NodeRole firstRole;
  private final boolean acceptsPlain;
  private final Map<SpiffeId, Identity> madeUp = new ConcurrentHashMap<>();
  private volatile @Nullable Known known;

  /** What was read, and what the files looked like. */
  private record Known(Trust trust, Map<String, Identity> identities, List<String> files, long nanos) {}

  private Credentials(IdentitySettings settings, NodeRole firstRole, boolean acceptsPlain) {
    this.settings = settings;
    this.firstRole = firstRole;
    this.acceptsPlain = acceptsPlain;
  }

  /**
   * Of a node that is reached as its settings say.
   *
   * @throws BadRequestException if it has no keys though other machines reach it
   */
  static Credentials of(NodeSettings node) {
    IdentitySettings settings = node.identity();
    Credentials credentials = new Credentials(settings, node.roles().stream().sorted().findFirst().orElseThrow(),
        node.plan().acceptsPlain());
    if (settings.keys().isEmpty() && node.isClustered() && !settings.insecure()
        && !(isLoopback(node.host()) && isLoopback(node.bindHost()))) {
      throw new BadRequestException("Node " + node.name() + " would be reached at " + node.host()
          + " without keys, and anybody there could pose as anybody. Make some (parley keys ca --domain DOMAIN; parley keys"
          + " new " + node.name() + " --role " + credentials.firstRole.key()
          + " --operator ORGANISATION) and name their directory by"
          + " --keys; or say parley.insecure=on in a network that you trust");
    }
    return credentials;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether identities are made up, and anybody's is believed. */
  boolean isDevelopment() {
    return settings.keys().isEmpty();
  }

  /** Whom this node believes at present. */
  Trust trust() {
    return settings.keys().isEmpty() ? Trust.anybody() : known(settings.keys().get()).trust();
  }

  /**
   * Who this node is in one of its roles at present.
   *
   * @param name the node's; clients have one of their own
   * @throws BadRequestException if there is no such key
   */
  Identity as(NodeRole nodeRole, String name) {
    IdentityRole role = IdentityRole.valueOf(nodeRole.name());
    if (settings.keys().isEmpty()) {
      return madeUp.computeIfAbsent(new SpiffeId(MADE_UP, name, role, name), Identity::throwAway);
    }
    KeyDirectory keys = settings.keys().get();
    String whose = role == IdentityRole.CLIENT ? settings.client().orElseGet(() -> onlyClient(keys)) : name;
    return known(keys).identities().computeIfAbsent(role.text() + " " + whose, _ -> load(keys, role, whose));
  }

  private static Identity load(KeyDirectory keys, IdentityRole role, String name) {
    Identity loaded = keys.load(role, name);
    long days = Duration.between(Instant.now(), loaded.expires()).toDays();
    if (days <= KeyDirectory.WARNED_DAYS) {
      LOG.warn("The certificate of {} expires in {} days. Rotate it: parley keys rotate {} --role {}", loaded, days,
          name,
          role.text());
    }
    return loaded;
  }

  /** Who the node is as a whole, in connections that serve all its roles: who it is in the first. */
  Identity ofNode(String name) {
    return as(firstRole, name);
  }

  private static String onlyClient(KeyDirectory keys) {
    List<String> names = keys.names(IdentityRole.CLIENT);
    if (names.size() != 1) {
      throw new BadRequestException(
          "There are " + names.size() + " identities of clients in " + keys.path() + ": " + names
              + (names.isEmpty()
                  ? ". Make one: parley keys new NAME --role client --operator ORGANISATION --dir " + keys.path()
                  : ". Say which by parley.identity.client"));
    }
    return names.getFirst();
  }

  /**
   * While files are being changed they may not fit together: then each that is of no use yet is as it was before, until
   * the next look. The others count at once: what is revoked must not wait for a key that is not.
   */
  private static Known read(KeyDirectory keys, @Nullable Known before, List<String> files, long now) {
    if (before == null) {
      return new Known(keys.trust(), new ConcurrentHashMap<>(), files, now);
    }
    List<String> complaints = new ArrayList<>();
    Trust trust = orBefore(keys::trust, before.trust(), complaints);
    Map<String, Identity> identities = new ConcurrentHashMap<>();
    before.identities().forEach((key, identity) -> identities.put(key,
        orBefore(() -> load(keys, identity.id().role(), identity.id().name()), identity, complaints)));
    complaints.forEach(why -> LOG.warn("Keys in {} have changed, and are not taken yet: {}", keys.path(), why));
    return new Known(trust, identities, complaints.isEmpty() ? files : List.of(), now);
  }

  private static <T> T orBefore(Supplier<T> present, T before, List<String> complaints) {
    try {
      return present.get();
    } catch (BadRequestException e) {
      complaints.add(String.valueOf(e.getMessage()));
      return before;
    }
  }

  private Known known(KeyDirectory keys) {
    Known before = known;
    long now = System.nanoTime();
    if (before != null && now - before.nanos() < LOOK_NANOS) {
      return before;
    }
    List<String> files = keys.stamps();
    Known present = before != null && before.files().equals(files)
        ? new Known(before.trust(), before.identities(), files, now)
        : read(keys, before, files, now);
    known = present;
    return present;
  }

  /**
   * Checks that this node does something for a client.
   *
   * @throws BadRequestException if it is none whom it serves
   */
  void checkClient(SpiffeId id) {
    if (id.role() != IdentityRole.CLIENT) {
      throw new BadRequestException(id + " is no client; use a client's key");
    }
    if (!isDevelopment()) {
      checkOperator(id);
    }
  }

  /**
   * Checks that a run may use a tape.
   *
   * @param client whose run it is
   * @throws BadRequestException if it is another's, or dealt by whom this node does not believe any more
   */
  void checkTape(Tape tape, SpiffeId client) {
    if (isDevelopment()) {
      return;
    }
    if (!tape.owner().equals(client.toString())) {
      throw new BadRequestException("Tape " + tape.id() + " is not of " + client + ". Use one of your own");
    }
    checkOperator(SpiffeId.parse(tape.dealer()).orElseThrow());
  }

  private void checkOperator(SpiffeId player) {
    if (!settings.accepts(player.role(), player.operator())) {
      throw new BadRequestException(player + " is of an operator whom parley.identity.accept." + player.role().text()
          + " does not name; leave it out, or add '" + player.operator() + "' there");
    }
  }

  /**
   * Checks that this node takes part in a run with this cast.
   *
   * @throws BadRequestException naming whom it does not work with
   */
  void check(Request request, Attempt attempt) {
    if (isDevelopment()) {
      return;
    }
    if (!acceptsPlain && request.proposal().first().protocol().equals("plain")) {
      throw new BadRequestException(
          "the protocol 'plain' hides nothing, and is for development alone; choose another, or say"
              + " parley.plan.accept-plain=on on all nodes and clients");
    }
    Set<String> operators = new HashSet<>();
    List<SpiffeId> players = request.players(attempt);
    for (SpiffeId player : players) {
      checkOperator(player);
      boolean computes = player.role() != IdentityRole.CLIENT;
      if (computes && !operators.add(player.operator()) && !settings.sameOperator()) {
        throw new BadRequestException("two of " + players + " belong to the operator '" + player.operator()
            + "', who would see what the protocol hides from each; choose others, or set parley.identity.same-operator=on");
      }
    }
  }
}
