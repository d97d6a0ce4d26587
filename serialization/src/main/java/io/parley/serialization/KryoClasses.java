package io.parley.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What Kryo may write and read: envelopes of the registered messages, and nothing else. */
final class KryoClasses {
  private KryoClasses() {}

  static Kryo kryo(Supplier<ActorRefs> refs) {
    Kryo kryo = new Kryo(new MessagesAlone(), new MapReferenceResolver());
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    for (KryoRegistrar registrar : ServiceLoader.load(KryoRegistrar.class, KryoClasses.class.getClassLoader())) {
      register(kryo, registrar, refs);
    }
    return kryo;
  }

  private static void register(Kryo kryo, KryoRegistrar registrar, Supplier<ActorRefs> refs) {
    int id = registrar.firstId();
    if (id < KryoSerializer.FIRST_FREE_ID) {
      throw new IllegalStateException(registrar.getClass().getName() + " uses reserved ids");
    }
    for (Class<? extends ControlMessage> type : registrar.classes()) {
      Registration taken = kryo.getRegistration(id);
      if (taken != null) {
        throw new IllegalStateException("Id " + id + " is claimed by " + taken.getType().getName() + " and "
            + type.getName());
      }
      kryo.register(type, ProtoRecord.envelopes(type, refs), id++);
    }
  }

  private static final class MessagesAlone extends DefaultClassResolver {
    /** Kryo knows texts and numbers too, and would believe how long a text is. */
    @Override
    public @Nullable Registration readClass(Input in) {
      Registration read = super.readClass(in);
      if (read != null && !ControlMessage.class.isAssignableFrom(read.getType())) {
        throw new KryoException("it is no message");
      }
      return read;
    }

    /** Kryo would believe how long the name is, and look for a class of it, before it finds that none is registered. */
    @Override
    protected Registration readName(Input in) {
      throw new KryoException("it gives a class by its name");
    }
  }
}
