package io.parley.serialization;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;

/** Reads fields of protobuf, and refuses numbers that are longer than they need be. */
final class CanonicalInput {
  private static final int LONGEST_VARINT = 10;

  private final byte[] bytes;
  private final CodedInputStream in;
  /** That is read, but not asked for yet; 0 if none is. */
  private int ahead;

  CanonicalInput(byte[] bytes) {
    this.bytes = bytes;
    in = CodedInputStream.newInstance(bytes);
  }

  boolean isAtEnd() throws IOException {
    return ahead == 0 && in.isAtEnd();
  }

  int tag() throws IOException {
    if (ahead != 0) {
      int tag = ahead;
      ahead = 0;
      return tag;
    }
    long tag = varint();
    if (tag < 1 << 3 || tag > Integer.MAX_VALUE) {
      throw new IOException("no tag of a field");
    }
    return (int) tag;
  }

  /** Reads the next tag if it is this one. */
  boolean continues(int tag) throws IOException {
    if (isAtEnd()) {
      return false;
    }
    int next = tag();
    ahead = next == tag ? 0 : next;
    return next == tag;
  }

  long varint() throws IOException {
    int at = in.getTotalBytesRead();
    long value = in.readRawVarint64();
    int size = in.getTotalBytesRead() - at;
    if (size != CodedOutputStream.computeUInt64SizeNoTag(value)
        || (size == LONGEST_VARINT && bytes[at + size - 1] != 1)) {
      throw new IOException("a number is longer than it need be");
    }
    return value;
  }

  double real() throws IOException {
    return in.readDouble();
  }

  /** What has a length before it. */
  byte[] bytes() throws IOException {
    long length = varint();
    if (length < 0 || length > bytes.length - in.getTotalBytesRead()) {
      throw new IOException("it announces more than it holds");
    }
    return in.readRawBytes((int) length);
  }
}
