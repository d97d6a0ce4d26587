package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.config.Version;
import io.parley.serialization.KryoRegistrar;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The messages between nodes, as they were when they last changed on purpose: the wire's number, and for each Kryo id
 * the class, by its name without packages, with its components or constants.
 */
class MessagePinsTest {
  private static final String PINS = "kryo-ids.txt";
  private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z][a-z0-9_]*\\.)+(?=[A-Z])");
  private static final String ADVICE = """
      What nodes say to each other is no longer what %s holds, so this build may misunderstand others. \
      A new message goes to the end of ActorMessages.classes(). \
      Then, or if a class was moved in that list, removed or given other components: if a release speaks wire %d, raise \
      Version.WIRE. A class that was only renamed needs no new number. Last, bring %s up to date; it should read:
      %s""";

  @Test
  void messages_areThoseOfTheWire() throws IOException {
    List<String> now = new ArrayList<>(List.of("wire " + Version.WIRE));
    KryoRegistrar messages = new ActorMessages();
    int id = messages.firstId();
    for (Class<?> type : messages.classes()) {
      now.add(id++ + " " + shape(type));
    }

    assertThat(now).as(ADVICE, PINS, Version.WIRE, PINS, String.join("\n", now)).isEqualTo(pinned());
  }

  private static List<String> pinned() throws IOException {
    try (InputStream in = Objects.requireNonNull(MessagePinsTest.class.getResourceAsStream("/" + PINS))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** "Incarnation(String address, long uid)", "Phase(OFFLINE, ONLINE)". */
  private static String shape(Class<?> type) {
    return name(type) + (type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name())
        : Arrays.stream(type.getRecordComponents()).map(c -> name(c.getGenericType()) + " " + c.getName()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String name(Type type) {
    return PACKAGES.matcher(type.getTypeName()).replaceAll("").replace('$', '.');
  }
}
