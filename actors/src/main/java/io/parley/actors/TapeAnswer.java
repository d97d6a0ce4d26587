package io.parley.actors;

import io.parley.actors.tape.TapePart;
import io.parley.plan.BadRequestException;
import io.parley.serialization.ControlMessage;
import java.util.List;
import java.util.UUID;

/**
 * What a node did about a {@link io.parley.serialization.TapeOrder}.
 *
 * @param parts from the oldest
 * @param more parts that found no room
 * @param burned the tapes of which it burned parts
 * @param complaint why it did nothing; empty if it did
 */
record TapeAnswer(String node, List<TapePart> parts, int more, List<UUID> burned, String complaint)
    implements
      ControlMessage {
  TapeAnswer {
    parts = List.copyOf(parts);
    burned = List.copyOf(burned);
  }

  static TapeAnswer failed(String node, String complaint) {
    return new TapeAnswer(node, List.of(), 0, List.of(), complaint);
  }

  /**
   * @throws BadRequestException with the complaint, if there is one
   */
  void check() {
    if (!complaint.isEmpty()) {
      throw new BadRequestException(complaint);
    }
  }
}
