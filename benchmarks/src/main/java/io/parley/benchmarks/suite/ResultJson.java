package io.parley.benchmarks.suite;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import io.parley.benchmarks.suite.Measurement.Cluster;
import io.parley.benchmarks.suite.Measurement.RoleFigures;
import io.parley.benchmarks.suite.Measurement.Subject;
import io.parley.plan.BadRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Result files, as docs/benchmarks.md lays them out. */
final class ResultJson {
  /** Grows whenever readers of the last one would misread a file. */
  static final int SCHEMA = 1;

  private ResultJson() {}

  static String write(Results results) {
    Map<String, Object> machine = Map.of("cpu", results.machine().cpu(), "cores", results.machine().cores(),
        "memory_bytes", results.machine().memoryBytes(), "os", results.machine().os(), "jdk", results.machine().jdk());
    Map<String, Object> all = Map.of("schema", SCHEMA, "date", results.date().toString(), "parley", results.parley(),
        "machine", machine, "measurements", results.measurements().stream().map(ResultJson::map).toList());
    return ConfigValueFactory.fromMap(all).render(ConfigRenderOptions.concise().setFormatted(true)) + "\n";
  }

  private static Map<String, Object> map(Measurement m) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("suite", m.what().suite());
    map.put("name", m.what().name());
    map.put("size", m.what().size().toString());
    m.what().cluster().ifPresent(c -> {
      map.put("protocol", c.protocol());
      if (!c.compare().isEmpty()) {
        map.put("compare", c.compare());
      }
      map.put("parties", c.parties());
      map.put("link", c.link());
    });
    map.put("runs", m.runs());
    map.put("warmups", m.warmups());
    map.put("seconds", mapped(m.seconds(), s -> Map.of("median", s.median(), "min", s.min(), "max", s.max())));
    map.put("rates", m.rates());
    map.put("roles", m.roles().stream().map(r -> Map.of("role", r.role(), "rounds", r.rounds(), "bytes_sent",
        r.bytesSent(), "bytes_received", r.bytesReceived(), "peak_rss_bytes", r.peakRssBytes())).toList());
    return map;
  }

  /**
   * @param source names the text in errors
   * @throws BadRequestException if it is no result file that this version reads; says what is wrong with it
   */
  static Results read(String source, String json) {
    try {
      Config config = ConfigFactory.parseString(json,
          ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setOriginDescription(source));
      int schema = config.getInt("schema");
      if (schema != SCHEMA) {
        throw new BadRequestException(source + " is of schema " + schema + ", but this version of Parley reads schema "
            + SCHEMA + ". Measure again, or use the version that wrote it");
      }
      Config machine = config.getConfig("machine");
      return new Results(Instant.parse(config.getString("date")), config.getString("parley"),
          new Machine(machine.getString("cpu"), machine.getInt("cores"), machine.getLong("memory_bytes"),
              machine.getString("os"), machine.getString("jdk")),
          config.getConfigList("measurements").stream().map(ResultJson::measurement).toList());
    } catch (ConfigException | DateTimeException | IllegalArgumentException e) {
      throw new BadRequestException(source + " is no result file of 'parley bench': " + e.getMessage()
          + ". Name a file that --json wrote", e);
    }
  }

  private static Measurement measurement(Config m) {
    Optional<Cluster> cluster = m.hasPath("protocol")
        ? Optional.of(new Cluster(m.getString("protocol"), m.hasPath("compare") ? m.getString("compare") : "",
            m.getInt("parties"), m.getString("link")))
        : Optional.empty();
    Subject subject = new Subject(m.getString("suite"), m.getString("name"), size(m.getString("size")), cluster);
    Map<String, Spread> seconds = entries(m.getConfig("seconds"), (s, phase) -> {
      Config spread = s.getConfig(phase);
      return new Spread(spread.getDouble("median"), spread.getDouble("min"), spread.getDouble("max"));
    });
    if (seconds.isEmpty()) {
      throw new IllegalArgumentException("the measurement of " + subject.label() + " has no times");
    }
    return new Measurement(subject, m.getInt("runs"), m.getInt("warmups"), seconds,
        entries(m.getConfig("rates"), Config::getDouble),
        m.getConfigList("roles").stream().map(r -> new RoleFigures(r.getString("role"), r.getInt("rounds"),
            r.getLong("bytes_sent"), r.getLong("bytes_received"), r.getLong("peak_rss_bytes"))).toList());
  }

  /** Here it is not the user's writing that is wrong. */
  private static Size size(String text) {
    try {
      return Size.parse(text);
    } catch (BadRequestException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Reads the member at a path. */
  private interface Reader<T> {
    T read(Config from, String path);
  }

  private static <T> Map<String, T> entries(Config object, Reader<T> reader) {
    Map<String, T> read = new TreeMap<>();
    for (String key : object.root().keySet()) {
      read.put(key, reader.read(object, ConfigUtil.quoteString(key)));
    }
    return read;
  }

  private static <T> Map<String, Object> mapped(Map<String, T> from, Function<T, Object> with) {
    Map<String, Object> mapped = new TreeMap<>();
    from.forEach((key, value) -> mapped.put(key, with.apply(value)));
    return mapped;
  }
}
