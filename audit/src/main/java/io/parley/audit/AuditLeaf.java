package io.parley.audit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.serialization.v1.AuditProto;
import java.time.Instant;
import java.util.List;

/**
 * One leaf of a log.
 *
 * @param previous the hash of the leaf before it; empty at the first
 */
public record AuditLeaf(long index, byte[] previous, Instant when, AuditEvent event) {
  private static final int VERSION = 1;
  private static final List<AuditEvent.Kind> KINDS = List.of(AuditEvent.Kind.values());

  byte[] encode() {
    return AuditProto.AuditLeaf.newBuilder().setVersion(VERSION).setIndex(index)
        .setPrevious(ByteString.copyFrom(previous)).setMillis(when.toEpochMilli())
        .setKindValue(KINDS.indexOf(event.kind()) + 1).setClient(event.client())
        .setRequest(ByteString.copyFrom(event.request())).setRole(event.role()).setResumption(event.resumption())
        .setStep(event.step()).setContract(ByteString.copyFrom(event.contract()))
        .setPolicy(ByteString.copyFrom(event.policy())).setRule(event.rule())
        .setTape(ByteString.copyFrom(event.tape())).setWhy(event.why()).build().toByteArray();
  }

  /**
   * @throws AuditException if they are no leaf's
   */
  static AuditLeaf decode(byte[] bytes) {
    try {
      AuditProto.AuditLeaf in = AuditProto.AuditLeaf.parseFrom(bytes);
      if (in.getVersion() != VERSION || in.getKindValue() < 1 || in.getKindValue() > KINDS.size()) {
        throw new AuditException("is of another version of the log than this release reads");
      }
      return new AuditLeaf(in.getIndex(), in.getPrevious().toByteArray(), Instant.ofEpochMilli(in.getMillis()),
          new AuditEvent(KINDS.get(in.getKindValue() - 1), in.getClient(), in.getRequest().toByteArray(), in.getRole(),
              in.getResumption(), in.getStep(), in.getContract().toByteArray(), in.getPolicy().toByteArray(),
              in.getRule(), in.getTape().toByteArray(), in.getWhy()));
    } catch (InvalidProtocolBufferException e) {
      throw new AuditException("is no leaf of a log");
    }
  }
}
