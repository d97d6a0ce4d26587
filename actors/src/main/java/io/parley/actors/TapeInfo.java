package io.parley.actors;

import io.parley.actors.tape.Tape;
import io.parley.actors.tape.TapePart;
import io.parley.plan.BadRequestException;
import io.parley.protocols.Protocols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tape made beforehand, not burned, as it lies in the stores of a cluster and of this client.
 *
 * @param holders the nodes that hold their parts, in the order of roles; "client" is this one
 * @param bytes of all parts together
 * @param createdMillis of the first part, in milliseconds since 1970
 * @param isUsable whether all who need a part hold it
 */
public record TapeInfo(Tape tape, List<String> holders, long bytes, long createdMillis, boolean isUsable) {
  private static final String CLIENT = "client";

  public TapeInfo {
    holders = List.copyOf(holders);
  }

  /** Puts together what the nodes hold, from the oldest. */
  static List<TapeInfo> of(List<TapeAnswer> answers) {
    Map<Tape, List<TapePart>> tapes = new LinkedHashMap<>();
    answers.forEach(
        answer -> answer.parts().forEach(part -> tapes.computeIfAbsent(part.tape(), _ -> new ArrayList<>()).add(part)));
    return tapes.entrySet().stream().map(e -> of(e.getKey(), e.getValue()))
        .sorted(Comparator.comparingLong(TapeInfo::createdMillis)).toList();
  }

  private static TapeInfo of(Tape tape, List<TapePart> parts) {
    List<TapePart> sorted = parts.stream().sorted(Comparator.comparingInt(TapePart::role)).toList();
    List<String> holders = sorted.stream()
        .map(part -> part.role() < tape.parties().size() ? tape.parties().get(part.role()) : CLIENT).toList();
    return new TapeInfo(tape, holders, parts.stream().mapToLong(TapePart::bytes).sum(),
        parts.stream().mapToLong(TapePart::createdMillis).min().orElse(0),
        holders.containsAll(tape.parties()) && (!needsClient(tape) || holders.contains(CLIENT)));
  }

  private static boolean needsClient(Tape tape) {
    try {
      return Protocols.byName(tape.protocol()).dealsToClient();
    } catch (BadRequestException e) {
      return true;
    }
  }
}
