package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Tape;
import io.parley.config.NodeSettings;
import io.parley.identity.Identity;
import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.plan.BadRequestException;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.TapeOrder;
import io.parley.serialization.TapeOrderCodec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a coordinator that lies can make a node do about tapes: nothing. */
class TapeOrdersTest {
  private static final UUID ID = new UUID(3, 4);

  @TempDir
  private Path directory;
  private Credentials alice;
  private Identity dora;
  private KeyDirectory keys;

  @BeforeEach
  void makeKeys() {
    keys = new KeyDirectory(directory, Optional.empty());
    keys.createCa("health.example");
    keys.createIdentity(Optional.empty(), "acme", IdentityRole.PARTY, "alice");
    keys.createIdentity(Optional.empty(), "uni", IdentityRole.CLIENT, "dora");
    dora = keys.load(IdentityRole.CLIENT, "dora");
    alice = credentials(Map.of());
  }

  private Credentials credentials(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.putAll(Map.of("parley.node.name", "alice", "parley.node.roles", List.of("party"),
        "parley.identity.directory", directory.toString()));
    return Credentials.of(NodeSettings.of(settings));
  }

  private static Tape tape(String owner) {
    return new Tape(ID, "0a".repeat(32), "0b".repeat(32), "p", "beaver",
        List.of("spiffe://health.example/acme/party/alice", "spiffe://health.example/d/provider/p", owner));
  }

  private static TapeOrder valid(long aheadMillis) {
    return new TapeOrder(TapeOrder.Action.BURN, Optional.of(ID), Optional.empty(), "0c".repeat(32),
        System.currentTimeMillis() + aheadMillis);
  }

  @Test
  void read_ofAClient_isAboutItsOwnTapes() {
    TapeOrder order = valid(60_000);

    TapeOrders.Given given = TapeOrders.read(TapeOrders.sign(dora, order), alice);

    assertThat(given.order()).isEqualTo(order);
    assertThat(given.isOwn()).accepts(tape("spiffe://health.example/uni/client/dora"))
        .rejects(tape("spiffe://health.example/uni/client/eve"), tape("spiffe://health.example/bank/client/dora"));
  }

  @Test
  void read_anyByteChangedOrCut_isRefused() {
    byte[] signed = TapeOrders.sign(dora, valid(60_000));

    for (int i = 0; i < signed.length; i++) {
      byte[] changed = signed.clone();
      changed[i] ^= (byte) (1 << i % 8);
      assertThatThrownBy(() -> TapeOrders.read(changed, alice)).as("byte %d", i)
          .isInstanceOf(BadRequestException.class).hasMessageNotContaining("\n");
      byte[] cut = Arrays.copyOf(signed, i);
      assertThatThrownBy(() -> TapeOrders.read(cut, alice)).as("cut at %d", i).isInstanceOf(BadRequestException.class);
    }
  }

  @Test
  void read_outdatedOrFarAhead_isRefused() {
    for (long ahead : new long[]{-1, 0, 11 * 60_000}) {
      assertThatThrownBy(() -> TapeOrders.read(TapeOrders.sign(dora, valid(ahead)), alice))
          .isInstanceOf(BadRequestException.class).hasMessageContaining("not for now");
    }
  }

  @Test
  void read_ofAnotherKindOrOfNoClient_isRefused() {
    byte[] asRequest = ContractCodec.encode(dora.sign(ContractCodec.REQUEST, TapeOrderCodec.encode(valid(60_000))));
    Identity party = keys.load(IdentityRole.PARTY, "alice");

    assertThatThrownBy(() -> TapeOrders.read(asRequest, alice)).hasMessageContaining("not to be believed");
    assertThatThrownBy(() -> TapeOrders.read(TapeOrders.sign(party, valid(60_000)), alice))
        .hasMessageContaining("is no client");
    assertThatThrownBy(() -> TapeOrders.read(TapeOrders.sign(dora, valid(60_000)),
        credentials(Map.of("parley.identity.accept.client", List.of("bank")))))
        .hasMessageContaining("parley.identity.accept.client");
  }
}
