package io.parley.protocols.securenn;

import io.parley.crypto.Prg;
import io.parley.crypto.Seed;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Roles;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** P_0, P_1 and P_2 in this JVM, for parts of the protocol that are no op of their own; counts rounds and words. */
final class ThreeParties {
  record Sent(int from, int to, int depth, long[] words) {}

  private final Map<String, LinkedBlockingQueue<Sent>> lines = new ConcurrentHashMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private final AtomicInteger rounds = new AtomicInteger();
  private final Prg[] pairs = new Prg[3];

  ThreeParties() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new Prg(Seed.random(random));
    }
  }

  /** What each party's part returns. */
  static List<long[]> run(ThreeParties network, Function<PartyScope, long[]> part) throws Exception {
    List<CompletableFuture<long[]>> results = new ArrayList<>();
    for (int self = 0; self < 3; self++) {
      Scope scope = network.new Scope(self, 0);
      CompletableFuture<long[]> result = new CompletableFuture<>();
      results.add(result);
      Thread.ofVirtual().start(() -> {
        try {
          result.complete(part.apply(scope));
        } catch (RuntimeException | Error e) {
          result.completeExceptionally(e);
        }
      });
    }
    List<long[]> values = new ArrayList<>();
    for (CompletableFuture<long[]> result : results) {
      values.add(result.get(60, TimeUnit.SECONDS));
    }
    return values;
  }

  /** The longest chain of sequential messages. */
  int rounds() {
    return rounds.get();
  }

  synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  long bytes() {
    return sent().stream().mapToLong(s -> 8L * s.words().length).sum();
  }

  private synchronized void record(Sent message) {
    sent.add(message);
  }

  private final class Scope implements PartyScope {
    private final int self;
    private final int lane;
    private final Map<Integer, Prg.Stream> common = new HashMap<>();
    private int depth;
    private int lanes;

    Scope(int self, int lane) {
      this.self = self;
      this.lane = lane;
    }

    private LinkedBlockingQueue<Sent> line(int from, int to) {
      return lines.computeIfAbsent(from + " " + to + " " + lane, _ -> new LinkedBlockingQueue<>());
    }

    @Override
    public long id() {
      return lane;
    }

    @Override
    public int self() {
      return self;
    }

    @Override
    public Roles roles() {
      return new Roles(3);
    }

    @Override
    public void send(int party, long[] words) {
      Sent message = new Sent(self, party, depth + 1, words);
      record(message);
      line(self, party).add(message);
    }

    @Override
    public long[] receive(int party, int count) {
      try {
        Sent message = line(party, self).take();
        after(message.depth());
        if (message.words().length != count) {
          throw new AssertionError(message.words().length + " words from " + party + " instead of " + count);
        }
        return message.words();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Prg.Stream common(int party) {
      return common.computeIfAbsent(party, _ -> pairs[3 - self - party].stream(lane));
    }

    @Override
    public PartyScope lane() {
      Scope scope = new Scope(self, ++lanes);
      scope.depth = depth;
      return scope;
    }

    @Override
    public int depth() {
      return depth;
    }

    @Override
    public void after(int earlier) {
      depth = Math.max(depth, earlier);
      rounds.accumulateAndGet(depth, Math::max);
    }

    @Override
    public long[] random(int count) {
      throw new UnsupportedOperationException("no provider");
    }

    @Override
    public long[] dealt(int count) {
      throw new UnsupportedOperationException("no provider");
    }

    @Override
    public long[] given(int count) {
      throw new UnsupportedOperationException("no provider");
    }

    @Override
    public <T> T await(CompletableFuture<T> future) {
      return future.join();
    }
  }
}
