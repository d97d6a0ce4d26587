package io.parley.serialization;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.parley.plan.BadRequestException;
import java.util.Arrays;
import java.util.function.Function;

/** Messages whose bytes are what writing them gives: who signs or hashes bytes signs or hashes what they say. */
final class Canonical {
  private Canonical() {}

  /** What a message says. */
  interface Reader<T> {
    T read() throws InvalidProtocolBufferException;
  }

  /**
   * Reads bytes that somebody else wrote, of which nothing is trusted.
   *
   * @param what they should be, such as "job"
   * @param writer the way back
   * @throws BadRequestException if they are not the canonical form of one; one line
   */
  static <T> T read(String what, byte[] bytes, Reader<T> reader, Function<T, ? extends MessageLite> writer) {
    T read;
    try {
      read = reader.read();
    } catch (InvalidProtocolBufferException e) {
      throw new BadRequestException("These " + bytes.length + " bytes are no " + what + ": " + e.getMessage(), e);
    }
    if (!Arrays.equals(PlanCodec.bytes(writer.apply(read)), bytes)) {
      throw new BadRequestException("A " + what + " is not in canonical form; write fields in the order of their "
          + "numbers, leave defaults out, and add nothing");
    }
    return read;
  }

  /** That a message is of the version of its encoding that this release speaks. */
  static void version(Checks checks, int version, int spoken) {
    checks.require(version == spoken, "is of version " + Integer.toUnsignedString(version)
        + " of the encoding, but this node speaks version " + spoken + "; run the same release everywhere");
  }
}
