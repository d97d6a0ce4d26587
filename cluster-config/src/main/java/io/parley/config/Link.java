package io.parley.config;

import io.parley.plan.BadRequestException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the network between two roles is made to be like, the same in both directions. Bytes leave one after the other
 * at the bandwidth, and arrive the latency later.
 *
 * @param latency one way; zero adds nothing
 * @param bitsPerSecond {@link #UNLIMITED} limits nothing
 */
public record Link(Duration latency, long bitsPerSecond) {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final long LEAST_BITS = 1_000;
  private static final long MOST_BITS = 1_000_000_000_000L;

  public static final long UNLIMITED = Long.MAX_VALUE;
  /** As the machines and their network are. */
  public static final Link LOOPBACK = new Link(Duration.ZERO, UNLIMITED);
  /** That of BumbleBee (NDSS 2025): 0.5 ms there and back. */
  public static final Link LAN = new Link(Duration.ofNanos(250_000), 1_000_000_000);
  /** The round trip of Cheetah's (USENIX Security 2022), 40 ms, over an uplink of 100 Mbit/s. */
  public static final Link WAN = new Link(Duration.ofMillis(20), 100_000_000);
  /** How a link is written. */
  public static final String FORM = "loopback, lan, wan, or a latency one way and a bandwidth, such as "
      + "latency=5ms,bandwidth=100Mbit";

  private static final Map<String, Link> NAMED = Map.of("loopback", LOOPBACK, "lan", LAN, "wan", WAN);
  private static final Map<String, Double> NANOS = Map.of("us", 1e3, "ms", 1e6, "s", 1e9);
  private static final Map<String, Double> BITS = Map.of("kbit", 1e3, "Mbit", 1e6, "Gbit", 1e9);
  private static final String NUMBER = "\\d{1,9}(?:\\.\\d{1,9})?";
  private static final Pattern PAIR = Pattern.compile("(?!,|$)(?:latency=(?<time>" + NUMBER
      + ")(?<timeUnit>us|ms|s)(?:,(?!$)|$))?(?:bandwidth=(?<rate>" + NUMBER + ")(?<rateUnit>kbit|Mbit|Gbit))?");

  public Link {
    if (latency.isNegative() || latency.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("A latency is at most " + LONGEST + ", not " + latency);
    }
    if (bitsPerSecond != UNLIMITED && (bitsPerSecond < LEAST_BITS || bitsPerSecond > MOST_BITS)) {
      throw new IllegalArgumentException("A bandwidth is between 1 kbit and 1000 Gbit, not " + bitsPerSecond + " bit");
    }
  }

  /**
   * Reads what users write.
   *
   * @param source what the text stands for, as messages name it
   * @throws BadRequestException if it is not as {@link #FORM} says
   */
  public static Link parse(String source, String text) {
    return read(text).orElseThrow(() -> new BadRequestException(
        source + " is '" + text + "', but must be " + FORM + "; at most 10s and 1000Gbit"));
  }

  private static Optional<Link> read(String text) {
    if (NAMED.containsKey(text)) {
      return Optional.ofNullable(NAMED.get(text));
    }
    Matcher form = PAIR.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    double nanos = form.group("time") == null ? 0 : number(form.group("time")) * unit(NANOS, form.group("timeUnit"));
    double bits = form.group("rate") == null
        ? UNLIMITED
        : number(form.group("rate")) * unit(BITS, form.group("rateUnit"));
    try {
      return Optional.of(new Link(Duration.ofNanos(Math.round(nanos)), Math.round(bits)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private static double unit(Map<String, Double> units, String name) {
    return Objects.requireNonNull(units.get(name));
  }

  public boolean isLoopback() {
    return equals(LOOPBACK);
  }

  /** As users write it in short: by its name if it has one. */
  public String name() {
    return NAMED.entrySet().stream().filter(e -> e.getValue().equals(this)).map(Map.Entry::getKey).findFirst()
        .orElseGet(this::toString);
  }

  /** In words. */
  public String describe() {
    if (isLoopback()) {
      return "loopback";
    }
    String latencyText = decimal(latency.toNanos() / 1e6) + " ms each way";
    return bitsPerSecond == UNLIMITED ? latencyText : latencyText + ", " + decimal(bitsPerSecond / 1e6) + " Mbit/s";
  }

  /** As users write it. */
  @Override
  public String toString() {
    if (isLoopback()) {
      return "loopback";
    }
    String latencyText = "latency=" + decimal(latency.toNanos() / 1e6) + "ms";
    return bitsPerSecond == UNLIMITED
        ? latencyText
        : latencyText + ",bandwidth=" + decimal(bitsPerSecond / 1e6) + "Mbit";
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.6f", value).replaceFirst("\\.?0+$", "");
  }
}
