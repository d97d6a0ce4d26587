package io.parley.cli;

import io.parley.identity.Identity;
import io.parley.identity.KeyDirectory;
import io.parley.plan.BadRequestException;
import io.parley.policy.Finding;
import io.parley.policy.Policy;
import io.parley.policy.PolicyFile;
import io.parley.policy.RunFacts;
import io.parley.policy.Verdict;
import io.parley.serialization.Approval;
import io.parley.serialization.ContractCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a node takes part in. */
@Command(name = "policy", synopsisSubcommandLabel = "COMMAND",
    description = "Writes, checks and explains what a node with keys takes part in.")
final class PolicyCommand {
  private static final String OF_POLICY = "The policy. Default: policy.conf among the keys in PARLEY_KEYS, or in keys.";
  private static final Pattern PLAN_ID = Pattern.compile("[0-9a-f]{64}");
  private static final int REFUSED = 1;

  @Spec
  private CommandSpec spec;

  private static PolicyFile file(Optional<Path> given) {
    return new PolicyFile(given.orElseGet(() -> KeysCommand.directory(Optional.empty()).path()
        .resolve(PolicyFile.NAME)));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void say(String format, Object... parts) {
    out().printf(format + "%n", parts);
    out().flush();
  }

  @Command(name = "new", description = "Writes a policy to begin with: it allows the clients of a domain everything.")
  int create(@Parameters(paramLabel = "FILE", arity = "0..1", description = OF_POLICY) Optional<Path> given,
      @Option(names = "--domain", paramLabel = "DOMAIN",
          description = "The consortium's trust domain. Default: that of ca.crt beside the policy.") Optional<String> domain) {
    PolicyFile file = file(given);
    Path directory = Optional.ofNullable(file.path().toAbsolutePath().getParent()).orElseThrow();
    file.create(domain.or(() -> new KeyDirectory(directory, Optional.empty()).domain())
        .orElseThrow(() -> new BadRequestException("There is no ca.crt in " + directory
            + " that would say which domain. Say it: --domain DOMAIN")));
    say("The policy is %s. Change it to what your node is to take part in; running nodes notice.", file.path());
    return 0;
  }

  @Command(name = "check", description = "Reads a policy, and says which it is.")
  int check(@Parameters(paramLabel = "FILE", arity = "0..1", description = OF_POLICY) Optional<Path> given) {
    Policy policy = file(given).read();
    say("%s is a policy of %d %s. Version %s", file(given).path(), policy.rules(),
        policy.rules() == 1 ? "rule" : "rules", policy.version());
    return 0;
  }

  @Command(name = "explain",
      description = "Says how a run fares by a policy, line by line. Exit code 1 if it is refused.")
  int explain(@Parameters(paramLabel = "FILE", arity = "0..1", description = OF_POLICY) Optional<Path> given,
      @Option(names = "--request", required = true, paramLabel = "FILE",
          description = "What is known of the run, a line of 'fact = value' each; docs/policy.md lists the facts.") Path request) {
    PolicyFile file = file(given);
    Policy policy = file.read();
    RunFacts facts = RunFacts.read(request, PolicyFile.text(request));
    for (Policy.Explained rule : policy.explain(facts)) {
      say("rule '%s', line %d: %s", rule.rule(), rule.line(), switch (rule.fits()) {
        case YES -> rule.allows() ? "fits" : "fits, and refuses";
        case NO -> "does not fit";
        case OPEN -> "depends on what the request file does not say";
      });
      for (Finding finding : rule.findings()) {
        say("  line %d, %s: %s (%s)", finding.line(), finding.entry(), finding.answer().name().toLowerCase(Locale.ROOT),
            finding.why());
      }
    }
    Verdict verdict = policy.judge(facts);
    if (verdict.allows()) {
      say("Allowed by rule '%s', line %d.", verdict.rule().orElseThrow(), verdict.line());
      return 0;
    }
    say("Refused: %s. %s", verdict.rule().map(name -> "rule '" + name + "', line " + verdict.line() + ", "
        + verdict.why()).orElse(verdict.why()), remedy(verdict));
    return REFUSED;
  }

  private static String remedy(Verdict verdict) {
    return verdict.rule().isPresent()
        ? "To allow it, change that line, or put a rule that fits before it"
        : "To allow it, add a rule that fits";
  }

  @Command(name = "approve",
      description = "Signs that a plan may be run, for rules with 'signed-by'. Put what it makes beside the nodes' policies, in"
          + " their directories 'approvals'.")
  int approve(
      @Parameters(paramLabel = "PLAN-ID", description = "64 hex digits, as 'parley plan' shows them.") String planId,
      @Option(names = "--name", required = true, paramLabel = "NAME", description = "Of who approves.") String name,
      @Option(names = "--role", required = true, paramLabel = "ROLE",
          description = "Of who approves, such as auditor or owner.") String role,
      @Option(names = "--dir", paramLabel = "DIR", description = KeysCommand.OF_KEYS) Optional<Path> dir) {
    if (!PLAN_ID.matcher(planId).matches()) {
      throw new BadRequestException(
          "'" + planId + "' is no plan's id, which has 64 hex digits. 'parley plan' shows it");
    }
    KeyDirectory keys = KeysCommand.directory(dir);
    Identity identity = keys.load(KeysCommand.role(role), name);
    Path made = new PolicyFile(keys.path().resolve(PolicyFile.NAME)).approval(identity.id(), planId);
    try {
      Files.createDirectories(Optional.ofNullable(made.getParent()).orElseThrow());
      Files.write(made, ContractCodec.encode(identity.sign(Approval.PURPOSE, new Approval(planId).encode())));
    } catch (IOException e) {
      throw new BadRequestException("No approval can be written to " + made + " (" + e.getMessage() + ")", e);
    }
    say("%s approves of plan %s: %s", identity, planId.substring(0, 12), made);
    return 0;
  }
}
