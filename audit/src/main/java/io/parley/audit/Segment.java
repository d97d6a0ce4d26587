package io.parley.audit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One file of a log: what the tree was at its beginning, and then leaves, each after its length and its hash.
 *
 * @param tree before its first leaf
 * @param previous the hash of the leaf before its first; empty if there is none
 */
record Segment(Path file, MerkleTree tree, byte[] previous) {
  static final String SUFFIX = ".audit";
  static final int LONGEST_LEAF = 2 << 20;
  static final int FRAME_BYTES = Integer.BYTES + MerkleTree.HASH_BYTES;
  private static final long MAGIC = 0x5061726c65794131L; // "ParleyA1"

  /** The files of a log, in their order. */
  static List<Path> files(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  static Path file(Path directory, long first) {
    return directory.resolve(String.format(Locale.ROOT, "%016d%s", first, SUFFIX));
  }

  /** What a file begins with. */
  static ByteBuffer header(MerkleTree tree, byte[] previous) {
    List<byte[]> subtrees = tree.subtrees();
    ByteBuffer header = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + previous.length
        + subtrees.size() * MerkleTree.HASH_BYTES).putLong(MAGIC).putLong(tree.size()).putInt(previous.length)
        .put(previous);
    subtrees.forEach(header::put);
    return header.flip();
  }

  static ByteBuffer frame(byte[] leaf, byte[] hash) {
    return ByteBuffer.allocate(FRAME_BYTES + leaf.length).putInt(leaf.length).put(hash).put(leaf).flip();
  }

  /** Takes leaves as they are read. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param after the tree with this leaf in it
     */
    void read(AuditLeaf leaf, MerkleTree after);
  }

  /** What reading a file to its end gave. */
  record End(MerkleTree tree, byte[] previous, long bytes, Optional<String> torn) {}

  /**
   * Reads a file, and checks that each leaf is as it was written and follows the one before.
   *
   * @param before the end of the file before this one; empty if it is the first that is there
   * @param each takes its leaves
   * @return with a complaint if it ends within a leaf, as after a power failure
   * @throws AuditException naming the leaf that is not as it was
   */
  static End read(Path file, Optional<End> before, Reader each) throws IOException {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      Segment segment = begin(file, in);
      before.ifPresent(end -> segment.checkFollows(end));
      MerkleTree tree = segment.tree();
      byte[] previous = segment.previous();
      long bytes = header(tree, previous).remaining();
      while (true) {
        int first = in.read();
        if (first < 0) {
          return new End(tree, previous, bytes, Optional.empty());
        }
        String where = file + ", leaf " + tree.size();
        byte[] leaf;
        byte[] hash = new byte[MerkleTree.HASH_BYTES];
        try {
          int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
          if (length < 0 || length > LONGEST_LEAF) {
            throw new AuditException(where + ": its length is not as it was written");
          }
          in.readFully(hash);
          leaf = new byte[length];
          in.readFully(leaf);
        } catch (EOFException e) {
          return new End(tree, previous, bytes, Optional.of(where + ": the file ends within it"));
        }
        if (!Arrays.equals(MerkleTree.leaf(leaf), hash)) {
          throw new AuditException(where + ": it is not as it was written");
        }
        AuditLeaf read = follow(where, leaf, tree.size(), previous);
        tree.add(hash);
        each.read(read, tree);
        previous = hash;
        bytes += FRAME_BYTES + leaf.length;
      }
    }
  }

  private static AuditLeaf follow(String where, byte[] bytes, long index, byte[] previous) {
    AuditLeaf leaf;
    try {
      leaf = AuditLeaf.decode(bytes);
    } catch (AuditException e) {
      throw new AuditException(where + " " + e.getMessage(), e);
    }
    if (leaf.index() != index || !Arrays.equals(leaf.previous(), previous)) {
      throw new AuditException(where + ": it does not follow the leaf before it");
    }
    return leaf;
  }

  private static Segment begin(Path file, DataInputStream in) throws IOException {
    try {
      if (in.readLong() != MAGIC) {
        throw new AuditException(file + " is no part of an audit log");
      }
      long size = in.readLong();
      int length = in.readInt();
      if (size < 0 || length != (size == 0 ? 0 : MerkleTree.HASH_BYTES)) {
        throw new AuditException(file + ": its beginning is not as it was written");
      }
      byte[] previous = in.readNBytes(length);
      List<byte[]> subtrees = new ArrayList<>();
      for (int i = Long.bitCount(size); i > 0; i--) {
        byte[] hash = new byte[MerkleTree.HASH_BYTES];
        in.readFully(hash);
        subtrees.add(hash);
      }
      return new Segment(file, new MerkleTree(size, subtrees), previous);
    } catch (EOFException e) {
      throw new AuditException(file + ": its beginning is not as it was written", e);
    }
  }

  private void checkFollows(End end) {
    if (end.torn().isPresent() || tree.size() != end.tree().size() || !Arrays.equals(previous, end.previous())
        || !Arrays.equals(tree.root(), end.tree().root())) {
      throw new AuditException(file + ": it does not follow the file before it; leaves from " + end.tree().size()
          + " are missing");
    }
  }

  /** Writes all of it. */
  static void write(FileChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }
}
