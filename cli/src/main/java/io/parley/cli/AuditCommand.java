package io.parley.cli;

import io.parley.audit.AuditCheck;
import io.parley.audit.AuditEvent;
import io.parley.audit.AuditLeaf;
import io.parley.identity.KeyDirectory;
import io.parley.identity.Trust;
import io.parley.plan.BadRequestException;
import io.parley.serialization.RunCodec;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a node has done. */
@Command(name = "audit", synopsisSubcommandLabel = "COMMAND",
    description = "Shows and verifies what a node has done, by its audit log. Needs no running node.")
final class AuditCommand {
  private static final String OF_LOG = "The log's directory: audit in the node's directory of tapes, unless"
      + " parley.audit.directory names another.";
  private static final int SHOWN = 12;
  private static final int HASH_BYTES = 32;

  @Spec
  private CommandSpec spec;

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Command(name = "show", description = "Prints the leaves, a line each.")
  int show(@Parameters(paramLabel = "DIR", description = OF_LOG) Path log,
      @Option(names = "--client", paramLabel = "SPIFFE-ID",
          description = "Of this client alone.") Optional<String> client) {
    PrintWriter out = out();
    AuditCheck check = AuditCheck.of(directory(log), Optional.empty(), leaf -> {
      if (client.isEmpty() || client.get().equals(leaf.event().client())) {
        out.println(line(leaf));
      }
    });
    out.flush();
    check.torn().ifPresent(torn -> spec.commandLine().getErr().println("parley: " + torn));
    return 0;
  }

  private static Path directory(Path log) {
    if (!Files.isDirectory(log)) {
      throw new BadRequestException("There is no directory " + log + ". Name that of an audit log");
    }
    return log;
  }

  private static String line(AuditLeaf leaf) {
    AuditEvent event = leaf.event();
    List<String> parts = new ArrayList<>(List.of(String.valueOf(leaf.index()), leaf.when().toString(),
        event.kind().name().toLowerCase(Locale.ROOT), "role " + event.role(), event.client(), "request "
            + (event.request().length == HASH_BYTES
                ? brief(event.request())
                : RunCodec.id(event.request())
                    .substring(0, SHOWN))));
    add(parts, "contract ", brief(event.contract()));
    add(parts, "step ", event.step() == 0 ? "" : String.valueOf(event.step()));
    add(parts, "resumption ", event.resumption() == 0 ? "" : String.valueOf(event.resumption()));
    add(parts, "policy ", brief(event.policy()));
    add(parts, "rule ", event.rule());
    add(parts, "tape ", event.tape().length == 0 ? "" : uuid(event.tape()).toString());
    add(parts, "", event.why());
    return String.join("  ", parts);
  }

  private static void add(List<String> parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + value);
    }
  }

  private static UUID uuid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  private static String brief(byte[] hash) {
    String hex = HexFormat.of().formatHex(hash);
    return hex.substring(0, Math.min(SHOWN, hex.length()));
  }

  @Command(name = "verify",
      description = "Checks that every leaf is as it was written and that none is missing. Exit code 2, naming the leaf, if not.")
  int verify(@Parameters(paramLabel = "DIR", description = OF_LOG) Path log,
      @Option(names = "--keys", paramLabel = "DIR",
          description = "Certificates of those who may have signed it. Without, its signature is not looked at.") Optional<Path> keys) {
    Optional<Trust> trust = keys.map(directory -> new KeyDirectory(directory, Optional.empty()).trust());
    AuditCheck check = AuditCheck.of(directory(log), trust, _ -> {});
    PrintWriter out = out();
    out.printf("%s: leaves %d to %d are as they were written.%n", log, check.first(), check.size() - 1);
    if (check.first() > 0) {
      out.printf("The %d before them were moved away.%n", check.first());
    }
    out.printf("%s%n", check.signed() == 0
        ? "No head is signed yet."
        : "The head signs " + check.signed() + " of them"
            + check.signer().map(id -> ", by " + id + ".").orElse("; name --keys to see by whom."));
    check.torn().ifPresent(torn -> out.printf("%s; nobody relied on it.%n", torn));
    out.flush();
    return 0;
  }
}
