package io.parley.serialization;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import io.parley.plan.BadRequestException;
import io.parley.plan.Effort;
import io.parley.plan.Level;
import io.parley.plan.Node;
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
  /** The encoding's version. */
  static final int VERSION = 2;

  private static final int WIRE_TYPE_BITS = 3;

  private PlanCodec() {}

  /** The plan with the labels of its nodes. */
  public static byte[] encode(Plan plan) {
    return bytes(PlanProto.LabelledPlan.newBuilder().setPlan(UnsafeByteOperations.unsafeWrap(canonical(plan)))
        .addAllLabels(plan.nodes().stream().map(Node::name).toList()).build());
  }

  /** The bytes that the plan's id is the hash of: without labels. */
  public static byte[] canonical(Plan plan) {
    return bytes(PlanWriter.plan(plan));
  }

  static byte[] bytes(MessageLite message) {
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
   * Reads a plan that somebody else wrote. Nothing of it is trusted: lengths, ranges, shapes, references and attributes
   * are checked, and types are inferred anew.
   *
   * @throws BadRequestException if it is not the canonical form of a valid plan of that level; names the node
   */
  public static Plan decode(Level level, byte[] bytes) {
    Plan plan = decode(bytes);
    if (plan.level() != level) {
      throw new BadRequestException("Plan '" + plan.name() + "' is a plan of level " + plan.level() + ", not " + level);
    }
    return plan;
  }

  /** Likewise, of either level. */
  public static Plan decode(byte[] bytes) {
    Plan plan;
    try {
      PlanProto.LabelledPlan labelled = PlanProto.LabelledPlan.parseFrom(bytes);
      checkNodes(labelled.getPlan().newCodedInput());
      plan = PlanReader.plan(PlanProto.Plan.parseFrom(labelled.getPlan()), labelled.getLabelsList());
    } catch (IOException e) {
      throw noPlan(bytes, e);
    }
    if (!Arrays.equals(encode(plan), bytes)) {
      throw new BadRequestException("Plan '" + plan.name() + "' is not in canonical form; write fields in the order of "
          + "their numbers, leave defaults out, and add nothing");
    }
    return plan;
  }

  /** Before they are read: a node of two bytes takes a hundred once it is an object. */
  private static void checkNodes(CodedInputStream in) throws IOException {
    int nodes = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag >>> WIRE_TYPE_BITS == PlanProto.Plan.NODES_FIELD_NUMBER) {
        Effort.nodes(++nodes);
      }
      if (!in.skipField(tag)) {
        return;
      }
    }
  }

  private static BadRequestException noPlan(byte[] bytes, IOException cause) {
    return new BadRequestException("These " + bytes.length + " bytes are no plan: " + cause.getMessage(), cause);
  }

  /** The SHA-256 of the plan's canonical bytes, in hex. */
  public static String id(Plan plan) {
    return sha256(canonical(plan));
  }

  /**
   * The id of an encoded plan, whether or not it is valid.
   *
   * @throws BadRequestException if these bytes hold none
   */
  public static String id(byte[] encoded) {
    try {
      return sha256(PlanProto.LabelledPlan.parseFrom(encoded).getPlan().toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw noPlan(encoded, e);
    }
  }

  /** In hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK has no SHA-256", e);
    }
  }
}
