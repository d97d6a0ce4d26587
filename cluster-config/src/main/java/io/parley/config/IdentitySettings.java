package io.parley.config;

import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who this node is and whom it works with; {@code parley.identity} in {@code reference.conf}.
 *
 * @param keys its own, and those that it believes; empty for a node of one machine, which believes everybody
 * @param client the name of the client's identity; empty for the only one among the keys
 * @param accepted operators by role; "*" for all
 * @param sameOperator whether two parties, or a party and the provider, may be of one operator
 * @param policy the file that says what a node with keys takes part in
 * @param insecure whether a node without keys may be reached from other machines
 */
public record IdentitySettings(
    Optional<KeyDirectory> keys,
    Optional<String> client,
    Map<IdentityRole, Set<String>> accepted,
    boolean sameOperator,
    Optional<Path> policy,
    boolean insecure) {
  public IdentitySettings {
    accepted = Map.copyOf(accepted);
  }

  static IdentitySettings read(Keys keys, String policy, boolean insecure) {
    String directory = keys.text("directory");
    Map<IdentityRole, Set<String>> accepted = new EnumMap<>(IdentityRole.class);
    Keys accept = keys.at("accept");
    for (IdentityRole role : new IdentityRole[]{IdentityRole.PARTY, IdentityRole.PROVIDER, IdentityRole.CLIENT}) {
      accepted.put(role, Set.copyOf(accept.texts(role.text())));
    }
    Optional<Path> policyFile = directory.isBlank()
        ? Optional.empty()
        : Optional.of(policy.isBlank() ? Path.of(directory).resolve("policy.conf") : Path.of(policy));
    return new IdentitySettings(directory.isBlank()
        ? Optional.empty()
        : Optional
            .of(new KeyDirectory(Path.of(directory), Optional.of(keys.secret("passphrase", "PARLEY_KEY_PASSPHRASE")))),
        Optional.of(keys.text("client")).filter(name -> !name.isEmpty()), accepted, keys.flag("same-operator"),
        policyFile,
        insecure);
  }

  /** Whether an operator may play a role. */
  public boolean accepts(IdentityRole role, String operator) {
    Set<String> operators = accepted.getOrDefault(role, Set.of());
    return operators.contains("*") || operators.contains(operator);
  }
}
