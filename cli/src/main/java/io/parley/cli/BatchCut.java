package io.parley.cli;

import io.parley.client.Members;
import io.parley.plan.BadRequestException;
import io.parley.protocols.cost.MemoryEstimate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Cuts a batch into as few equal ones as fit into the heaps of all nodes of a run.
 *
 * @param heaps what each node's JVM may take, the client's included
 * @param thing what a batch has, in the singular
 * @param needs what each needs for a batch
 */
record BatchCut(Map<String, Long> heaps, String thing, IntFunction<Map<String, Long>> needs) {
  private static final String CLIENT = "the client";
  private static final long GB = 1L << 30;

  /** What fits. */
  record Choice(int batch, Optional<String> why) {}

  /** A node that needs more than it has. */
  private record Shortage(String node, long needs, long has) {
    String describe() {
      return "about " + size(needs) + " of heap in " + node + ", which has " + size(has);
    }

    private static String size(long bytes) {
      return bytes < GB
          ? String.format(Locale.ROOT, "%d MB", bytes >> 20)
          : String.format(Locale.ROOT, "%.1f GB", (double) bytes / GB);
    }
  }

  /**
   * For runs of the first so many parties.
   *
   * @param withProvider whether the first provider takes part
   * @param estimate for a batch
   */
  static BatchCut of(Members members, int parties, boolean withProvider, String thing,
      IntFunction<MemoryEstimate> estimate) {
    Map<String, Long> heaps = new LinkedHashMap<>(members.heapBytes());
    heaps.put(CLIENT, Runtime.getRuntime().maxMemory());
    return new BatchCut(heaps, thing, batch -> {
      MemoryEstimate needed = estimate.apply(batch);
      Map<String, Long> needs = new LinkedHashMap<>();
      // A node may have several roles.
      members.parties().stream().limit(parties).forEach(name -> needs.merge(name, needed.partyBytes(), Long::sum));
      members.providers().stream().limit(withProvider ? 1 : 0)
          .forEach(name -> needs.merge(name, needed.providerBytes(), Long::sum));
      needs.put(CLIENT, needed.clientBytes());
      return needs;
    });
  }

  /**
   * The largest part of a batch that fits, and in one line why it is not all of it.
   *
   * @throws BadRequestException if not even one input fits, or the model takes none but this batch
   */
  Choice fitting(int batch, boolean isFixed) {
    Optional<Shortage> shortage = shortage(batch);
    if (shortage.isEmpty()) {
      return new Choice(batch, Optional.empty());
    }
    int smallest = isFixed ? batch : 1;
    shortage(smallest).ifPresent(none -> {
      throw new BadRequestException(
          (smallest == 1 ? "1 " + thing + " needs " : smallest + " " + thing + "s, the model's fixed batch, need ")
              + none.describe() + ". Give it more: PARLEY_JAVA_OPTS=-Xmx" + Math.ceilDiv(none.needs(), GB) + "g");
    });
    int tooFew = 1;
    int enough = batch;
    while (enough - tooFew > 1) {
      int parts = (tooFew + enough) / 2;
      if (shortage(Math.ceilDiv(batch, parts)).isEmpty()) {
        enough = parts;
      } else {
        tooFew = parts;
      }
    }
    int fitting = Math.ceilDiv(batch, enough);
    return new Choice(fitting,
        Optional.of(batch + " " + thing + "s at a time would need " + shortage.get().describe() + ": "
            + fitting + " at a time"));
  }

  /** The node that needs most of what it has not. */
  private Optional<Shortage> shortage(int batch) {
    return needs.apply(batch).entrySet().stream()
        .map(need -> new Shortage(need.getKey(), need.getValue(), heaps.getOrDefault(need.getKey(), Long.MAX_VALUE)))
        .filter(s -> s.needs() > s.has()).max(Comparator.comparingDouble(s -> (double) s.needs() / s.has()));
  }
}
