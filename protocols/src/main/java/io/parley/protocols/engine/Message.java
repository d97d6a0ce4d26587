package io.parley.protocols.engine;

/**
 * What one op of one role sends to another.
 *
 * @param key which op it belongs to: the node's id in the upper half, a lane of that node in the lower
 * @param depth the number of sequential messages up to and including this one
 * @param words the payload, handed over: neither side writes to it afterwards
 */
public record Message(long key, int depth, long[] words) {
  public static long key(int node, int lane) {
    return ((long) node << 32) | (lane & 0xffff_ffffL);
  }

  public static int node(long key) {
    return (int) (key >> 32);
  }

  /** Bytes of the payload. */
  public long bytes() {
    return 8L * words.length;
  }

  @Override
  public String toString() {
    return "Message[key=" + Long.toHexString(key) + ", words=" + words.length + "]";
  }
}
