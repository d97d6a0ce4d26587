package io.parley.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.parley.identity.SpiffeId;
import io.parley.plan.BadRequestException;
import io.parley.serialization.Attempt;
import io.parley.serialization.Job;
import io.parley.serialization.Request;
import io.parley.serialization.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of one run: a String, a List of Strings or a Long for each {@link Fact}. What is not asked for is not computed. */
public final class RunFacts {
  private final Map<Fact, Supplier<?>> known;

  private RunFacts(Map<Fact, Supplier<?>> known) {
    this.known = known;
  }

  /**
   * What a request says.
   *
   * @param request whose client is known to have signed it
   * @param role which of its roles is to judge
   */
  public static RunFacts of(Request request, Attempt attempt, int role) {
    Job job = request.proposal().job();
    List<Step> steps = job.steps();
    SpiffeId client = request.client();
    List<SpiffeId> players = request.players(attempt);
    int parties = request.roles().parties();
    List<SpiffeId> providers = new ArrayList<>();
    request.player(request.roles().provider(), attempt).ifPresent(providers::add);
    providers.addAll(request.alternates());
    Map<Fact, Supplier<?>> known = new EnumMap<>(Fact.class);
    known.put(Fact.CLIENT, client::toString);
    known.put(Fact.OPERATOR, client::operator);
    known.put(Fact.ROLE, () -> request.roles().isParty(role) ? "party" : "provider");
    known.put(Fact.PROTOCOL, () -> request.proposal().first().protocol());
    known.put(Fact.MODE, () -> request.proposal().first().dealing().name().toLowerCase(Locale.ROOT));
    known.put(Fact.PARTIES, () -> texts(players.subList(0, parties)));
    known.put(Fact.PROVIDERS, () -> texts(providers));
    known.put(Fact.RECEIVERS, () -> List.of(client.toString()));
    known.put(Fact.INPUTS, () -> names(steps, Step::inputs));
    known.put(Fact.OUTPUTS, () -> names(steps, Step::outputs));
    known.put(Fact.PLANS, () -> steps.stream().map(step -> step.program().planId()).distinct().toList());
    known.put(Fact.STEPS, () -> (long) steps.size());
    known.put(Fact.RESUMPTIONS, () -> (long) request.resumptions());
    known.put(Fact.SECONDS, () -> Math.ceilDiv(job.timeoutMillis(), 1_000L));
    return new RunFacts(known);
  }

  private static List<String> texts(List<SpiffeId> ids) {
    return ids.stream().map(SpiffeId::toString).distinct().toList();
  }

  private static List<String> names(List<Step> steps, Function<Step, List<Step.Named>> of) {
    return List.copyOf(new TreeSet<>(steps.stream().flatMap(step -> of.apply(step).stream()).map(Step.Named::name)
        .toList()));
  }

  /**
   * What a file says: facts by their keys, of which some may be missing, in HOCON.
   *
   * @throws BadRequestException naming what is not a fact, or not of its type
   */
  public static RunFacts read(Path file, String text) {
    Map<Fact, Supplier<?>> known = new EnumMap<>(Fact.class);
    try {
      Config config = ConfigFactory.parseString(text);
      config.root().forEach((key, value) -> {
        Fact fact = Fact.of(key).orElseThrow(() -> new BadRequestException(file + ", line "
            + value.origin().lineNumber() + ": '" + key + "' is no fact of a run; docs/policy.md lists them"));
        Object found = switch (fact.type()) {
          case TEXT -> config.getString(key);
          case TEXTS -> config.getStringList(key);
          case NUMBER -> fact == Fact.MEMORY || fact == Fact.BYTES ? config.getBytes(key) : (Long) config.getLong(key);
        };
        known.put(fact, () -> found);
      });
    } catch (ConfigException e) {
      throw new BadRequestException(file + " does not describe a run: " + e.getMessage(), e);
    }
    Supplier<?> client = known.get(Fact.CLIENT);
    if (client != null) {
      known.putIfAbsent(Fact.OPERATOR, () -> SpiffeId.parse((String) client.get()).map(SpiffeId::operator).orElse(""));
      known.putIfAbsent(Fact.RECEIVERS, () -> List.of(client.get()));
    }
    return new RunFacts(known);
  }

  /**
   * These and one more.
   *
   * @param value called when it is asked for, once
   */
  public RunFacts with(Fact fact, Supplier<?> value) {
    Map<Fact, Supplier<?>> more = new EnumMap<>(known);
    more.put(fact, new Once(value));
    return new RunFacts(more);
  }

  /** What is known, for a log. */
  public String text(Fact fact) {
    return find(fact).map(Object::toString).orElse("?");
  }

  /** Empty if it is not known. */
  Optional<Object> find(Fact fact) {
    return Optional.ofNullable(known.get(fact)).map(Supplier::get);
  }

  private static final class Once implements Supplier<Object> {
    private final Supplier<?> source;
    private @Nullable Object value;

    Once(Supplier<?> source) {
      this.source = source;
    }

    @Override
    public Object get() {
      Object found = value == null ? source.get() : value;
      value = found;
      return found;
    }
  }
}
