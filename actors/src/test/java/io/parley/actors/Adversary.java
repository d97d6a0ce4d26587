package io.parley.actors;

import io.parley.actors.LyingSerializer.Raw;
import io.parley.identity.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * Has the nodes of one cluster in its power, of which one lies at a time, at one place of a run. What they say between
 * {@link #listen} and {@link #heard} is kept, and is what they lie with later.
 */
final class Adversary {
  private static final Map<String, Adversary> ALL = new ConcurrentHashMap<>();
  private static final byte[] NOTHING = new byte[0];
  private static final int COPIES = 3;
  private static final Duration DELAY = Duration.ofMillis(500);
  /** What the roles' contract consists of. */
  private static final List<String> CONTRACT = List.of("Run", "Offered", "Requested", "Open", "Ready", "Connect");

  /**
   * A place in a run.
   *
   * @param node who speaks
   * @param to node and actor, without what is another one in each session
   * @param number of this type to this actor, from 0
   */
  record Place(String node, String type, String to, int number) {}

  /** A message that is being written. */
  record Saying(String node, Object message, byte[] truth, ActorRef to) {
    String type() {
      return message.getClass().getSimpleName();
    }

    boolean isOfContract() {
      return CONTRACT.contains(type());
    }

    /** With all that it says where that is the same in every session, as which phase starts. */
    String kind() {
      return message instanceof SessionActor.Start || message instanceof ClientRunActor.Reached
          ? message.toString()
          : type();
    }

    @Override
    public String toString() {
      return kind();
    }
  }

  /**
   * What somebody lies, and where.
   *
   * @param variant of the lie, from 0
   * @param other what is said out of turn, for that lie
   */
  record Case(Place at, Lie lie, int variant, @Nullable Saying other) {
    /** Whether what the roles agree upon is another than it should be, if it is anything. */
    boolean breaksContract() {
      return switch (lie) {
        case DOUBLED, REORDERED, LATE -> false;
        case OUT_OF_TURN -> other != null && other.isOfContract();
        case TRUNCATED, FLIPPED, SWAPPED, REPLAYED, WITHHELD, FORGED, DOWNGRADED -> CONTRACT.contains(at.type());
      };
    }
  }

  private final String id;
  private final Function<String, Identity> identity;
  private final Map<String, ExtendedActorSystem> systems = new ConcurrentHashMap<>();
  private final Map<Place, Saying> kept = new LinkedHashMap<>();
  private final Map<Place, Saying> now = new LinkedHashMap<>();
  private boolean listens;
  private @Nullable Case lies;
  private @Nullable Saying held;
  /** In the order in which they were to come. */
  private final List<Saying> late = new ArrayList<>();
  private boolean told;

  /**
   * @param identity of a node, with which it signs
   */
  Adversary(String id, Function<String, Identity> identity) {
    this.id = id;
    this.identity = identity;
    ALL.put(id, this);
  }

  static Adversary byId(String id) {
    return Objects.requireNonNull(ALL.get(id), id);
  }

  String id() {
    return id;
  }

  void join(String node, ExtendedActorSystem system) {
    systems.put(node, system);
  }

  Map<String, ExtendedActorSystem> systems() {
    return systems;
  }

  /** A run begins that is kept. */
  synchronized void listen() {
    now.clear();
    listens = true;
  }

  /** What was said since, by place. */
  synchronized Map<Place, Saying> heard() {
    kept.putAll(now);
    listens = false;
    return new LinkedHashMap<>(now);
  }

  /** A run begins in which somebody lies. */
  synchronized void begin(Case lie) {
    now.clear();
    held = null;
    told = false;
    lies = lie;
  }

  /**
   * All say the truth again.
   *
   * @param patience for an occasion to lie, if there was none yet
   * @return whether the lie was told
   */
  synchronized boolean end(Duration patience) throws InterruptedException {
    long last = System.nanoTime() + patience.toNanos();
    for (long left = last - System.nanoTime(); (!told || !late.isEmpty())
        && left > 0; left = last - System.nanoTime()) {
      wait(1 + left / 1_000_000);
    }
    lies = null;
    held = null;
    return told;
  }

  /** The bytes that are sent. */
  synchronized byte[] said(Saying saying, Function<Object, byte[]> write) {
    Case lie = lies;
    if (lie == null && !listens) {
      return saying.truth();
    }
    Place place = place(saying);
    byte[] bytes = lie == null || !lie.at().node().equals(saying.node())
        ? saying.truth()
        : lied(lie, place, saying, write);
    now.put(place, saying);
    return bytes;
  }

  private byte[] lied(Case lie, Place place, Saying saying, Function<Object, byte[]> write) {
    Saying former = held;
    if (former != null && former.to().equals(saying.to())) {
      held = null;
      tell(former, former.truth(), 1);
    }
    if (!late.isEmpty() && late.getFirst().to().equals(saying.to())) {
      late.add(saying);
      return NOTHING;
    }
    if (told) {
      boolean again = lie.lie() == Lie.WITHHELD && place.type().equals(lie.at().type())
          && place.to().equals(lie.at().to());
      return again ? NOTHING : saying.truth();
    }
    if (!place.equals(lie.at())) {
      return saying.truth();
    }
    told = true;
    notifyAll();
    return lie(lie, saying, write);
  }

  private byte[] lie(Case lie, Saying saying, Function<Object, byte[]> write) {
    byte[] truth = saying.truth();
    return switch (lie.lie()) {
      case TRUNCATED -> Arrays.copyOf(truth, lie.variant() == 0 ? truth.length / 2 : truth.length - 1);
      case FLIPPED -> flipped(truth, lie.variant());
      case SWAPPED -> Objects.requireNonNull(kept.get(lie.at())).truth();
      case REPLAYED -> earlier(saying);
      case REORDERED -> {
        held = saying;
        yield NOTHING;
      }
      case LATE -> {
        late.add(saying);
        CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS).execute(this::catchUp);
        yield NOTHING;
      }
      case DOUBLED -> {
        tell(saying, truth, COPIES);
        yield truth;
      }
      case WITHHELD -> NOTHING;
      case OUT_OF_TURN -> {
        tell(saying, truth, 1);
        yield Objects.requireNonNull(lie.other()).truth();
      }
      case FORGED -> write.apply(nth(Forgeries.of((Record) saying.message()), lie.variant()));
      case DOWNGRADED -> write.apply(nth(Forgeries.signed((Record) saying.message(), identity.apply(saying.node())),
          lie.variant()));
    };
  }

  private synchronized void catchUp() {
    late.forEach(saying -> tell(saying, saying.truth(), 1));
    late.clear();
    notifyAll();
  }

  private static void tell(Saying saying, byte[] bytes, int copies) {
    for (int i = 0; i < copies; i++) {
      saying.to().tell(new Raw(bytes), ActorRef.noSender());
    }
  }

  /** A message may have fewer forgeries than the one of the same place that was kept. */
  private static Record nth(List<Record> forgeries, int variant) {
    return forgeries.get(variant % forgeries.size());
  }

  private static byte[] flipped(byte[] truth, int seed) {
    byte[] bytes = truth.clone();
    int bit = new Random(seed).nextInt(8 * bytes.length);
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return bytes;
  }

  private byte[] earlier(Saying saying) {
    List<Saying> before = new ArrayList<>(now.values().stream().filter(s -> s.node().equals(saying.node())).toList());
    return before.reversed().stream().filter(s -> s.to().equals(saying.to())).findFirst()
        .or(() -> before.reversed().stream().filter(s -> s.type().equals(saying.type())).findFirst())
        .or(() -> before.reversed().stream().findFirst()).map(Saying::truth).orElse(NOTHING);
  }

  private Place place(Saying saying) {
    String to = nodeOf(saying.to()) + saying.to().path().toStringWithoutAddress()
        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "*").replaceAll("run-\\d+", "run-*").replaceAll("\\$[^/]*", "\\$*");
    int number = 0;
    while (now.containsKey(new Place(saying.node(), saying.type(), to, number))) {
      number++;
    }
    return new Place(saying.node(), saying.type(), to, number);
  }

  private String nodeOf(ActorRef ref) {
    return systems.entrySet().stream()
        .filter(e -> e.getValue().provider().getDefaultAddress().equals(ref.path().address())).map(Map.Entry::getKey)
        .findFirst().orElse("?");
  }
}
