package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.parley.config.Version;
import io.parley.serialization.ControlMessage;
import io.parley.serialization.KryoRegistrar;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The messages between nodes, as they were when they last changed on purpose: a schema of protobuf, by whose rules what
 * nodes say is read again.
 */
class ControlProtoTest {
  private static final String PINS = "control.proto";
  private static final String ADVICE = """
      What nodes say to each other is no longer what %s holds, so this build may misunderstand others. \
      A new message goes to the end of ActorMessages.classes(), a new component to the end of its record. \
      Then, or if a class was moved in that list, removed or given other components: if a release speaks wire %d, raise \
      Version.WIRE. A class that was only renamed needs no new number. Last, bring %s up to date; it should read:
      %s""";
  private static final Pattern CAPITALS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final ActorTestKit KIT = ActorTestKit
      .create(TestCluster.settings("client", "x", List.of()).actorSystem());

  private final Map<Class<?>, DescriptorProto> messages = new LinkedHashMap<>();
  private final Map<Class<?>, EnumDescriptorProto> enums = new LinkedHashMap<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  /** "ConductorReady". */
  private static String name(Class<?> type) {
    return (type.getDeclaringClass() == null ? "" : name(type.getDeclaringClass())) + type.getSimpleName();
  }

  private void describe(Class<?> type) {
    if (messages.containsKey(type) || enums.containsKey(type)) {
      return;
    }
    if (type.isEnum()) {
      enums.put(type, enumOf(type));
      return;
    }
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name(type));
    messages.put(type, message.build());
    int number = 1;
    for (RecordComponent component : type.getRecordComponents()) {
      message.addField(field(component.getGenericType())
          .setName(CAPITALS.matcher(component.getName()).replaceAll("_").toLowerCase(Locale.ROOT))
          .setNumber(number++));
    }
    messages.put(type, message.build());
  }

  private static EnumDescriptorProto enumOf(Class<?> type) {
    String prefix = CAPITALS.matcher(name(type)).replaceAll("_").toUpperCase(Locale.ROOT) + "_";
    EnumDescriptorProto.Builder constants = EnumDescriptorProto.newBuilder().setName(name(type));
    constants.addValueBuilder().setName(prefix + "UNSPECIFIED").setNumber(0);
    int number = 1;
    for (Object constant : type.getEnumConstants()) {
      constants.addValueBuilder().setName(prefix + ((Enum<?>) constant).name()).setNumber(number++);
    }
    return constants.build();
  }

  private FieldDescriptorProto.Builder field(Type type) {
    FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? field(generic.getActualTypeArguments()[0]).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
          : field.setType(FieldDescriptorProto.Type.TYPE_STRING); // an actor
    }
    Class<?> plain = (Class<?>) type;
    if (plain == long[].class) {
      return field.setType(FieldDescriptorProto.Type.TYPE_INT64).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED);
    }
    if (plain.isRecord() || plain.isEnum()) {
      describe(plain);
      return field.setTypeName(".parley.v1." + name(plain))
          .setType(plain.isEnum() ? FieldDescriptorProto.Type.TYPE_ENUM : FieldDescriptorProto.Type.TYPE_MESSAGE);
    }
    return field.setType(switch (plain.getSimpleName()) {
      case "int" -> FieldDescriptorProto.Type.TYPE_INT32;
      case "long", "Long" -> FieldDescriptorProto.Type.TYPE_INT64;
      case "boolean" -> FieldDescriptorProto.Type.TYPE_BOOL;
      case "double" -> FieldDescriptorProto.Type.TYPE_DOUBLE;
      case "String" -> FieldDescriptorProto.Type.TYPE_STRING;
      case "byte[]", "UUID" -> FieldDescriptorProto.Type.TYPE_BYTES;
      default -> throw new AssertionError(plain);
    });
  }

  private FileDescriptor schema() throws Exception {
    new ActorMessages().classes().forEach(this::describe);
    return FileDescriptor.buildFrom(FileDescriptorProto.newBuilder().setName(PINS).setPackage("parley.v1")
        .setSyntax("proto3").addAllMessageType(messages.values()).addAllEnumType(enums.values()).build(),
        new FileDescriptor[0]);
  }

  private List<String> text() {
    KryoRegistrar registrar = new ActorMessages();
    List<String> lines = new ArrayList<>(List.of("// Control messages between nodes, wire " + Version.WIRE + ".",
        "syntax = \"proto3\";", "", "package parley.v1;"));
    messages.forEach((type, message) -> {
      int at = registrar.classes().indexOf(type);
      lines.add("");
      if (at >= 0) {
        lines.add("// Kryo " + (registrar.firstId() + at));
      }
      lines.add("message " + message.getName() + " {");
      message.getFieldList().forEach(field -> lines.add("  "
          + (field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED ? "repeated " : "")
          + (field.hasTypeName()
              ? field.getTypeName().substring(".parley.v1.".length())
              : field.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT))
          + " " + field.getName() + " = " + field.getNumber() + ";"));
      lines.add("}");
    });
    enums.values().forEach(constants -> {
      lines.addAll(List.of("", "enum " + constants.getName() + " {"));
      constants.getValueList().forEach(value -> lines.add("  " + value.getName() + " = " + value.getNumber() + ";"));
      lines.add("}");
    });
    return lines;
  }

  @Test
  void messages_areThoseOfTheWire() throws Exception {
    schema();
    List<String> now = text();

    assertThat(now).as(ADVICE, PINS, Version.WIRE, PINS, String.join("\n", now)).isEqualTo(pinned());
  }

  private static List<String> pinned() throws IOException {
    try (InputStream in = Objects.requireNonNull(ControlProtoTest.class.getResourceAsStream("/" + PINS))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  static Stream<ControlMessage> all() {
    return Stream.concat(ActorMessagesTest.messages(KIT), ActorMessagesTest.envelopes(KIT));
  }

  private static Serializer serializer() throws NotSerializableException {
    return SerializationExtension.get(Adapter.toClassic(KIT.system())).serializerFor(ControlMessage.class);
  }

  /** Kryo's id plus 2, as a varint, and then the message. */
  private static int bodyAt(byte[] bytes) {
    return bytes[0] < 0 ? 2 : 1;
  }

  /** Read by the schema, and written by protobuf's own library, they are the same bytes. */
  @ParameterizedTest
  @MethodSource("all")
  void bytes_areTheSchemas(ControlMessage message) throws Exception {
    Descriptor descriptor = schema().findMessageTypeByName(name(message.getClass()));
    byte[] bytes = serializer().toBinary(message);
    ByteString body = ByteString.copyFrom(bytes, bodyAt(bytes), bytes.length - bodyAt(bytes));

    DynamicMessage read = DynamicMessage.parseFrom(descriptor, body);

    assertNothingUnknown(read);
    assertThat(read.toByteString()).isEqualTo(body);
    assertThat(read.getAllFields().keySet()).as("every component is filled").containsAll(descriptor.getFields());
  }

  private static void assertNothingUnknown(DynamicMessage message) {
    assertThat(message.getUnknownFields().asMap()).isEmpty();
    message.getAllFields().values().stream().flatMap(v -> v instanceof List<?> list ? list.stream() : Stream.of(v))
        .filter(DynamicMessage.class::isInstance).map(DynamicMessage.class::cast)
        .forEach(ControlProtoTest::assertNothingUnknown);
  }

  /** Whoever leaves a field out says its default, if it has one. */
  @ParameterizedTest
  @MethodSource("all")
  void bytes_withoutAField_areRefusedOrWhole(ControlMessage message) throws Exception {
    Descriptor descriptor = schema().findMessageTypeByName(name(message.getClass()));
    byte[] bytes = serializer().toBinary(message);
    DynamicMessage read = DynamicMessage.parseFrom(descriptor,
        ByteString.copyFrom(bytes, bodyAt(bytes), bytes.length - bodyAt(bytes)));
    for (DynamicMessage lacking : lacking(read)) {
      ByteString head = ByteString.copyFrom(bytes, 0, bodyAt(bytes));
      try {
        assertWhole((Record) serializer().fromBinary(head.concat(lacking.toByteString()).toByteArray()));
      } catch (Exception e) { // which Scala does not declare
        assertThat(e).isInstanceOf(NotSerializableException.class);
      }
    }
  }

  private static List<DynamicMessage> lacking(DynamicMessage whole) {
    List<DynamicMessage> all = new ArrayList<>();
    whole.getAllFields().forEach((field, value) -> {
      all.add(whole.toBuilder().clearField(field).build());
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated()) {
        lacking((DynamicMessage) value).forEach(inner -> all.add(whole.toBuilder().setField(field, inner).build()));
      }
    });
    return all;
  }

  private static void assertWhole(Record message) throws ReflectiveOperationException {
    for (RecordComponent component : message.getClass().getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      Object value = component.getAccessor().invoke(message);
      assertThat(value).as(component.getName()).isNotNull();
      if (value instanceof Record inner) {
        assertWhole(inner);
      }
    }
  }
}
