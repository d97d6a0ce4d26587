package io.parley.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The Merkle tree of a growing list (RFC 6962, section 2.1), of which the roots of complete subtrees alone are kept. */
final class MerkleTree {
  static final int HASH_BYTES = 32;
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** Of complete subtrees, from the largest; the size has a bit for each. */
  private final List<byte[]> subtrees;
  private long size;

  MerkleTree() {
    subtrees = new ArrayList<>();
  }

  /** One that grows on from where another was. */
  MerkleTree(long size, List<byte[]> subtrees) {
    if (size < 0 || subtrees.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException("no tree of " + size + " leaves has " + subtrees.size() + " subtrees");
    }
    this.size = size;
    this.subtrees = new ArrayList<>(subtrees);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK has no SHA-256", e);
    }
  }

  static byte[] leaf(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return digest.digest(bytes);
  }

  private static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  void add(byte[] leafHash) {
    byte[] whole = leafHash;
    for (long bit = 1; (size & bit) != 0; bit <<= 1) {
      whole = node(subtrees.removeLast(), whole);
    }
    subtrees.add(whole);
    size++;
  }

  long size() {
    return size;
  }

  List<byte[]> subtrees() {
    return List.copyOf(subtrees);
  }

  byte[] root() {
    if (subtrees.isEmpty()) {
      return sha256().digest();
    }
    byte[] root = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = node(subtrees.get(i), root);
    }
    return root;
  }
}
