package io.parley.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import io.parley.plan.BadRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One rule of a policy: it fits a run if each of its entries does, and then allows it, within limits, or refuses it.
 *
 * @param line at which it begins
 */
record Rule(String name, int line, boolean allows, List<Entry> entries, List<Entry> limits) {
  /** Entries of patterns, and the fact of which all values have to fit. */
  private static final Map<String, Fact> LISTS = lists();
  private static final Set<Fact> LIMITED = Set.of(Fact.STEPS, Fact.RESUMPTIONS, Fact.SECONDS, Fact.NODES, Fact.ELEMENTS,
      Fact.MEMORY, Fact.BYTES, Fact.SESSIONS, Fact.TAPES);
  private static final String SIGNED_BY = "signed-by";
  private static final String WHEN = "when";
  private static final Set<String> OTHERS = Set.of("name", "refuse", "limits", WHEN, SIGNED_BY);

  /** One line, with what it makes of a run. */
  interface Entry {
    Finding judge(RunFacts facts);
  }

  private static Map<String, Fact> lists() {
    Map<String, Fact> lists = new LinkedHashMap<>();
    lists.put("who", Fact.CLIENT);
    lists.put("operators", Fact.OPERATOR);
    lists.put("roles", Fact.ROLE);
    lists.put("protocols", Fact.PROTOCOL);
    lists.put("modes", Fact.MODE);
    lists.put("parties", Fact.PARTIES);
    lists.put("providers", Fact.PROVIDERS);
    lists.put("receivers", Fact.RECEIVERS);
    lists.put("inputs", Fact.INPUTS);
    lists.put("outputs", Fact.OUTPUTS);
    lists.put("plans", Fact.PLANS);
    lists.put("ops", Fact.OPS);
    return lists;
  }

  /**
   * @param file for complaints
   * @throws BadRequestException naming the line that is no part of a rule
   */
  static Rule of(String file, Config config) {
    int line = config.origin().lineNumber();
    String where = file + ", line " + line;
    try {
      if (!config.hasPath("name")) {
        throw new BadRequestException(where + ": a rule has no name. Give it one, by which a refusal can be told");
      }
      String name = config.getString("name");
      List<Entry> entries = new ArrayList<>();
      config.root().forEach((key, value) -> {
        if (!LISTS.containsKey(key) && !OTHERS.contains(key)) {
          throw new BadRequestException(file + ", line " + value.origin().lineNumber() + ": rule '" + name + "' has '"
              + key + "', which no rule can have; there are "
              + String.join(", ", Stream.concat(LISTS.keySet().stream(), OTHERS.stream().sorted()).toList()));
        }
      });
      LISTS.forEach((key, fact) -> {
        if (config.hasPath(key)) {
          entries.add(all(key, line(config, key), Patterns.of(config.getStringList(key)), fact));
        }
      });
      if (config.hasPath(SIGNED_BY)) {
        entries.add(signed(line(config, SIGNED_BY), Patterns.of(config.getStringList(SIGNED_BY))));
      }
      if (config.hasPath(WHEN)) {
        int at = line(config, WHEN);
        Condition condition = Condition.of(file + ", line " + at, config.getString(WHEN));
        entries.add(facts -> condition.judge(WHEN, at, facts));
      }
      boolean refuses = config.hasPath("refuse") && config.getBoolean("refuse");
      List<Entry> limits = config.hasPath("limits") ? limits(file, config.getConfig("limits")) : List.of();
      if (refuses && !limits.isEmpty()) {
        throw new BadRequestException(where + ": rule '" + name + "' refuses, and so has no use for limits");
      }
      return new Rule(name, line, !refuses, entries, limits);
    } catch (ConfigException e) {
      throw new BadRequestException(where + ": " + e.getMessage(), e);
    }
  }

  private static int line(Config config, String key) {
    return config.getValue(key).origin().lineNumber();
  }

  private static Entry all(String key, int line, Patterns patterns, Fact fact) {
    return facts -> facts.find(fact).map(value -> {
      List<String> values = fact.type() == Fact.Type.TEXT ? List.of((String) value) : texts(value);
      return values.stream().filter(each -> !patterns.fits(each)).findFirst()
          .map(stranger -> new Finding(key, line, Finding.Answer.NO, stranger + " is none of " + patterns))
          .orElseGet(() -> new Finding(key, line, Finding.Answer.YES, String.join(", ", values)));
    }).orElseGet(() -> open(key, line, fact));
  }

  private static Entry signed(int line, Patterns patterns) {
    return facts -> facts.find(Fact.SIGNERS).map(value -> texts(value).stream().filter(patterns::fits).findFirst()
        .map(signer -> new Finding(SIGNED_BY, line, Finding.Answer.YES, signer + " approved of the plans"))
        .orElseGet(() -> new Finding(SIGNED_BY, line, Finding.Answer.NO,
            "none of " + patterns + " approved of all of the plans")))
        .orElseGet(() -> open(SIGNED_BY, line, Fact.SIGNERS));
  }

  @SuppressWarnings("unchecked") // as facts of that type are
  private static List<String> texts(Object value) {
    return (List<String>) value;
  }

  private static Finding open(String key, int line, Fact fact) {
    return new Finding(key, line, Finding.Answer.OPEN, "depends on " + fact.key());
  }

  private static List<Entry> limits(String file, Config config) {
    List<Entry> limits = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> each : config.root().entrySet()) {
      String key = each.getKey();
      int line = each.getValue().origin().lineNumber();
      Fact fact = Fact.of(key).filter(LIMITED::contains)
          .orElseThrow(() -> new BadRequestException(file + ", line " + line + ": there is no limit '" + key
              + "'; there are " + String.join(", ", LIMITED.stream().map(Fact::key).sorted().toList())));
      long most = switch (fact) {
        case MEMORY, BYTES -> config.getBytes(key);
        case SECONDS -> config.getDuration(key).toSeconds();
        default -> config.getLong(key);
      };
      limits.add(facts -> facts.find(fact)
          .map(value -> new Finding(key, line, Finding.Answer.of((Long) value <= most),
              value + ((Long) value <= most ? " is at most " : " is more than ") + most))
          .orElseGet(() -> open(key, line, fact)));
    }
    return limits;
  }

  /** What each entry makes of a run, and each limit if it is one for it. */
  List<Finding> findings(RunFacts facts) {
    return Stream.concat(entries.stream(), limits.stream()).map(entry -> entry.judge(facts)).toList();
  }

  /** NO if some entry says so; whatever limits say. */
  Finding.Answer fits(RunFacts facts) {
    return worst(entries, facts).answer();
  }

  /** The first NO, else the first OPEN, else a YES. */
  private Finding worst(List<Entry> of, RunFacts facts) {
    Finding worst = new Finding("", line, Finding.Answer.YES, "");
    for (Entry entry : of) {
      Finding finding = entry.judge(facts);
      if (finding.answer() == Finding.Answer.NO) {
        return finding;
      }
      if (finding.answer() == Finding.Answer.OPEN && worst.answer() == Finding.Answer.YES) {
        worst = finding;
      }
    }
    return worst;
  }

  /** Of a run that it fits. */
  Verdict verdict(RunFacts facts) {
    if (!allows) {
      return new Verdict(false, Optional.of(name), line, "the rule refuses what it fits");
    }
    Finding limit = worst(limits, facts);
    return limit.answer() == Finding.Answer.NO
        ? new Verdict(false, Optional.of(name), limit.line(), "its limit '" + limit.entry() + "': "
            + limit.why())
        : new Verdict(true, Optional.of(name), line, "");
  }
}
