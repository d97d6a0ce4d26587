package io.parley.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.identity.SpiffeId;
import io.parley.plan.BadRequestException;
import io.parley.serialization.Approval;
import io.parley.serialization.ContractCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
  private static final String ONE = "01".repeat(32);
  private static final String OTHER = "02".repeat(32);

  @TempDir
  private Path directory;
  private KeyDirectory keys;
  private PolicyFile file;

  @BeforeEach
  void make() {
    keys = new KeyDirectory(directory, Optional.empty());
    keys.createCa("health.example");
    file = new PolicyFile(directory.resolve(PolicyFile.NAME));
  }

  private SpiffeId approve(String name, String plan, String purpose, KeyDirectory by) throws IOException {
    by.createIdentity(Optional.empty(), "watch", IdentityRole.AUDITOR, name);
    return write(name, plan, purpose, by);
  }

  private SpiffeId write(String name, String plan, String purpose, KeyDirectory by) throws IOException {
    var identity = by.load(IdentityRole.AUDITOR, name);
    Path approval = file.approval(identity.id(), plan);
    Files.createDirectories(Objects.requireNonNull(approval.getParent()));
    Files.write(approval, ContractCodec.encode(identity.sign(purpose, new Approval(plan).encode())));
    return identity.id();
  }

  @Test
  void create_policy_allowsTheDomainsClients() {
    file.create("health.example");

    Policy policy = file.read();
    for (String[] each : new String[][]{{"spiffe://health.example/uni/client/dora", "true"},
        {"spiffe://other.example/uni/client/dora", "false"}, {"spiffe://health.example/uni/party/dora", "false"}}) {
      assertThat(policy.judge(RunFacts.read(Path.of("r"), "client = \"" + each[0] + "\"")).allows()).as(each[0])
          .isEqualTo(Boolean.parseBoolean(each[1]));
    }
    assertThatThrownBy(() -> file.create("health.example")).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("already");
  }

  @Test
  void signers_areThoseWhoApprovedOfAllPlans() throws IOException {
    String ann = approve("ann", ONE, Approval.PURPOSE, keys).toString();
    write("ann", OTHER, Approval.PURPOSE, keys);
    String ben = approve("ben", ONE, Approval.PURPOSE, keys).toString();

    assertThat(file.signers(List.of(ONE), keys.trust())).containsExactly(ann, ben);
    assertThat(file.signers(List.of(ONE, OTHER), keys.trust())).containsExactly(ann);
    assertThat(file.signers(List.of("03".repeat(32)), keys.trust())).isEmpty();
  }

  @Test
  void signers_whatIsForgedOrRevoked_countsForNothing(@TempDir Path elsewhere) throws IOException {
    KeyDirectory stranger = new KeyDirectory(elsewhere, Optional.empty());
    stranger.createCa("health.example");
    approve("eve", ONE, Approval.PURPOSE, stranger);
    approve("fay", ONE, ContractCodec.ACCEPT, keys);
    SpiffeId gus = approve("gus", ONE, Approval.PURPOSE, keys);
    Files.writeString(file.approval(gus, OTHER), "junk");
    assertThat(file.signers(List.of(ONE), keys.trust())).containsExactly(gus.toString());

    keys.revoke(directory.resolve("auditor-gus.crt"));

    assertThat(file.signers(List.of(ONE), keys.trust())).isEmpty();
  }

  @Test
  void stamps_changeWithPolicyAndApprovals() throws IOException {
    List<String> none = file.stamps();
    file.create("health.example");
    List<String> policy = file.stamps();
    approve("ann", ONE, Approval.PURPOSE, keys);

    assertThat(none).isNotEqualTo(policy);
    assertThat(file.stamps()).isNotEqualTo(policy);
  }

  @Test
  void read_noFile_saysWhich() {
    assertThatThrownBy(file::read).isInstanceOf(BadRequestException.class).hasMessageContaining("policy.conf");
  }
}
