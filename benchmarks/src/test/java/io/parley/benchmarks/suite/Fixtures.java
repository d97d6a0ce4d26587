package io.parley.benchmarks.suite;

import io.parley.benchmarks.suite.Measurement.Cluster;
import io.parley.benchmarks.suite.Measurement.RoleFigures;
import io.parley.benchmarks.suite.Measurement.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results as a suite gives them, with made-up figures. */
final class Fixtures {
  static final Machine MACHINE = new Machine("Zilog Z80 <fast>", 2, 64_000_000_000L, "CP/M 2.2", "25.0.3");
  static final List<String> PROTOCOLS = List.of("beaver", "plain", "replicated", "replicated-malicious", "securenn",
      "spdz2k");

  private Fixtures() {}

  static Results results(String date, List<Measurement> measurements) {
    return new Results(Instant.parse(date), "1.0", MACHINE, measurements);
  }

  static Results results(Measurement... measurements) {
    return results("2026-01-02T03:04:05Z", List.of(measurements));
  }

  /** Of an op under beaver with two parties. */
  static Measurement op(String name, String size, Spread online) {
    return op(name, size, new Cluster("beaver", 2, "loopback"), online);
  }

  static Measurement op(String name, String size, Cluster cluster, Spread online) {
    return on("ops", name, size, cluster, online);
  }

  private static Measurement on(String suite, String name, String size, Cluster cluster, Spread online) {
    Subject subject = new Subject(suite, name, Size.parse(size), Optional.of(cluster));
    long bytes = (long) (16 * subject.size().product()) + 8;
    List<RoleFigures> roles = new ArrayList<>();
    for (int i = 0; i < cluster.parties(); i++) {
      roles.add(new RoleFigures("party " + i, 3, bytes, bytes, (300L + 40L * i) << 20));
    }
    roles.add(new RoleFigures("client", 0, 8, 9, 200L << 20));
    return new Measurement(subject, 5, 7,
        Map.of(Measurement.ONLINE, online, Measurement.OFFLINE, around(online.median() / 2)), Map.of(), roles);
  }

  static Spread around(double median) {
    return new Spread(median, 0.9 * median, 1.2 * median);
  }

  static Measurement kernel(String name, int size, double rate) {
    return new Measurement(new Subject("kernels", name, Size.of(size), Optional.empty()), 5, 3,
        Map.of(Measurement.CALL, around(1e-3 / rate)), Map.of("GMAC/s", rate), List.of());
  }

  /** Something for every chart. */
  static Results suite() {
    List<Measurement> all = new ArrayList<>();
    for (int p = 0; p < PROTOCOLS.size(); p++) {
      double slow = Math.pow(2.3, p);
      int fewest = p == 1 ? 1 : p < 2 || p == 5 ? 2 : 3;
      Cluster near = new Cluster(PROTOCOLS.get(p), fewest, "loopback");
      for (String op : List.of("mul", "ltz", "relu")) {
        for (String size : List.of("1", "1K", "100K", "1M")) {
          all.add(op(op, size, near, around(slow * (4e-4 + 1.3e-8 * Size.parse(size).count() * op.length()))));
        }
        for (String link : List.of("wan", "lan")) {
          all.add(op(op, "1K", new Cluster(PROTOCOLS.get(p), fewest, link),
              around(slow * (link.equals("wan") ? 0.1 : 0.003))));
        }
      }
      all.add(op("matmul", "512", near, around(slow * 0.02)));
      all.add(on("models", "lenet", "1", near, around(slow * 0.02)));
      all.add(on("models", "lenet", "128", near, around(slow * 0.3)));
      all.add(on("models", "mlp", "128", near, around(slow * 0.1)));
      if (fewest == 2) {
        all.add(op("mul", "1K", new Cluster(PROTOCOLS.get(p), 3, "loopback"), around(slow * 0.0009)));
        all.add(op("mul", "1K", new Cluster(PROTOCOLS.get(p), 5, "loopback"), around(slow * 0.0021)));
      }
    }
    all.add(kernel("Matmul.matmul, vector", 1024, 41.3));
    all.add(kernel("Convolution.second, vector", 128, 33));
    return results("2026-01-02T03:04:05Z", all);
  }
}
