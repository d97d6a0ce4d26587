package io.parley.client;

import io.parley.plan.BadRequestException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * A tape made beforehand: what its parts have in common. Nothing of it is secret.
 *
 * @param id that of the session in which the provider dealt it
 * @param planId the SHA-256 of the encoded plan, in hex
 * @param parties the names of their nodes, in the order of their indices
 */
public record Tape(UUID id, String planId, String planName, String protocol, List<String> parties) {
  public static final int MOST_PARTIES = 1_000;
  public static final int MOST_TEXT_BYTES = 4_096;
  public static final int PLAN_ID_BYTES = 32;
  private static final int NAME_WORDS = 4;

  public Tape {
    parties = List.copyOf(parties);
    check(planId.length() == 2 * PLAN_ID_BYTES && planId.chars().allMatch(HexFormat::isHexDigit), "plan id");
    check(!parties.isEmpty() && parties.size() <= MOST_PARTIES, "number of parties");
    check(isText(planName), "plan name");
    check(isText(protocol), "protocol");
    check(parties.stream().allMatch(Tape::isText), "parties");
  }

  private static boolean isText(String text) {
    return text.length() <= MOST_TEXT_BYTES / 4 && text.codePoints().noneMatch(Character::isISOControl);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new BadRequestException("No tape can have this " + what);
    }
  }

  /** 4 words that no other tape has: a SHA-256 of all that is here. */
  public long[] name() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(id.getMostSignificantBits());
      out.writeLong(id.getLeastSignificantBits());
      out.write(HexFormat.of().parseHex(planId));
      out.writeInt(parties.size());
      write(out, planName);
      write(out, protocol);
      for (String party : parties) {
        write(out, party);
      }
      ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
      long[] words = new long[NAME_WORDS];
      digest.asLongBuffer().get(words);
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK has no SHA-256", e);
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
