package io.parley.serialization;

import java.util.List;

/**
 * Names the records that are control messages. Each is an envelope of canonical protobuf bytes, whose fields are the record's
 * components: primitives, String, byte[], long[], UUID, enums, typed ActorRefs, records of such, and Lists of Long,
 * String, UUID and records; none may be null. Registrars are found through {@link java.util.ServiceLoader}. Classes get
 * the ids {@code firstId}, {@code firstId} + 1, … so nodes understand each other as long as the order stays; new classes
 * go to the end.
 */
public interface KryoRegistrar {
  /** At least {@link KryoSerializer#FIRST_FREE_ID}; no two registrars' ids may meet. */
  int firstId();

  List<Class<? extends ControlMessage>> classes();
}
