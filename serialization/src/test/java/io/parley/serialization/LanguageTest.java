package io.parley.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.parley.serialization.v1.MessageProto;
import io.parley.serialization.v1.PlanProto;
import io.parley.serialization.v1.ShareProto;
import io.parley.serialization.v1.TensorProto;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages of parley.v1 that have no codec of their own. */
class LanguageTest {
  private static final TensorProto.TensorType TYPE = TensorProto.TensorType.newBuilder()
      .setDtype(TensorProto.DType.DTYPE_FIXED).addDims(2).addDims(3)
      .setVisibility(TensorProto.Visibility.VISIBILITY_SECRET).setFractionBits(16).build();
  private static final MessageProto.Role ROLE = MessageProto.Role.newBuilder()
      .setKind(MessageProto.RoleKind.ROLE_KIND_PARTY).setIndex(1).setNode("bob").build();
  private static final ByteString SESSION = ByteString.copyFrom(new byte[16]);

  static Stream<Message> messages() {
    return Stream.of(
        TensorProto.Tensor.newBuilder().setElement(TensorProto.Element.ELEMENT_UINT64).addDims(1)
            .setData(ByteString.copyFrom(new byte[8])).build(),
        ShareProto.Share.newBuilder().setParty(1).setRing(ShareProto.Ring.RING_Z64)
            .setScheme(ShareProto.Scheme.SCHEME_ADDITIVE).setType(TYPE).setSeed(ByteString.copyFrom(new byte[32]))
            .build(),
        ShareProto.Share.newBuilder().setParty(1).setRing(ShareProto.Ring.RING_Z128)
            .setScheme(ShareProto.Scheme.SCHEME_AUTHENTICATED).setType(TYPE)
            .setData(ByteString.copyFrom(new byte[96])).setMac(ByteString.copyFrom(new byte[96])).build(),
        MessageProto.Policy.newBuilder().addProtocols("beaver").addOwners("client").addReceivers("client")
            .setMaxNodes(1000).setMaxElements(1L << 40).build(),
        command(MessageProto.Command.newBuilder().setStorePlan(
            PlanProto.Plan.newBuilder().setVersion(1).setName("empty"))),
        command(MessageProto.Command.newBuilder().setRun(MessageProto.Command.Run.newBuilder().setSession(SESSION)
            .setPlanId(ByteString.copyFrom(new byte[32])).setProtocol("beaver").addRoles(ROLE))),
        command(MessageProto.Command.newBuilder().setAbort(MessageProto.Command.Abort.newBuilder().setSession(SESSION)
            .setReason("party 1 was lost").setRole(ROLE))));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void parse_ofSerialize_isTheSameMessage(Message message) throws Exception {
    assertThat(message.getParserForType().parseFrom(message.toByteArray())).isEqualTo(message);
  }

  private static Message command(MessageProto.Command.Builder command) {
    return MessageProto.Message.newBuilder().setVersion(1).setSender(ROLE).setNumber(7).setCommand(command).build();
  }
}
