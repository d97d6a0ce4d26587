package io.parley.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What nodes of other builds rely on. Whoever has to change it raises {@code io.parley.config.Version.WIRE}. */
class KryoIdsTest {
  private static final List<String> PINNED = List.of("0 int", "1 String", "2 float", "3 boolean", "4 byte", "5 char",
      "6 short", "7 long", "8 double", "10 byte[]", "11 long[]", "12 UUID", "13 Duration", "14 Instant",
      "15 Optional", "16 List", "17 Set", "18 Map", "19 ActorRef");
  private static final String ADVICE = "Nodes of released builds have these ids. Give a new class a new id at the end;"
      + " to change or remove one, raise Version.WIRE if a release has the present one, and change this list too";

  private final Kryo kryo = KryoClasses.kryo(() -> {
    throw new IllegalStateException("no actors here");
  });

  @Test
  void ids_ofTheClassesThatEveryMessageMayUse_stay() {
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
  void bytes_ofTheTypesThatEveryMessageMayUse_stay() {
    List<Object> values = List.of("ä", 300, -1L, true, 0.5, new byte[]{1, -1}, new long[]{-2}, new UUID(1, 2),
        Duration.ofSeconds(3, 4), Instant.ofEpochSecond(5, 6), Optional.of(7), Optional.empty(), Set.of(8),
        Map.of("k", List.of(9)));
    Output out = new Output(64, -1);

    kryo.writeClassAndObject(out, values);

    assertThat(HexFormat.of().formatHex(out.toBytes())).as(ADVICE).isEqualTo(
        "120e0302c3a402d804090105010a000000000000e03f0c0201ff0d01fffffffffffffffe0e010000000000000002"
            + "000000000000000f0300000000000000040000001005000000000000000600000011020e11001312010210140103016b12010212");
  }

  @Test
  void bytes_ofARecord_stay() {
    Output out = new Output(64, -1);

    kryo.writeClassAndObject(out, new KryoSerializerTest.Part.Named("name", Optional.of("note")));

    assertThat(HexFormat.of().formatHex(out.toBytes())).as(ADVICE).isEqualTo("6801046e616d650103046e6f7465");
  }
}
