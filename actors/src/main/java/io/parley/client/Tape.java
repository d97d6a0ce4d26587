package io.parley.client;

import io.parley.identity.SpiffeId;
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
 * @param contract what the roles of that session had agreed upon: the SHA-256 of all that they signed, in hex
 * @param planId the SHA-256 of the encoded plan, in hex
 * @param cast the SPIFFE IDs of the roles of that session: of the parties in the order of their indices, of the provider
 *     who dealt it, and of the client whose it is
 */
public record Tape(UUID id, String contract, String planId, String planName, String protocol, List<String> cast) {
  /** Parties, provider and client. */
  public static final int MOST_CAST = 1_002;
  public static final int MOST_TEXT_BYTES = 4_096;
  public static final int HASH_BYTES = 32;
  private static final int NAME_WORDS = 4;

  public Tape {
    cast = List.copyOf(cast);
    check(isHash(contract), "contract");
    check(isHash(planId), "plan id");
    check(isText(planName), "plan name");
    check(isText(protocol), "protocol");
    check(cast.size() > 2 && cast.size() <= MOST_CAST, "number of roles");
    check(cast.stream().allMatch(role -> SpiffeId.parse(role).isPresent()), "cast");
  }

  private static boolean isHash(String hex) {
    return hex.length() == 2 * HASH_BYTES && hex.chars().allMatch(HexFormat::isHexDigit);
  }

  private static boolean isText(String text) {
    return text.length() <= MOST_TEXT_BYTES / 4 && text.codePoints().noneMatch(Character::isISOControl);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new BadRequestException("No tape can have this " + what);
    }
  }

  /** The names of the parties' nodes, in the order of their indices. */
  public List<String> parties() {
    return partyIds().stream().map(id -> SpiffeId.parse(id).orElseThrow().name()).toList();
  }

  /** The SPIFFE IDs of the parties, in the order of their indices. */
  public List<String> partyIds() {
    return cast.subList(0, cast.size() - 2);
  }

  /** The SPIFFE ID of the provider who dealt it. */
  public String dealer() {
    return cast.get(cast.size() - 2);
  }

  /** The SPIFFE ID of the client whose it is. */
  public String owner() {
    return cast.getLast();
  }

  /** 4 words that no other tape has: a SHA-256 of all that is here. */
  public long[] name() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(id.getMostSignificantBits());
      out.writeLong(id.getLeastSignificantBits());
      out.write(HexFormat.of().parseHex(contract));
      out.write(HexFormat.of().parseHex(planId));
      out.writeInt(cast.size());
      write(out, planName);
      write(out, protocol);
      for (String role : cast) {
        write(out, role);
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
