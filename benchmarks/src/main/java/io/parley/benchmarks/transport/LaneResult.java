package io.parley.benchmarks.transport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of one kind of lane; medians over the runs.
 *
 * @param lane its label, or {@link #BARE}
 * @param roundTripBytes of payload, in each direction
 * @param gigabytesPerSecond 10^9 bytes of payload in one direction, by the bytes of a frame
 */
public record LaneResult(String lane, int roundTripBytes, double roundTripP50Micros, double roundTripP99Micros,
    Map<Integer, Double> gigabytesPerSecond) {
  /** A blocking socket without anything of Parley's. */
  public static final String BARE = "bare socket";

  public LaneResult {
    gigabytesPerSecond = new LinkedHashMap<>(gigabytesPerSecond);
  }

  static LaneResult median(String lane, List<LaneResult> runs) {
    Map<Integer, Double> rates = new LinkedHashMap<>();
    runs.getFirst().gigabytesPerSecond().keySet()
        .forEach(bytes -> rates.put(bytes, median(runs.stream().mapToDouble(r -> r.gigabytesPerSecond(bytes)))));
    return new LaneResult(lane, runs.getFirst().roundTripBytes(),
        median(runs.stream().mapToDouble(LaneResult::roundTripP50Micros)),
        median(runs.stream().mapToDouble(LaneResult::roundTripP99Micros)), rates);
  }

  private static double median(java.util.stream.DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  public double gigabytesPerSecond(int bytes) {
    return gigabytesPerSecond.getOrDefault(bytes, Double.NaN);
  }

  /** For JSON. */
  public Map<String, Object> asMap() {
    Map<String, Object> rates = new LinkedHashMap<>();
    gigabytesPerSecond.forEach((bytes, rate) -> rates.put(String.valueOf(bytes), rate));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("lane", lane);
    map.put("round_trip_bytes", roundTripBytes);
    map.put("round_trip_p50_micros", roundTripP50Micros);
    map.put("round_trip_p99_micros", roundTripP99Micros);
    map.put("gigabytes_per_second", rates);
    return map;
  }
}
