package io.parley.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What nodes of other builds rely on. Whoever has to change it raises {@code io.parley.config.Version.WIRE}. */
class KryoIdsTest {
  private static final List<String> PINNED = List.of("0 int", "1 String", "2 float", "3 boolean", "4 byte", "5 char",
      "6 short", "7 long", "8 double");
  private static final String ADVICE = "Nodes of released builds write so. To change it, raise Version.WIRE if a release"
      + " writes as at present, and change this test too";

  private final Kryo kryo = KryoClasses.kryo(() -> {
    throw new IllegalStateException("no actors here");
  });

  @Test
  void ids_belowTheMessages_areKryosOwn() {
    List<String> ids = new ArrayList<>();
    for (int id = 0; id < KryoSerializer.FIRST_FREE_ID; id++) {
      Registration registration = kryo.getRegistration(id);
      if (registration != null) {
        ids.add(id + " " + registration.getType().getSimpleName());
      }
    }

    assertThat(ids).as(ADVICE).isEqualTo(PINNED);
  }

  @Test
  void bytes_ofAMessage_stay() {
    Output out = new Output(64, -1);

    kryo.writeClassAndObject(out, new KryoSerializerTest.Plain(new UUID(1, 2), KryoSerializerTest.Colour.GREEN, -1, 300,
        true, 0.5, "ä", new byte[]{1, -1}, new long[]{-2, 3}, List.of(4L), List.of("k", ""),
        new KryoSerializerTest.Round(7)));

    assertThat(HexFormat.of().formatHex(out.toBytes())).as(ADVICE).isEqualTo("66"
        + "0a1000000000000000010000000000000002" + "1002" + "18ffffffffffffffffff01" + "20ac02" + "2801"
        + "31000000000000e03f" + "3a02c3a4" + "420201ff" + "4a0bfeffffffffffffffff0103" + "520104" + "5a016b5a00"
        + "62020807");
  }
}
