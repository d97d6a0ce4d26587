package io.parley.audit;

import io.parley.identity.SpiffeId;
import io.parley.identity.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What verifying a log found.
 *
 * @param first the first leaf that is there; those before it were moved away
 * @param size how many leaves it has, those that were moved away counted
 * @param signed how many of them the signed head vouches for
 * @param signer who signed the head; empty if there is none, or its signature was not to be verified
 * @param torn what a power failure left at the end; nobody relied on it
 */
public record AuditCheck(long first, long size, long signed, Optional<SpiffeId> signer, Optional<String> torn) {
  /**
   * Reads a whole log, and checks each leaf by its hash, that it follows the one before, and all by the signed head.
   *
   * @param trust who is believed to sign heads; empty if signatures are not to be verified
   * @param each takes the leaves
   * @throws AuditException naming the first leaf that is not as it was written, or what is missing
   */
  public static AuditCheck of(Path directory, Optional<Trust> trust, Consumer<AuditLeaf> each) {
    try {
      Path headFile = directory.resolve(AuditLog.HEAD);
      Optional<SignedHead> head = Files.exists(headFile)
          ? Optional.of(SignedHead.read(Files.readAllBytes(headFile), trust))
          : Optional.empty();
      List<Path> files = Segment.files(directory);
      if (files.isEmpty()) {
        throw new AuditException("There is no audit log in " + directory);
      }
      HeadCheck check = new HeadCheck(directory, head);
      long[] first = {-1};
      Optional<Segment.End> end = Optional.empty();
      for (Path file : files) {
        end = Optional.of(Segment.read(file, end, (leaf, after) -> {
          first[0] = first[0] < 0 ? leaf.index() : first[0];
          check.at(after);
          each.accept(leaf);
        }));
      }
      Segment.End last = end.orElseThrow();
      check.atEnd(last.tree());
      return new AuditCheck(Math.max(0, first[0]), last.tree().size(), head.map(SignedHead::size).orElse(0L),
          head.flatMap(SignedHead::signer), last.torn());
    } catch (IOException e) {
      throw new AuditException("The audit log in " + directory + " cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
