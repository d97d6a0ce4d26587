package io.parley.policy;

import java.util.Optional;

/**
 * How a run fares by a policy.
 *
 * @param rule the name of the rule that decided; empty if none fits
 * @param line of the policy's file at which it is decided; 0 if nowhere
 * @param why for the node's operator, who may know what others may not
 */
public record Verdict(boolean allows, Optional<String> rule, int line, String why) {
  /** What the others may know of a refusal: the rule, and no more. */
  public String refusal() {
    return rule.map(name -> "the rule '" + name + "' of its policy does not allow it")
        .orElse("no rule of its policy allows it") + ". Ask its operator";
  }
}
