package io.parley.protocols;

import io.parley.crypto.BitTensor;
import io.parley.crypto.FixedPoint;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.Words;
import io.parley.plan.BadRequestException;
import io.parley.plan.DType;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shares inputs and adds outputs up. */
final class ClientRun implements ClientSession {
  private final Plan plan;
  private final Protocol protocol;
  private final Roles roles;
  private final Channel channel;
  private final SecureRandom random;
  private final Meter meter;
  private final PartyInbox inbox;
  private final AtomicBoolean shared = new AtomicBoolean();

  ClientRun(Plan plan, Protocol protocol, Roles roles, Channel channel, SecureRandom random) {
    SessionKeys.check(plan, protocol, roles);
    this.plan = plan;
    this.protocol = protocol;
    this.roles = roles;
    this.channel = channel;
    this.random = random;
    meter = new Meter(roles, SessionKeys.steps(plan));
    inbox = new PartyInbox(plan, roles, roles.client(), meter, Estimate.of(plan, protocol, roles), 0);
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
  public void share(Map<String, Values> inputs) {
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
    List<List<Message>> frames = new ArrayList<>();
    for (int party = 0; party < roles.parties(); party++) {
      frames.add(new ArrayList<>());
    }
    for (int i = 0; i < encoded.size(); i++) {
      List<long[]> payloads = protocol.sharing().split(encoded.get(i), roles.parties(), random);
      for (int party = 0; party < roles.parties(); party++) {
        frames.get(party).add(new Message(SessionKeys.input(plan.inputs().get(i).id()), 0, payloads.get(party)));
      }
    }
    for (int party = 0; party < roles.parties(); party++) {
      int peer = party;
      frames.get(party).forEach(m -> meter.sent(peer, m));
      channel.send(party, frames.get(party));
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
      int expected = protocol.sharing().releasedWords(SessionKeys.words(type));
      List<long[]> payloads = new ArrayList<>();
      for (int party = 0; party < roles.parties(); party++) {
        Message message = Failures.get(inbox.from(party).take(SessionKeys.output(plan, o)));
        payloads.add(inbox.checked(party, message, expected).words());
      }
      outputs.put(output.name(), decode(type, payloads));
    }
    return outputs;
  }

  private Values decode(TensorType type, List<long[]> payloads) {
    Shape shape = type.shape();
    if (type.dtype() == DType.BIT) {
      RingTensor bits = protocol.sharing().combineBits(shape, payloads).unpack();
      return Values.of(shape, new FixedPoint(0).decode(bits));
    }
    return Values.of(shape, new FixedPoint(type.fractionBits()).decode(protocol.sharing().combine(shape, payloads)));
  }
}
