package io.parley.actors;

import io.parley.config.IdentitySettings;
import io.parley.plan.BadRequestException;
import io.parley.policy.Fact;
import io.parley.policy.Policy;
import io.parley.policy.PolicyFile;
import io.parley.policy.RunFacts;
import io.parley.policy.Verdict;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy of a node, read again when its file has changed. A node with keys takes part in nothing that its policy does
 * not allow; one without keys has none, and takes part in everything.
 */
final class Policies {
  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Optional<PolicyFile> file;
  private final Credentials credentials;
  private volatile @Nullable Known known;

  /** A policy does not allow a run; the message names the rule and no more. */
  static final class RefusedException extends BadRequestException {
    private static final long serialVersionUID = 1;
    private final transient Audit.Decision by;
    private final String why;

    RefusedException(String message, Audit.Decision by, String why) {
      super(message);
      this.by = by;
      this.why = why;
    }

    Audit.Decision by() {
      return by;
    }

    /** For the node's operator. */
    String why() {
      return why;
    }
  }

  /** What was read, if it is a policy, and what the files looked like. */
  private record Known(Optional<Policy> policy, List<String> stamps, long nanos) {}

  private Policies(Optional<PolicyFile> file, Credentials credentials) {
    this.file = file;
    this.credentials = credentials;
  }

  /**
   * @throws BadRequestException if its file is no policy
   */
  static Policies of(IdentitySettings settings, Credentials credentials) {
    Policies policies = new Policies(settings.policy().map(PolicyFile::new), credentials);
    policies.file.filter(of -> Files.exists(of.path())).ifPresent(PolicyFile::read);
    return policies;
  }

  /**
   * Checks that a run may be allowed, of which the plans are not here yet.
   *
   * @throws RefusedException if it can only be refused
   */
  void checkEarly(RunFacts facts) {
    if (file.isPresent()) {
      Policy policy = policy(file.get());
      check(policy, facts, policy.judgeEarly(facts));
    }
  }

  /**
   * Checks that a run is allowed.
   *
   * @param facts all but who approved of its plans
   * @return by which rule
   * @throws RefusedException naming the rule that does not allow it, and no more
   */
  Audit.Decision check(RunFacts facts, List<String> planIds) {
    if (file.isEmpty()) {
      return Audit.Decision.NONE;
    }
    Policy policy = policy(file.get());
    RunFacts all = facts.with(Fact.SIGNERS, () -> file.get().signers(planIds, credentials.trust()));
    return check(policy, all, policy.judge(all));
  }

  private static Audit.Decision check(Policy policy, RunFacts facts, Verdict verdict) {
    Audit.Decision by = new Audit.Decision(policy.version(), verdict.rule().orElse(""));
    if (!verdict.allows()) {
      String why = verdict.line() == 0 ? verdict.why() : "line " + verdict.line() + ", " + verdict.why();
      LOG.warn("Refused a run of {} by {}: {}", facts.text(Fact.CLIENT), policy, why);
      throw new RefusedException(verdict.refusal(), by, why);
    }
    return by;
  }

  private Policy policy(PolicyFile of) {
    Known before = known;
    long now = System.nanoTime();
    if (before == null || now - before.nanos() >= LOOK_NANOS) {
      List<String> stamps = of.stamps();
      before = before != null && before.stamps().equals(stamps)
          ? new Known(before.policy(), stamps, now)
          : new Known(read(of, before), stamps, now);
      known = before;
    }
    return before.policy()
        .orElseThrow(() -> new RefusedException("it has no policy, and so takes part in nothing. Its"
            + " operator can write one: parley policy new", Audit.Decision.NONE, "there is no policy at " + of.path()));
  }

  /** While a file is being written it may be none: then what was before counts, if anything was. */
  private static Optional<Policy> read(PolicyFile of, @Nullable Known before) {
    if (!Files.exists(of.path())) {
      return Optional.empty();
    }
    try {
      Policy read = of.read();
      LOG.info("The policy is {}, with {} rules", read, read.rules());
      return Optional.of(read);
    } catch (BadRequestException e) {
      LOG.warn("The policy has changed, and is not taken yet: {}", e.getMessage());
      return before == null ? Optional.empty() : before.policy();
    }
  }
}
