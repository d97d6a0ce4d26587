package io.parley.protocols.spi;

import io.parley.plan.BadRequestException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The protocol families on the class path. */
public final class Protocols {
  /** What runs unless the user says: the fastest of those that trust a provider not to collude, and no party. */
  public static final String DEFAULT = "masked";

  private static final List<Protocol> ALL = ServiceLoader.load(Protocol.class).stream()
      .map(ServiceLoader.Provider::get).toList();

  /** No protocol wants more than this at least. */
  private static final int MANY = 64;

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
            + names(ALL.stream())));
  }

  /**
   * @throws BadRequestException if so many parties cannot run the protocol; it says what they can run
   */
  public static void checkParties(Protocol protocol, int parties) {
    protocol.refuses(parties).ifPresent(reason -> {
      throw new BadRequestException(reason + ". " + runnable(parties));
    });
  }

  /** What so many parties can run, as a sentence without its full stop. */
  public static String runnable(int parties) {
    String names = names(ALL.stream().filter(p -> p.refuses(parties).isEmpty()));
    return (parties == 1 ? "1 party" : parties + " parties") + " can run: " + (names.isEmpty() ? "nothing" : names);
  }

  /** The fewest parties that can run a protocol. */
  public static int fewestParties(Protocol protocol) {
    return IntStream.rangeClosed(1, MANY).filter(n -> protocol.refuses(n).isEmpty()).findFirst().orElse(1);
  }

  private static String names(Stream<Protocol> protocols) {
    return protocols.map(Protocol::name).sorted().collect(Collectors.joining(", "));
  }
}
