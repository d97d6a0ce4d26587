package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;

class EphemeralKeyTest {
  @Test
  void agree_bothEnds_knowTheSameSecret() throws Exception {
    EphemeralKey one = EphemeralKey.fresh();
    EphemeralKey other = EphemeralKey.fresh();

    assertThat(one.agree(other.publicKey())).isEqualTo(other.agree(one.publicKey())).hasSize(EphemeralKey.BYTES)
        .isNotEqualTo(EphemeralKey.fresh().agree(one.publicKey()));
  }

  @Test
  void agree_withTheJdksKeys_isTheSame() throws Exception {
    EphemeralKey ours = EphemeralKey.fresh();
    KeyPair theirs = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(theirs.getPrivate());
    agreement.doPhase(KeyFactory.getInstance("X25519").generatePublic(
        new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, reversed(ours.publicKey())))), true);

    assertThat(ours.agree(Arrays.copyOf(reversed(((XECPublicKey) theirs.getPublic()).getU()), EphemeralKey.BYTES)))
        .isEqualTo(agreement.generateSecret());
  }

  private static byte[] reversed(BigInteger number) {
    return reversed(number.toByteArray());
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @Test
  void agree_pointsOfSmallOrder_areRefused() {
    for (String hex : List.of("", "00", "00".repeat(33), "00".repeat(32), "01" + "00".repeat(31),
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")) {
      assertThatThrownBy(() -> EphemeralKey.fresh().agree(HexFormat.of().parseHex(hex))).as(hex)
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  @Test
  void toString_saysNothing() {
    assertThat(EphemeralKey.fresh()).hasToString("EphemeralKey[redacted]");
  }
}
