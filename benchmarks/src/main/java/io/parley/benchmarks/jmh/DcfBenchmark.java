package io.parley.benchmarks.jmh;

import io.parley.crypto.DcfSign;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Signs of 64-bit words by function secret sharing, and the bare AES of an evaluation as the limit of what is possible. */
public class DcfBenchmark extends KernelBenchmark {
  /** AES blocks for one evaluation; dealing takes twice as many. */
  private static final int AES_BLOCKS = 57;
  private static final int CHUNK_BYTES = 8 * 1024;

  @Param({"1000", "1000000"})
  public int size;

  private long[] masks = {};
  private long[] roots0 = {};
  private long[] roots1 = {};
  private long[] corrections = {};

  @Setup
  public void setUp() {
    chooseKernels(); // JMH calls it too, but after this method
    DcfSign sign = sign();
    Random random = new Random(1);
    masks = random.longs(size).toArray();
    roots0 = random.longs(DcfSign.rootWords(size)).toArray();
    roots1 = random.longs(DcfSign.rootWords(size)).toArray();
    corrections = new long[sign.correctionWords(size)];
    sign.deal(masks, roots0, roots1, corrections);
  }

  @Benchmark
  public long[] deal(MegaComparisons work) {
    sign().deal(masks, roots0, roots1, corrections);
    work.megaComparisons += 1e-6 * size;
    return corrections;
  }

  @Benchmark
  public long[] evaluate(MegaComparisons work) {
    work.megaComparisons += 1e-6 * size;
    return sign().evaluate(0, roots0, corrections, masks);
  }

  @Benchmark
  public byte[] bareAes(MegaComparisons work) throws GeneralSecurityException {
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"));
    byte[] in = new byte[CHUNK_BYTES];
    byte[] out = new byte[CHUNK_BYTES];
    for (long left = 16L * AES_BLOCKS * size; left > 0; left -= CHUNK_BYTES) {
      aes.update(in, 0, CHUNK_BYTES, out, 0);
    }
    work.megaComparisons += 1e-6 * size;
    return out;
  }

  private static DcfSign sign() {
    return DcfSign.of(64, 1);
  }
}
