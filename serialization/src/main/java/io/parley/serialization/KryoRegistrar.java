package io.parley.serialization;

import java.util.List;

/**
 * Names the records and enums that control messages are made of. Their components may be such records and enums,
 * primitives and their boxes, String, byte[], long[], UUID, Duration, Instant, Optional, List, Set, Map and typed
 * ActorRefs, and none may be null. Registrars are found through {@link java.util.ServiceLoader}. Classes get the ids {@code firstId}, {@code firstId} + 1, … so nodes understand each
 * other as long as the order stays; new classes go to the end.
 */
public interface KryoRegistrar {
  /** At least {@link KryoSerializer#FIRST_FREE_ID}; no two registrars' ids may meet. */
  int firstId();

  List<Class<?>> classes();
}
