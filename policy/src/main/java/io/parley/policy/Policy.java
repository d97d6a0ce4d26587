package io.parley.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.parley.plan.BadRequestException;
import io.parley.serialization.PlanCodec;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a node takes part in: of its rules the first that fits a run decides, and what none fits is refused. */
public final class Policy {
  private final String file;
  private final String version;
  private final List<Rule> rules;

  private Policy(String file, String version, List<Rule> rules) {
    this.file = file;
    this.version = version;
    this.rules = rules;
  }

  /**
   * @param file its name, for complaints
   * @param text in HOCON; docs/policy.md
   * @throws BadRequestException naming the line that is no part of a policy
   */
  public static Policy parse(String file, String text) {
    try {
      Config config = ConfigFactory.parseString(text, ConfigParseOptions.defaults()).resolve();
      config.root().forEach((key, value) -> {
        if (!key.equals("rules")) {
          throw new BadRequestException(file + ", line " + value.origin().lineNumber() + ": '" + key
              + "' is no part of a policy, which has 'rules' alone");
        }
      });
      if (!config.hasPath("rules")) {
        throw new BadRequestException(file + " has no 'rules'. Say rules = [] to refuse everything");
      }
      List<Rule> rules = config.getConfigList("rules").stream().map(rule -> Rule.of(file, rule)).toList();
      Set<String> names = new HashSet<>();
      for (Rule rule : rules) {
        if (!names.add(rule.name())) {
          throw new BadRequestException(file + ", line " + rule.line() + ": a second rule has the name '" + rule.name()
              + "'. Give it another");
        }
      }
      return new Policy(file, PlanCodec.sha256(text.getBytes(StandardCharsets.UTF_8)), rules);
    } catch (ConfigException e) {
      throw new BadRequestException(file + " is no policy: " + e.getMessage(), e);
    }
  }

  /** The SHA-256 of its text, in hex. */
  public String version() {
    return version;
  }

  public int rules() {
    return rules.size();
  }

  /**
   * How a run fares of which something may not be known yet.
   *
   * @return that it is allowed, unless it can only be refused
   */
  public Verdict judgeEarly(RunFacts facts) {
    for (Rule rule : rules) {
      switch (rule.fits(facts)) {
        case YES -> {
          return rule.verdict(facts);
        }
        case OPEN -> {
          if (rule.allows()) {
            return new Verdict(true, Optional.empty(), 0, "it depends");
          }
        }
        case NO -> {
        }
      }
    }
    return none();
  }

  /**
   * How a run fares.
   *
   * @param facts all of them; a rule that asks for another refuses
   */
  public Verdict judge(RunFacts facts) {
    for (Rule rule : rules) {
      switch (rule.fits(facts)) {
        case YES -> {
          return rule.verdict(facts);
        }
        case OPEN -> {
          return new Verdict(false, Optional.of(rule.name()), rule.line(), "it asks for what is not known of the run");
        }
        case NO -> {
        }
      }
    }
    return none();
  }

  private Verdict none() {
    return new Verdict(false, Optional.empty(), 0, "none of the " + rules.size() + " rules in " + file + " fits");
  }

  /** What each rule makes of a run. */
  public List<Explained> explain(RunFacts facts) {
    return rules.stream().map(rule -> new Explained(rule.name(), rule.line(), rule.allows(), rule.fits(facts),
        rule.findings(facts))).toList();
  }

  /**
   * What one rule makes of a run.
   *
   * @param allows what it fits
   */
  public record Explained(String rule, int line, boolean allows, Finding.Answer fits, List<Finding> findings) {
    public Explained {
      findings = List.copyOf(findings);
    }
  }

  @Override
  public String toString() {
    return file + " (" + version.substring(0, 12) + ")";
  }
}
