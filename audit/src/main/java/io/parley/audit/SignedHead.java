package io.parley.audit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.identity.Signed;
import io.parley.identity.SpiffeId;
import io.parley.identity.Trust;
import io.parley.identity.UntrustedException;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.v1.AuditProto;
import java.util.Optional;

/**
 * How far a log goes, as its node signed.
 *
 * @param root the Merkle tree hash of its first leaves
 * @param signer who signed it; empty if that was not asked
 */
record SignedHead(long size, byte[] root, Optional<SpiffeId> signer) {
  static final String PURPOSE = "parley.v1.AuditHead";
  private static final int VERSION = 1;

  static byte[] encode(MerkleTree tree) {
    return AuditProto.AuditHead.newBuilder().setVersion(VERSION).setSize(tree.size())
        .setRoot(ByteString.copyFrom(tree.root())).build().toByteArray();
  }

  /**
   * @param trust who is believed; empty if the signature is not to be verified
   * @throws AuditException if it is no head, or nobody signed it who is believed
   */
  static SignedHead read(byte[] bytes, Optional<Trust> trust) {
    try {
      Signed signed = ContractCodec.signed(bytes);
      Optional<SpiffeId> signer = trust.isPresent()
          ? Optional.of(signed.verify(trust.get(), PURPOSE))
          : Optional.empty();
      AuditProto.AuditHead in = AuditProto.AuditHead.parseFrom(signed.body());
      if (in.getVersion() != VERSION || in.getRoot().size() != MerkleTree.HASH_BYTES || in.getSize() < 0) {
        throw new AuditException("is of another version of the log than this release reads");
      }
      return new SignedHead(in.getSize(), in.getRoot().toByteArray(), signer);
    } catch (UntrustedException e) {
      throw new AuditException("is not signed by anybody who is known: " + e.getMessage(), e);
    } catch (InvalidProtocolBufferException e) {
      throw new AuditException("is no head of a log", e);
    }
  }
}
