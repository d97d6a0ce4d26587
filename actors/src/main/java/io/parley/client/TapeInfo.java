package io.parley.client;

import java.util.List;

/**
 * A tape made beforehand, not burned, as it lies in the stores of a cluster and of this client.
 *
 * @param holders the nodes that hold their parts, in the order of roles; "client" is this one
 * @param bytes of all parts together
 * @param createdMillis of the first part, in milliseconds since 1970
 * @param isUsable whether all who need a part hold it
 */
public record TapeInfo(Tape tape, List<String> holders, long bytes, long createdMillis, boolean isUsable) {
  public TapeInfo {
    holders = List.copyOf(holders);
  }
}
