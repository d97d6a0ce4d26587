package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Prg;
import io.parley.crypto.RawAccess;
import io.parley.crypto.Seed;
import io.parley.crypto.Shape;
import io.parley.crypto.Wide;
import io.parley.crypto.WideTensor;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import io.parley.protocols.spi.Share;
import io.parley.protocols.spi.Side;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client can do in {@code spdz2k} with what it is given, alone or together with a party. */
class Spdz2kCollusionTest {
  private static final Protocol SPDZ2K = Protocols.byName("spdz2k");
  private static final Roles TWO = new Roles(2);
  private static final Shape SHAPE = Shape.of(64);
  private static final long TAPE_SEED = Message.key(-1, 0);
  private static final int CHEAT = 0;

  /** After eight nodes and two outputs. */
  private static final int SESSION = 8 + 2;

  /** Where a party adds an error to what it is dealt: in which step, and which of the draws there is the value. */
  enum Where {
    PRODUCT(2, 0), AND(6, 1), OUTPUT(8, 0), OUTPUT_BITS(9, 0);

    final int step;
    final int draw;

    Where(int step, int draw) {
      this.step = step;
      this.draw = draw;
    }

    boolean isOfBits() {
      return this == AND || this == OUTPUT_BITS;
    }
  }

  /** As many as the provider has sent, by role. */
  private final Map<Integer, CompletableFuture<Seed>> seeds = new ConcurrentHashMap<>();

  private static Plan plan() {
    PlansForTests b = new PlansForTests();
    TensorType type = TensorType.secret(SHAPE, 0);
    TensorType bits = TensorType.secretBits(SHAPE);
    int x = b.secret("x", SHAPE, 0);
    int y = b.secret("y", SHAPE, 0);
    int product = b.add(new Op.Product(new Bilinear.Mul(), 0), type, x, y);
    int number = b.add(new Op.Product(new Bilinear.Mul(), 0), type, product, y);
    int u = b.input("u", bits);
    int v = b.input("v", bits);
    int both = b.add(new Op.And(), bits, u, v);
    int bit = b.add(new Op.And(), bits, both, u);
    return b.reveal("number", number).reveal("bit", bit).plan();
  }

  private static Map<String, Values> inputs() {
    Random random = new Random(1);
    return Map.of("x", numbers(random, 1, 9), "y", numbers(random, 1, 9), "u", numbers(random, 1, 2), "v",
        numbers(random, 0, 2));
  }

  private static Values numbers(Random random, int from, int to) {
    return Values.of(SHAPE, random.ints(SHAPE.size(), from, to).asDoubleStream().toArray());
  }

  private CompletableFuture<Seed> seed(int role) {
    return seeds.computeIfAbsent(role, _ -> new CompletableFuture<>());
  }

  private List<Message> noteSeeds(int to, Message m) {
    if (m.key() == TAPE_SEED) {
      seed(to).complete(Seed.ofWords(m.words()));
    }
    return List.of(m);
  }

  /** What a role draws for all ops together, as the provider does: where the MAC keys are made. */
  private long[] sessionWords(int role) {
    return new Prg(seed(role).join()).stream(Message.key(SESSION, 0)).next(3);
  }

  /** α, its low word first, and Δ, which only all parties together know, or the provider. */
  private long[] keys() {
    long[] sum = new long[3];
    for (int party = 0; party < 2; party++) {
      long[] share = sessionWords(party);
      Wide alpha = new Wide(sum[0], sum[1]).add(new Wide(share[0], share[1]));
      sum = new long[]{alpha.low(), alpha.high(), sum[2] ^ share[2]};
    }
    return sum;
  }

  /** Party 0 adds 1 to a value that it is dealt, and the key to the MAC: a forgery, if it is the key. */
  private Protocol forging(Where where, boolean knowsKeys) {
    return new ForwardingProtocol(SPDZ2K) {
      @Override
      public Side<PartyScope, ?, ?> party(PartyScope session) {
        return session.self() == CHEAT ? forging(super.party(session), where, knowsKeys) : super.party(session);
      }
    };
  }

  private <A extends Share, B extends Share> Side<PartyScope, A, B> forging(Side<PartyScope, A, B> honest, Where where,
      boolean knowsKeys) {
    return new Side<>() {
      @Override
      public Primitives<A, B> at(PartyScope op) {
        return honest.at(op.id() == Message.key(where.step, 0) ? forging(op, where, knowsKeys) : op);
      }

      @Override
      public void checkpoint(PartyScope op) {
        honest.checkpoint(op);
      }
    };
  }

  private PartyScope forging(PartyScope op, Where where, boolean knowsKeys) {
    int[] draws = {0};
    return (PartyScope) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{PartyScope.class},
        (_, method, arguments) -> {
          Object result;
          try {
            result = method.invoke(op, arguments);
          } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
          }
          if (!method.getName().equals("dealt")) {
            return result;
          }
          int draw = draws[0]++ - where.draw;
          long[] key = knowsKeys ? keys() : sessionWords(TWO.client());
          long[] dealt = (long[]) result;
          return where.isOfBits() ? withBit(dealt, draw, key[2]) : withNumber(dealt, draw, key);
        });
  }

  private static long[] withBit(long[] dealt, int draw, long delta) {
    long[] out = dealt.clone();
    out[0] ^= draw == 0 ? 1 : draw == 1 ? delta : 0;
    return out;
  }

  private static long[] withNumber(long[] dealt, int draw, long[] alpha) {
    int n = dealt.length / 2;
    long[] error = new long[2 * n];
    error[0] = draw == 0 ? 1 : draw == 1 ? alpha[0] : 0;
    error[n] = draw == 1 ? alpha[1] : 0;
    Shape shape = Shape.of(n);
    return WideTensor.ofWords(shape, dealt).add(WideTensor.ofWords(shape, error))
        .words(RawAccess.grant());
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void aPartyThatKnowsAllThatTheClientKnows_canForgeNothing(Where where) {
    assertThatThrownBy(
        () -> LocalNetwork.run(plan(), forging(where, false), 2, inputs(), (_, to, m) -> noteSeeds(to, m)))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining("The MAC check failed");
  }

  /** What is tested above is that the client does not know the keys: with them it would work, and it does with the provider's help. */
  @ParameterizedTest
  @EnumSource(Where.class)
  void aPartyThatKnowsWhatTheProviderKnows_forges(Where where) throws Exception {
    var honest = LocalNetwork.run(plan(), SPDZ2K, 2, inputs());
    var forged = LocalNetwork.run(plan(), forging(where, true), 2, inputs(), (_, to, m) -> noteSeeds(to, m));

    String changed = where.isOfBits() ? "bit" : "number";
    String other = where.isOfBits() ? "number" : "bit";
    assertThat(forged.output(changed).data()[0]).isNotEqualTo(honest.output(changed).data()[0]);
    assertThat(forged.output(other).data()).isEqualTo(honest.output(other).data());
  }

  @Test
  void theProvider_drawsNoKeyFromWhatItHasInCommonWithTheClient() {
    Set<String> drawn = new HashSet<>();
    DealerScope session = (DealerScope) Proxy.newProxyInstance(getClass().getClassLoader(),
        new Class<?>[]{DealerScope.class}, (_, method, arguments) -> {
          drawn.add(method.getName());
          return new long[(int) Objects.requireNonNull(arguments)[0]];
        });

    assertThat(SPDZ2K.dealer(session)).isNotNull();

    assertThat(drawn).containsExactly("random");
  }

  /** Neither in what comes nor in any stream that its seed gives, nor a party's share of it. */
  @Test
  void theClient_receivesNoMacKey() throws Exception {
    ConcurrentLinkedQueue<Message> received = new ConcurrentLinkedQueue<>();
    LocalNetwork.run(plan(), SPDZ2K, 2, inputs(), (_, to, m) -> {
      if (to == TWO.client()) {
        received.add(m);
      }
      return noteSeeds(to, m);
    });
    Set<Long> known = new HashSet<>();
    received.forEach(m -> LongStream.of(m.words()).forEach(known::add));
    Prg prg = new Prg(seed(TWO.client()).join());
    IntStream.rangeClosed(0, SESSION + 3)
        .forEach(step -> LongStream.of(prg.stream(Message.key(step, 0)).next(1000)).forEach(known::add));

    long[] secret = IntStream.range(0, 3).mapToObj(i -> i < 2 ? sessionWords(i) : keys()).flatMapToLong(Arrays::stream)
        .toArray();
    assertThat(received).as("a seed, and a copy of each output from each party").hasSize(1 + 2 * 2)
        .allSatisfy(m -> assertThat(m.words().length).isLessThanOrEqualTo(64));
    assertThat(secret).hasSize(9).doesNotContain(known.stream().mapToLong(Long::longValue).toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aPartyThatSendsAnotherOutputThanTheOthers_isNoticedByTheClient(int party) {
    int client = new Roles(3).client();
    for (int output : new int[]{8, 9}) {
      assertThatThrownBy(() -> LocalNetwork.run(plan(), SPDZ2K, 3, inputs(), (from, to, m) -> {
        boolean isIts = from == party && to == client && Message.node(m.key()) == output;
        return List.of(isIts ? flipped(m) : m);
      })).isInstanceOf(PeerFaultException.class).hasMessageContaining("disagree on an output")
          .hasMessageContaining("party " + (party == 0 ? 1 : party));
    }
  }

  private static Message flipped(Message m) {
    long[] words = m.words().clone();
    words[0] ^= 1;
    return new Message(m.key(), m.depth(), words);
  }

  /** Numbers and bits: x, then u. */
  @ParameterizedTest
  @CsvSource({"2, 0, 0", "2, 1, 0", "2, 0, 4", "2, 1, 4", "3, 0, 0", "3, 1, 0", "3, 2, 0", "3, 0, 4", "3, 2, 4"})
  void aClientThatTellsAPartyAnotherDifference_isCaught_beforeAnythingIsRevealed(int parties, int victim, int input) {
    int client = new Roles(parties).client();
    LocalNetwork.Tap tap = (from, to, m) -> List
        .of(from == client && to == victim && Message.node(m.key()) == input ? flipped(m) : m);

    assertThatThrownBy(() -> LocalNetwork.run(plan(), SPDZ2K, parties, inputs(), tap))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining("The MAC check failed");
    assertThat(LocalNetwork.attack(plan(), SPDZ2K, parties, inputs(), tap)).isEmpty();
  }

  /** An input that goes out as it came in is opened like any other output, and so is checked. */
  @Test
  void aClientThatTellsAPartyAnotherDifference_isCaught_evenIfNothingElseIsOpened() {
    PlansForTests b = new PlansForTests();
    b.reveal("z", b.add(new Op.Negate(), TensorType.secret(SHAPE, 0), b.secret("x", SHAPE, 0)));

    assertThatThrownBy(() -> LocalNetwork.run(b.plan(), SPDZ2K, 2, Map.of("x", numbers(new Random(2), 0, 9)),
        (from, to, m) -> List.of(from == TWO.client() && to == 1 ? flipped(m) : m)))
        .isInstanceOf(PeerFaultException.class).hasMessageContaining("The MAC check failed");
  }
}
