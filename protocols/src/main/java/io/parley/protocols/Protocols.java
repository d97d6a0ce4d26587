package io.parley.protocols;

import io.parley.plan.BadRequestException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The protocol families on the class path. */
public final class Protocols {
  private static final List<Protocol> ALL = ServiceLoader.load(Protocol.class).stream()
      .map(ServiceLoader.Provider::get).toList();

  private Protocols() {}

  public static List<Protocol> all() {
    return ALL;
  }

  /**
   * @throws BadRequestException if there is none of that name
   */
  public static Protocol byName(String name) {
    return ALL.stream().filter(p -> p.name().equals(name)).findFirst()
        .orElseThrow(() -> new BadRequestException("Unknown protocol '" + name + "'. Known: "
            + ALL.stream().map(Protocol::name).sorted().collect(Collectors.joining(", "))));
  }
}
