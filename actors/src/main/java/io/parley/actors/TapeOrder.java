package io.parley.actors;

import io.parley.actors.tape.TapePart;
import io.parley.actors.tape.TapeStore;
import io.parley.plan.BadRequestException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What a node is asked to do with its tapes.
 *
 * @param id of one tape; empty for all
 * @param planId only tapes of this plan; empty for any
 */
record TapeOrder(Kind kind, Optional<UUID> id, String planId) {
  /** As many as an answer holds, so that it fits in a frame of the control plane. */
  private static final int MOST = 200;

  enum Kind {
    LIST, BURN
  }

  static TapeOrder list() {
    return new TapeOrder(Kind.LIST, Optional.empty(), "");
  }

  static TapeOrder list(String planId) {
    return new TapeOrder(Kind.LIST, Optional.empty(), planId);
  }

  /** @param id empty for all */
  static TapeOrder burn(Optional<UUID> id) {
    return new TapeOrder(Kind.BURN, id, "");
  }

  /** Waits for the disk. */
  TapeAnswer carryOut(TapeStore store, String node, Predicate<TapePart> isOwn) {
    try {
      return switch (kind) {
        case LIST -> {
          List<TapePart> parts = store.list().stream().filter(isOwn)
              .filter(part -> planId.isEmpty() || part.tape().planId().equals(planId)).toList();
          yield new TapeAnswer(node, parts.subList(0, Math.min(parts.size(), MOST)), Math.max(0, parts.size() - MOST),
              List.of(), "");
        }
        case BURN -> new TapeAnswer(node, List.of(), 0, store.burn(id), "");
      };
    } catch (BadRequestException e) {
      return TapeAnswer.failed(node, String.valueOf(e.getMessage()));
    }
  }

  static Predicate<TapePart> ofParty(String name) {
    return part -> part.role() < part.tape().parties().size() && part.tape().parties().get(part.role()).equals(name);
  }

  static boolean isOfClient(TapePart part) {
    return part.role() > part.tape().parties().size();
  }
}
