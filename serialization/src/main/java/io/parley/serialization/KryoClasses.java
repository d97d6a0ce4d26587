package io.parley.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What Kryo may write and read. All lists are one class to the wire, whatever implements them, and arrive immutable; so
 * are sets, maps and actor references.
 */
final class KryoClasses {
  private static final int FIRST_ID = 10;
  private static final int MAX_DEPTH = 32;

  private KryoClasses() {}

  static Kryo kryo(Supplier<ActorRefs> refs) {
    Kryo kryo = new Kryo(new Families(), new MapReferenceResolver());
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    kryo.setMaxDepth(MAX_DEPTH);
    int id = FIRST_ID;
    kryo.register(String.class, new KryoTypes.StringSerializer());
    kryo.register(byte[].class, new KryoTypes.BytesSerializer(), id++);
    kryo.register(long[].class, new KryoTypes.LongsSerializer(), id++);
    kryo.register(UUID.class, new KryoTypes.UuidSerializer(), id++);
    kryo.register(Duration.class, new KryoTypes.DurationSerializer(), id++);
    kryo.register(Instant.class, new KryoTypes.InstantSerializer(), id++);
    kryo.register(Optional.class, new KryoTypes.OptionalSerializer(), id++);
    kryo.register(List.class, new KryoTypes.ListSerializer(), id++);
    kryo.register(Set.class, new KryoTypes.SetSerializer(), id++);
    kryo.register(Map.class, new KryoTypes.MapSerializer(), id++);
    kryo.register(ActorRef.class, new KryoTypes.RefSerializer(refs), id++);
    for (KryoRegistrar registrar : ServiceLoader.load(KryoRegistrar.class, KryoClasses.class.getClassLoader())) {
      register(kryo, registrar);
    }
    return kryo;
  }

  private static void register(Kryo kryo, KryoRegistrar registrar) {
    int id = registrar.firstId();
    if (id < KryoSerializer.FIRST_FREE_ID) {
      throw new IllegalStateException(registrar.getClass().getName() + " uses reserved ids");
    }
    for (Class<?> type : registrar.classes()) {
      if (!type.isRecord() && !type.isEnum()) {
        throw new IllegalStateException(type.getName() + " is neither a record nor an enum");
      }
      Registration taken = kryo.getRegistration(id);
      if (taken != null) {
        throw new IllegalStateException("Id " + id + " is claimed by " + taken.getType().getName() + " and "
            + type.getName());
      }
      if (type.isRecord()) {
        kryo.register(type, new WholeRecords<>(type), id++);
      } else {
        kryo.register(type, id++);
      }
    }
  }

  /** Maps implementations to the interface that is registered for them. */
  private static final class Families extends DefaultClassResolver {
    private static final List<Class<?>> FAMILIES = List.of(List.class, Set.class, Map.class, ActorRef.class);

    /** Kryo would believe how long the name is, and look for a class of it, before it finds that none is registered. */
    @Override
    protected Registration readName(Input in) {
      throw new KryoException("it gives a class by its name");
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Registration getRegistration(Class type) {
      Registration exact = super.getRegistration(type);
      if (exact != null) {
        return exact;
      }
      for (Class<?> family : FAMILIES) {
        if (family.isAssignableFrom(type)) {
          return super.getRegistration(family);
        }
      }
      return null;
    }
  }
}
