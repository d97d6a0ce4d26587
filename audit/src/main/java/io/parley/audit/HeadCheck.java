package io.parley.audit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Compares a log with its signed head, as the log is read. */
final class HeadCheck {
  private final Path directory;
  private final Optional<SignedHead> head;

  HeadCheck(Path directory, Optional<SignedHead> head) {
    this.directory = directory;
    this.head = head;
  }

  /**
   * @throws AuditException if the head is of this size, but signs something else
   */
  void at(MerkleTree tree) {
    if (head.isPresent() && head.get().size() == tree.size() && !Arrays.equals(head.get().root(), tree.root())) {
      throw new AuditException("The audit log in " + directory + " is not what its node signed: its first "
          + tree.size() + " leaves are others");
    }
  }

  /**
   * @throws AuditException if the log is shorter than the head says
   */
  void atEnd(MerkleTree tree) {
    at(tree);
    if (head.isPresent() && head.get().size() > tree.size()) {
      throw new AuditException("The audit log in " + directory + " has " + tree.size()
          + " leaves, but its node signed that it had " + head.get().size()
          + ": it was cut, or restored from a copy. What it lacks has happened all the same, such as tapes that were burned");
    }
  }
}
