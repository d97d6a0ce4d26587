package io.parley.actors.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.actors.transport.RelayMessage.Chunk;
import io.parley.actors.transport.RelayMessage.Credit;
import io.parley.actors.transport.RelayMessage.End;
import io.parley.actors.transport.RelayMessage.Finish;
import io.parley.actors.transport.RelayMessage.Open;
import io.parley.actors.transport.RelayMessage.Sent;
import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelaySerializerTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private RelaySerializer serializer;

  @BeforeEach
  void find() throws NotSerializableException {
    serializer = (RelaySerializer) SerializationExtension.get(Adapter.toClassic(KIT.system()))
        .serializerFor(Chunk.class);
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void fromBinary_ofToBinary_isTheSameMessage() throws Exception {
    End end = new End(new UUID(-1, 5), true);
    for (Object message : List.of(new Open(new UUID(3, 4), KIT.<RelayMessage>createTestProbe().ref()),
        new Credit(end, 7), new Sent(end.other(), 1L << 40), new Finish(end, 9, true), new Finish(end, 9, false))) {
      assertThat(serializer.fromBinary(serializer.toBinary(message), serializer.manifest(message))).isEqualTo(message);
    }
  }

  @Test
  void fromBinary_chunk_copiesOutOfTheBuffer() throws Exception {
    Chunk chunk = new Chunk(new End(new UUID(1, 2), false), 3, new byte[]{1, 2, 3});
    ByteBuffer buffer = ByteBuffer.allocateDirect(100);
    serializer.toBinary(chunk, buffer);
    buffer.flip();

    Chunk back = (Chunk) serializer.fromBinary(buffer, serializer.manifest(chunk));
    buffer.clear().put(new byte[100]);

    assertThat(back.to()).isEqualTo(chunk.to());
    assertThat(back.number()).isEqualTo(3);
    assertThat(back.bytes()).containsExactly(1, 2, 3);
  }

  @Test
  void fromBinary_junk_isRefused() {
    for (String manifest : List.of("o", "c", "k", "s", "f", "x", "")) {
      assertThatThrownBy(() -> serializer.fromBinary(new byte[5], manifest))
          .isInstanceOf(NotSerializableException.class);
    }
  }

  @Test
  void toBinary_messageWithinANode_isRefused() {
    assertThatThrownBy(() -> serializer.manifest(new RelayMessage.Stop()))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Stop");
  }
}
