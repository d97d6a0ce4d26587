package io.parley.protocols.engine;

import io.parley.crypto.Prg;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A party's lines to the other roles, and where its randomness comes from.
 *
 * @param pairs the keys in common with each party, or none
 * @param tape the stream in common with the provider
 */
record PartyLines(
    Protocol protocol,
    Roles roles,
    PartyInbox inbox,
    RoundMerger merger,
    Waits waits,
    List<@Nullable Prg> pairs,
    @Nullable Prg tape) {

  /** Those of one step, to whose operands so many sequential messages led. */
  Scope scope(int step, int depth) {
    return new Scope(Message.key(step, 0), depth, new AtomicInteger());
  }

  /** The lines and the tape of one step, or of a lane of it. */
  final class Scope implements PartyScope {
    private final long key;
    private final AtomicInteger lanes;
    private final Map<Integer, Prg.Stream> common = new HashMap<>();
    private int depth;
    private Prg.@Nullable Stream stream;

    private Scope(long key, int depth, AtomicInteger lanes) {
      this.key = key;
      this.depth = depth;
      this.lanes = lanes;
    }

    @Override
    public int self() {
      return inbox.self();
    }

    @Override
    public long id() {
      return key;
    }

    @Override
    public Roles roles() {
      return roles;
    }

    @Override
    public void send(int party, long[] words) {
      merger.send(party, new Message(key, depth + 1, words));
    }

    @Override
    public long[] receive(int party, int count) {
      Message message = merger.await(inbox.from(party).take(key), waits, party, key);
      depth = Math.max(depth, message.depth());
      return inbox.checked(party, message, count).words();
    }

    @Override
    public long[] random(int count) {
      return stream().next(count);
    }

    @Override
    public long[] dealt(int count) {
      return self() < roles.parties() - 1 ? stream().next(count) : given(count);
    }

    @Override
    public long[] given(int count) {
      Message message = merger.awaitTape(inbox.from(roles.provider()).take(key), waits, roles.provider(), key);
      return inbox.checked(roles.provider(), message, count).words();
    }

    private Prg.Stream stream() {
      if (stream == null) {
        Prg prg = tape;
        if (prg == null) {
          throw new IllegalStateException("Protocol '" + protocol.name() + "' draws from a tape, but has no provider");
        }
        stream = prg.stream(key);
      }
      return stream;
    }

    @Override
    public Prg.Stream common(int party) {
      Prg prg = party < pairs.size() ? pairs.get(party) : null;
      if (prg == null) {
        throw new IllegalStateException(
            "Protocol '" + protocol.name() + "' has no key in common with " + roles.describe(party));
      }
      return common.computeIfAbsent(party, _ -> prg.stream(key));
    }

    @Override
    public PartyScope lane() {
      return new Scope(Message.key(Message.node(key), lanes.incrementAndGet()), depth, lanes);
    }

    @Override
    public int depth() {
      return depth;
    }

    @Override
    public void after(int earlier) {
      depth = Math.max(depth, earlier);
    }

    @Override
    public <T> T await(CompletableFuture<T> future) {
      return merger.await(future);
    }
  }
}
