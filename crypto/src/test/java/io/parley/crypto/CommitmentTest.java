package io.parley.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class CommitmentTest {
  private final Seed nonce = Seed.random(new SecureRandom());

  @Test
  void aDigest_isSha256OfTheLittleEndianWords_whateverTheirNumber() throws Exception {
    for (int count : new int[]{0, 1, 1023, 1024, 1025, 5000}) {
      long[] words = new SecureRandom().longs(count).toArray();
      ByteBuffer bytes = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asLongBuffer().put(words);
      long[] expected = new long[4];
      ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.array())).order(ByteOrder.LITTLE_ENDIAN)
          .asLongBuffer().get(expected);

      assertThat(Commitment.digest(words)).isEqualTo(expected);
    }
  }

  @Test
  void aCommitment_dependsOnParty_nonceAndValue() {
    long[] commitment = Commitment.to(0, nonce, new long[]{1, 2});

    assertThat(Commitment.to(0, nonce, new long[]{1, 2})).isEqualTo(commitment);
    assertThat(Commitment.to(1, nonce, new long[]{1, 2})).isNotEqualTo(commitment);
    assertThat(Commitment.to(0, nonce, new long[]{1, 3})).isNotEqualTo(commitment);
    assertThat(Commitment.to(0, Seed.random(new SecureRandom()), new long[]{1, 2})).isNotEqualTo(commitment);
  }
}
