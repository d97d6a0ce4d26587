package io.parley.actors;

import io.parley.actors.tape.TapePart;
import io.parley.client.Tape;
import io.parley.client.TapeInfo;
import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.Protocols;
import io.parley.serialization.ControlMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all parties of a cluster did about a {@link io.parley.serialization.TapeOrder}. */
record TapeAnswers(List<TapeAnswer> answers) implements ControlMessage {
  private static final String CLIENT = "client";

  TapeAnswers {
    answers = List.copyOf(answers);
  }

  /** Puts together what the nodes hold, from the oldest. */
  static List<TapeInfo> tapes(List<TapeAnswer> answers) {
    Map<Tape, List<TapePart>> tapes = new LinkedHashMap<>();
    answers.forEach(
        answer -> answer.parts().forEach(part -> tapes.computeIfAbsent(part.tape(), _ -> new ArrayList<>()).add(part)));
    return tapes.entrySet().stream().map(e -> info(e.getKey(), e.getValue()))
        .sorted(Comparator.comparingLong(TapeInfo::createdMillis)).toList();
  }

  private static TapeInfo info(Tape tape, List<TapePart> parts) {
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
