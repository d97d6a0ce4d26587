package io.parley.actors;

import io.parley.client.RunMode;
import io.parley.plan.Plan;
import io.parley.protocols.cost.MemoryEstimate;
import io.parley.protocols.spi.Protocol;

/** A seat that is taken only if the node's heap has room for it, which it holds until it is closed. */
final class HeldSeat extends SeatAround {
  private final HeapBudget.Share heap;

  private HeldSeat(Seat seat, HeapBudget.Share heap) {
    super(seat);
    this.heap = heap;
  }

  /**
   * @param tapeBytes how much unread tape a party holds
   */
  static Factory of(HeapBudget heap, Sessions sessions, Assignment part, long tapeBytes, Factory seat) {
    return (plan, channel) -> {
      Protocol protocol = sessions.protocol(part.protocol());
      long needs;
      long walk = MemoryEstimate.walkBytes(plan, part.roles());
      try (HeapBudget.Share _ = heap.take(walk)) {
        needs = needs(walk, plan, protocol, part, tapeBytes);
      }
      HeapBudget.Share held = heap.take(needs);
      try {
        return new HeldSeat(seat.take(plan, channel), held);
      } catch (RuntimeException | Error e) {
        held.close();
        throw e;
      }
    };
  }

  /** What a seat is estimated to hold of the heap. */
  static long bytes(Plan plan, Protocol protocol, Assignment part, long tapeBytes) {
    return needs(MemoryEstimate.walkBytes(plan, part.roles()), plan, protocol, part, tapeBytes);
  }

  private static long needs(long walk, Plan plan, Protocol protocol, Assignment part, long tapeBytes) {
    boolean provides = part.role() == part.roles().provider();
    if (part.mode() == RunMode.MAKE && !provides) {
      return walk + tapeBytes; // the tape goes to the disk as it comes
    }
    MemoryEstimate all = MemoryEstimate.of(plan, protocol, part.roles(), part.mode() == RunMode.APART);
    long own = provides
        ? all.providerBytes()
        : part.role() == part.roles().client() ? all.clientBytes() : all.partyBytes();
    return Math.max(walk, own - MemoryEstimate.BASE_BYTES);
  }

  @Override
  public void close() {
    super.close();
    heap.close();
  }
}
