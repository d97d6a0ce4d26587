package io.parley.serialization;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.Plan;
import io.parley.serialization.v1.PlanProto;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Plans as bytes, in the language {@code parley.v1} (plan.proto). The encoding is canonical: equal plans have equal
 * bytes, and bytes that are not what {@link #encode} writes are refused, so a plan's id means one thing to everybody.
 */
public final class PlanCodec {
  /** The language's version. */
  static final int VERSION = 1;

  private PlanCodec() {}

  public static byte[] encode(Plan plan) {
    PlanProto.Plan message = PlanWriter.plan(plan);
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
      out.checkNoSpaceLeft();
      return bytes;
    } catch (IOException e) {
      throw new IllegalStateException("An array of the right size was too small", e);
    }
  }

  /**
   * Reads a plan that somebody else wrote. Nothing of it is trusted: lengths, ranges, shapes, references and types are
   * checked.
   *
   * @throws BadRequestException if it is not the canonical form of a valid plan of that level; names the node
   */
  public static Plan decode(Level level, byte[] bytes) {
    Plan plan;
    try {
      plan = PlanReader.plan(level, PlanProto.Plan.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new BadRequestException("These " + bytes.length + " bytes are no plan: " + e.getMessage(), e);
    }
    if (!Arrays.equals(encode(plan), bytes)) {
      throw new BadRequestException("Plan '" + plan.name() + "' is not in canonical form; write fields in the order of "
          + "their numbers, leave defaults out, and add nothing");
    }
    return plan;
  }

  /** The SHA-256 of the plan's canonical bytes, in hex. */
  public static String id(Plan plan) {
    return id(encode(plan));
  }

  /** The id of the plan with these canonical bytes. */
  public static String id(byte[] canonical) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK has no SHA-256", e);
    }
  }
}
