package io.parley.actors;

import io.parley.actors.tape.TapePart;
import io.parley.actors.tape.TapeStore;
import io.parley.client.Tape;
import io.parley.identity.Identity;
import io.parley.identity.Signed;
import io.parley.identity.SpiffeId;
import io.parley.identity.UntrustedException;
import io.parley.plan.BadRequestException;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.TapeOrder;
import io.parley.serialization.TapeOrderCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What nodes do about tapes for clients: each hears of its own tapes and burns none but those. What clients order is
 * signed, since it comes through the coordinator.
 */
final class TapeOrders {
  /** As many as an answer holds, so that it fits in a frame of the control plane. */
  private static final int MOST = 200;
  private static final Duration VALID = Duration.ofMinutes(1);
  /** Ahead of this node's clock, for clocks that differ. */
  private static final Duration MOST_VALID = Duration.ofMinutes(10);

  private TapeOrders() {}

  static TapeOrder list(Optional<String> planId) {
    return order(TapeOrder.Action.LIST, Optional.empty(), planId);
  }

  /** @param id empty for all */
  static TapeOrder burn(Optional<UUID> id) {
    return order(TapeOrder.Action.BURN, id, Optional.empty());
  }

  private static TapeOrder order(TapeOrder.Action action, Optional<UUID> id, Optional<String> planId) {
    return new TapeOrder(action, id, planId, Nonce.fresh(), System.currentTimeMillis() + VALID.toMillis());
  }

  /** The bytes of a signed order. */
  static byte[] sign(Identity client, TapeOrder order) {
    return ContractCodec.encode(client.sign(TapeOrderCodec.PURPOSE, TapeOrderCodec.encode(order)));
  }

  /**
   * An order that may be obeyed.
   *
   * @param isOwn whether a tape is of who gave it
   */
  record Given(TapeOrder order, Predicate<Tape> isOwn) {
    /** Waits for the disk. */
    TapeAnswer carryOut(TapeStore store, String node) {
      return TapeOrders.carryOut(order, store, node,
          part -> isOf(part, node) && isOwn.test(part.tape()), isOwn);
    }
  }

  /**
   * Reads what somebody brings who need not be believed.
   *
   * @throws BadRequestException if it is malformed, outdated, or not signed by a client that this node believes
   */
  static Given read(byte[] bytes, Credentials credentials) {
    Signed signed = ContractCodec.signed(bytes);
    SpiffeId client;
    try {
      client = signed.verify(credentials.trust(), TapeOrderCodec.PURPOSE);
    } catch (UntrustedException e) {
      throw new BadRequestException("the order is not to be believed: " + e.getMessage(), e);
    }
    credentials.checkClient(client);
    TapeOrder order = TapeOrderCodec.decode(signed.body());
    long ahead = order.expiresMillis() - System.currentTimeMillis();
    if (ahead <= 0 || ahead > MOST_VALID.toMillis()) {
      throw new BadRequestException("the order is not for now; set the clocks of client and node right, and try again");
    }
    return new Given(order, tape -> credentials.isDevelopment() || tape.owner().equals(client.toString()));
  }

  /** What a client does about its own parts. Waits for the disk. */
  static TapeAnswer ofClient(TapeOrder order, TapeStore store, String node) {
    return carryOut(order, store, node, part -> part.role() > part.tape().parties().size(), _ -> true);
  }

  private static TapeAnswer carryOut(TapeOrder order, TapeStore store, String node, Predicate<TapePart> isListed,
      Predicate<Tape> isBurned) {
    try {
      return switch (order.action()) {
        case LIST -> {
          List<TapePart> parts = store.list().stream().filter(isListed)
              .filter(part -> order.planId().map(part.tape().planId()::equals).orElse(true))
              .filter(part -> order.id().map(part.tape().id()::equals).orElse(true)).toList();
          yield new TapeAnswer(node, parts.subList(0, Math.min(parts.size(), MOST)), Math.max(0, parts.size() - MOST),
              List.of(), "");
        }
        case BURN -> new TapeAnswer(node, List.of(), 0, store.burn(order.id(), isBurned), "");
      };
    } catch (BadRequestException e) {
      return TapeAnswer.failed(node, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isOf(TapePart part, String party) {
    List<String> parties = part.tape().parties();
    return part.role() < parties.size() && parties.get(part.role()).equals(party);
  }
}
