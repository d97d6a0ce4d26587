package io.parley.protocols.engine;

import io.parley.crypto.BitTensor;
import io.parley.crypto.FixedPoint;
import io.parley.crypto.Prg;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Words;
import io.parley.plan.BadRequestException;
import io.parley.plan.DType;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.ClientScope;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import io.parley.protocols.walk.Steps;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Shares inputs and adds outputs up. */
final class ClientRun implements ClientSession {
  private final Plan plan;
  private final Protocol protocol;
  private final Roles roles;
  private final Waits waits;
  private final Channel channel;
  private final SecureRandom random;
  private final Meter meter;
  private final PartyInbox inbox;
  private final AtomicBoolean shared = new AtomicBoolean();

  ClientRun(Plan plan, Protocol protocol, Roles roles, Channel channel, SecureRandom random) {
    this.plan = plan;
    this.protocol = protocol;
    this.roles = roles;
    waits = new Waits(plan, roles);
    this.channel = waits.over(channel);
    this.random = random;
    Estimate expected = Estimate.of(plan, protocol, roles);
    meter = new Meter(roles, expected.nodes().size());
    inbox = new PartyInbox(roles, roles.client(), meter, expected, 0);
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public Usage usage() {
    return meter.usage();
  }

  @Override
  public Optional<Waiting> waiting() {
    return waits.longest();
  }

  @Override
  public void share(Map<String, Values> inputs) throws InterruptedException {
    List<String> names = plan.inputs().stream().map(ClientRun::name).toList();
    for (String given : inputs.keySet()) {
      if (!names.contains(given)) {
        throw new BadRequestException("The plan '" + plan.name() + "' has no input '" + given + "'. Its inputs: "
            + String.join(", ", names));
      }
    }
    List<Words> encoded = plan.inputs().stream().map(node -> encode(node, inputs)).toList();
    if (!shared.compareAndSet(false, true)) {
      throw new IllegalStateException("Inputs are shared once in a session");
    }
    List<Outgoing> parties = IntStream.range(0, roles.parties()).mapToObj(p -> new Outgoing(p, channel, meter))
        .toList();
    for (int i = 0; i < encoded.size(); i++) {
      int node = plan.inputs().get(i).id();
      List<long[]> payloads = protocol.sharing().split(encoded.get(i), scope(node));
      parties.forEach(p -> p.add(new Message(SessionKeys.input(node), 0, payloads.get(p.party()))));
    }
    for (CompletableFuture<Void> sent : parties.stream().map(Outgoing::flush).toList()) {
      Failures.get(sent);
    }
  }

  private static String name(Node input) {
    return ((Op.Input) input.op()).name();
  }

  private Words encode(Node input, Map<String, Values> inputs) {
    Values values = inputs.get(name(input));
    TensorType type = input.type();
    if (values == null) {
      throw new BadRequestException("Input '" + name(input) + "' of shape " + type.shape() + " is missing");
    }
    if (!values.shape().equals(type.shape())) {
      throw new BadRequestException("Input '" + name(input) + "' has shape " + values.shape()
          + ", but the plan wants " + type.shape());
    }
    if (type.dtype() == DType.BIT) {
      if (Arrays.stream(values.data()).anyMatch(v -> v != 0 && v != 1)) {
        throw new BadRequestException("Input '" + name(input) + "' holds bits: give 0 or 1 only");
      }
      return BitTensor
          .pack(RingTensor.of(type.shape(), Arrays.stream(values.data()).mapToLong(v -> (long) v).toArray()));
    }
    try {
      return new FixedPoint(type.fractionBits()).encode(type.shape(), values.data());
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("Input '" + name(input) + "': " + e.getMessage(), e);
    }
  }

  @Override
  public Map<String, Values> reveal() throws InterruptedException {
    Map<String, Values> outputs = new LinkedHashMap<>();
    for (int o = 0; o < plan.outputs().size(); o++) {
      Output output = plan.outputs().get(o);
      TensorType type = plan.node(output.node()).type();
      List<long[]> payloads = new ArrayList<>();
      for (int party = 0; party < roles.parties(); party++) {
        long key = SessionKeys.output(plan, o);
        Message message = waits.get(inbox.from(party).take(key), party, key);
        int expected = protocol.sharing().releasedWords(type, roles.parties(), party);
        payloads.add(inbox.checked(party, message, expected).words());
      }
      Words words = protocol.sharing().combine(type, payloads, scope(Steps.of(plan, 0).output(o)));
      outputs.put(output.name(), switch (words) {
        case RingTensor numbers ->
          Values.of(type.shape(), new FixedPoint(type.fractionBits()).decode(numbers));
        case BitTensor bits -> Values.of(type.shape(), new FixedPoint(0).decode(bits.unpack()));
      });
    }
    return outputs;
  }

  private ClientScope scope(int step) throws InterruptedException {
    if (!protocol.dealsToClient()) {
      return new Scope(null, step);
    }
    return new Scope(new Prg(waits.get(inbox.tapeSeed(), roles.provider(), SessionKeys.TAPE_SEED)), step);
  }

  private final class Scope implements ClientScope {
    private final @Nullable Prg prg;
    private final int step;
    private Prg.@Nullable Stream stream;

    Scope(@Nullable Prg prg, int step) {
      this.prg = prg;
      this.step = step;
    }

    @Override
    public Roles roles() {
      return roles;
    }

    @Override
    public SecureRandom random() {
      return random;
    }

    @Override
    public long[] tape(int count) {
      if (prg == null) {
        throw new IllegalStateException("Protocol '" + protocol.name() + "' deals nothing to the client");
      }
      if (stream == null) {
        stream = prg.stream(Message.key(step, 0));
      }
      return stream.next(count);
    }
  }
}
