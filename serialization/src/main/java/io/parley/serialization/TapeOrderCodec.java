package io.parley.serialization;

import com.google.protobuf.ByteString;
import io.parley.plan.BadRequestException;
import io.parley.serialization.v1.TapeProto;
import java.util.Optional;

/** Orders about tapes as bytes, in the language {@code parley.v1} (tape.proto): canonical, as jobs are. */
public final class TapeOrderCodec {
  /** What a client signs, see {@link io.parley.identity.Signed}. */
  public static final String PURPOSE = "parley.v1.TapeOrder";
  private static final int VERSION = 1;
  private static final int HASH_BYTES = 32;

  private TapeOrderCodec() {}

  public static byte[] encode(TapeOrder order) {
    return PlanCodec.bytes(write(order));
  }

  private static TapeProto.TapeOrder write(TapeOrder order) {
    return TapeProto.TapeOrder.newBuilder().setVersion(VERSION).setAction(switch (order.action()) {
      case LIST -> TapeProto.TapeAction.TAPE_ACTION_LIST;
      case BURN -> TapeProto.TapeAction.TAPE_ACTION_BURN;
    }).setId(order.id().map(RunWriter::uuid).orElse(ByteString.EMPTY))
        .setPlanId(order.planId().map(RunWriter::hex).orElse(ByteString.EMPTY)).setNonce(RunWriter.hex(order.nonce()))
        .setExpiresMillis(order.expiresMillis()).build();
  }

  /**
   * Reads an order, of which nothing is trusted.
   *
   * @throws BadRequestException if it is not the canonical form of a possible one; one line
   */
  public static TapeOrder decode(byte[] bytes) {
    return Canonical.read("order about tapes", bytes, () -> {
      Checks checks = Checks.of("An order about tapes");
      TapeProto.TapeOrder in = TapeProto.TapeOrder.parseFrom(bytes);
      Canonical.version(checks, in.getVersion(), VERSION);
      checks.require(in.getPlanId().isEmpty() || in.getPlanId().size() == HASH_BYTES,
          "has a plan id of " + in.getPlanId().size() + " bytes, not " + HASH_BYTES);
      checks.require(in.getNonce().size() == HASH_BYTES,
          "has a nonce of " + in.getNonce().size() + " bytes, not " + HASH_BYTES);
      checks.require(in.getExpiresMillis() >= 0, "expires at no time");
      return new TapeOrder(action(checks, in.getAction()),
          in.getId().isEmpty() ? Optional.empty() : Optional.of(RunReader.uuid(checks, in.getId(), "tape")),
          Optional.of(RunReader.hex(in.getPlanId())).filter(hex -> !hex.isEmpty()), RunReader.hex(in.getNonce()),
          in.getExpiresMillis());
    }, TapeOrderCodec::write);
  }

  private static TapeOrder.Action action(Checks checks, TapeProto.TapeAction action) {
    return switch (action) {
      case TAPE_ACTION_LIST -> TapeOrder.Action.LIST;
      case TAPE_ACTION_BURN -> TapeOrder.Action.BURN;
      case TAPE_ACTION_UNSPECIFIED, UNRECOGNIZED -> throw checks.refusal("says nothing that a node can do");
    };
  }
}
