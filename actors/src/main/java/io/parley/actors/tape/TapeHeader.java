package io.parley.actors.tape;

import io.parley.client.Tape;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The file of one role's part of a tape. Integers are little-endian.
 *
 * <pre>
 *  byte 0        4             6          8                 12             12 + h     28 + h
 *       | "PTAP" | version (2) | zero (2) | length h (4)    | fields (h)   | tag (16) | chunk 0 | chunk 1 | ...
 *
 *  fields: | tape id (16) | contract (32) | plan id (32) | salt (32) | created, ms (8) | role (4) | cast (4) | text ... |
 *  text:   | bytes (4) | UTF-8 |   protocol, plan name, and the SPIFFE ID of each of the cast
 *  chunk:  | ciphertext (131072; in the last one 1 to 131072) | tag (16) |
 * </pre>
 *
 * The file's key is HKDF-SHA256 of the node's key, with the salt, which is random for each file. All is AES-256-GCM with
 * everything before the header's tag as associated data; the header's tag is that of an empty text. Nonces:
 *
 * <pre>
 *  | kind (1): 0 a chunk, 1 the last chunk, 2 the header | zero (3) | the chunk's number (8, big-endian) |
 * </pre>
 *
 * So a key meets no nonce twice, and chunks can be neither changed, dropped, repeated, reordered nor cut off. The chunks
 * together hold the frames that the provider sent, as on a lane whose session is the tape's id, and a goodbye.
 */
record TapeHeader(Tape tape, int role, long createdMillis, byte[] salt) {
  static final int MAGIC = 0x50415450;
  static final short VERSION = 2;
  static final int PREFIX_BYTES = 12;
  static final int SALT_BYTES = 32;
  static final int CHUNK_BYTES = 128 << 10;
  private static final int MOST_BYTES = 1 << 20;

  /** All that is authenticated but not encrypted. */
  byte[] encode() {
    List<byte[]> texts = new ArrayList<>();
    texts.add(tape.protocol().getBytes(StandardCharsets.UTF_8));
    texts.add(tape.planName().getBytes(StandardCharsets.UTF_8));
    tape.cast().forEach(id -> texts.add(id.getBytes(StandardCharsets.UTF_8)));
    int length = 16 + 2 * Tape.HASH_BYTES + SALT_BYTES + 8 + 4 + 4
        + texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum();
    ByteBuffer out = ByteBuffer.allocate(PREFIX_BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).putShort(VERSION).putShort((short) 0).putInt(length);
    out.putLong(tape.id().getMostSignificantBits()).putLong(tape.id().getLeastSignificantBits());
    out.put(HexFormat.of().parseHex(tape.contract())).put(HexFormat.of().parseHex(tape.planId())).put(salt)
        .putLong(createdMillis);
    out.putInt(role).putInt(tape.cast().size());
    texts.forEach(text -> out.putInt(text.length).put(text));
    return out.array();
  }

  /**
   * Reads what {@link #encode} wrote from the beginning of a file; nothing of it is authentic yet.
   *
   * @throws BadRequestException if that is no header
   */
  static byte[] read(FileChannel file) throws IOException {
    ByteBuffer prefix = exactly(file, 0, PREFIX_BYTES);
    if (prefix.getInt() != MAGIC) {
      throw new BadRequestException("it is no tape");
    }
    short version = prefix.getShort();
    if (version != VERSION || prefix.getShort() != 0) {
      throw new BadRequestException("it is of version " + version + ", not " + VERSION);
    }
    int length = prefix.getInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new BadRequestException("its header was changed");
    }
    return exactly(file, 0, PREFIX_BYTES + length).array();
  }

  static TapeHeader decode(byte[] encoded) {
    try {
      ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).position(PREFIX_BYTES);
      UUID id = new UUID(in.getLong(), in.getLong());
      String contract = HexFormat.of().formatHex(bytes(in, Tape.HASH_BYTES));
      String planId = HexFormat.of().formatHex(bytes(in, Tape.HASH_BYTES));
      byte[] salt = bytes(in, SALT_BYTES);
      long created = in.getLong();
      int role = in.getInt();
      int roles = in.getInt();
      String protocol = text(in);
      String planName = text(in);
      List<String> cast = new ArrayList<>();
      for (int i = 0; i < roles && i <= Tape.MOST_CAST; i++) {
        cast.add(text(in));
      }
      TapeHeader header = new TapeHeader(new Tape(id, contract, planId, planName, protocol, cast), role, created, salt);
      if (!Arrays.equals(header.encode(), encoded)) {
        throw new BadRequestException("its header was changed");
      }
      return header;
    } catch (BufferUnderflowException | CharacterCodingException e) {
      throw new BadRequestException("its header was changed", e);
    }
  }

  private static String text(ByteBuffer in) throws CharacterCodingException {
    int length = in.getInt();
    if (length < 0 || length > Tape.MOST_TEXT_BYTES) {
      throw new BufferUnderflowException();
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(in, length))).toString();
  }

  private static byte[] bytes(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  /**
   * So many bytes of a file.
   *
   * @throws BadRequestException if it is shorter
   */
  static ByteBuffer exactly(FileChannel file, long position, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        throw new BadRequestException("it was cut off");
      }
    }
    return bytes.flip();
  }
}
