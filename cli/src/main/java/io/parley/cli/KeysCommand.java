package io.parley.cli;

import io.parley.identity.IdentityRole;
import io.parley.identity.KeyDirectory;
import io.parley.identity.KnownCertificate;
import io.parley.plan.BadRequestException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keys of nodes and people, and a CA for a consortium. */
@Command(name = "keys", synopsisSubcommandLabel = "COMMAND",
    description = "Makes and shows keys of nodes and people, and a CA that vouches for them.",
    footer = {"", "Keys get the passphrase in the environment variable PARLEY_KEY_PASSPHRASE, if there is one."})
final class KeysCommand {
  static final String OF_KEYS = "Where keys are. Default: that in the environment variable PARLEY_KEYS, or keys.";

  @Spec
  private CommandSpec spec;

  static KeyDirectory directory(Optional<Path> given) {
    String variable = System.getenv(KeysOption.VARIABLE);
    Path path = given.orElseGet(() -> Path.of(variable == null || variable.isBlank() ? "keys" : variable));
    return new KeyDirectory(path, Optional.ofNullable(System.getenv("PARLEY_KEY_PASSPHRASE")));
  }

  private int say(String format, Object... parts) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(format + "%n", parts);
    out.flush();
    return 0;
  }

  @Command(name = "ca", description = "Makes the CA of a consortium. Give its ca.crt to all, and keep ca.key apart.")
  int ca(
      @Option(names = "--domain", required = true, paramLabel = "DOMAIN",
          description = "The consortium's trust domain, such as health.example.") String domain,
      @Option(names = "--dir", paramLabel = "DIR", description = OF_KEYS) Optional<Path> dir) {
    KeyDirectory keys = directory(dir);
    keys.createCa(domain);
    return say("The CA of %s is in %s. Give ca.crt to all who take part; ca.key stays here.", domain, keys.path());
  }

  @Command(name = "new", description = "Makes a key, and has the CA sign it if that is in the same directory.")
  int create(@Parameters(paramLabel = "NAME", description = "Of the node or the person.") String name,
      @Option(names = "--role", required = true, paramLabel = "ROLE",
          description = "party, provider, coordinator, owner, client or auditor.") String role,
      @Option(names = "--operator", required = true, paramLabel = "ORGANISATION",
          description = "Who is answerable for it.") String operator,
      @Option(names = "--domain", paramLabel = "DOMAIN",
          description = "The trust domain. Default: that of ca.crt.") Optional<String> domain,
      @Option(names = "--dir", paramLabel = "DIR", description = OF_KEYS) Optional<Path> dir) {
    KeyDirectory keys = directory(dir);
    Path made = keys.createIdentity(domain, operator, role(role), name);
    return made.toString().endsWith(".csr")
        ? say("The key is in %s. Have the CA sign %s (parley keys sign), and put what it makes beside it.", keys.path(),
            made)
        : say("The key and its certificate are in %s.", keys.path());
  }

  static IdentityRole role(String text) {
    return IdentityRole.named(text)
        .orElseThrow(() -> new BadRequestException("'" + text + "' is no role. Choose one of "
            + String.join(", ", List.of(IdentityRole.values()).stream().map(IdentityRole::text).toList())));
  }

  @Command(name = "sign", description = "Has the CA sign a request, NAME.csr. See first that it is of who it says.")
  int sign(@Parameters(paramLabel = "FILE.csr", description = "The request.") Path request,
      @Option(names = "--dir", paramLabel = "DIR", description = "The CA's. " + OF_KEYS) Optional<Path> dir) {
    return say("The certificate is %s.", directory(dir).sign(request));
  }

  @Command(name = "show", description = "Shows the certificates in a directory.")
  int show(@Option(names = "--dir", paramLabel = "DIR", description = OF_KEYS) Optional<Path> dir) {
    Table table = new Table("file", "name", "valid until", "state", "fingerprint");
    for (KnownCertificate each : directory(dir).known()) {
      LocalDate until = LocalDate.ofInstant(each.expires(), ZoneOffset.UTC);
      table.row(each.file(), each.name(), until.toString(), each.state(), each.fingerprint());
    }
    table.print(spec.commandLine().getOut());
    return 0;
  }

  @Command(name = "rotate",
      description = "Gives an identity another key. The CA vouches for it if that is in the same directory, else the key until "
          + "now. Running nodes notice.")
  int rotate(@Parameters(paramLabel = "NAME", description = "Of the node or the person.") String name,
      @Option(names = "--role", required = true, paramLabel = "ROLE", description = "Its role.") String role,
      @Option(names = "--dir", paramLabel = "DIR", description = OF_KEYS) Optional<Path> dir) {
    return say("The new certificate is %s; the key before is kept beside it.", directory(dir).rotate(role(role), name));
  }

  @Command(name = "revoke", description = "Has the CA take a certificate back. Give the new ca.crl to all.")
  int revoke(@Parameters(paramLabel = "FILE.crt", description = "The certificate.") Path certificate,
      @Option(names = "--dir", paramLabel = "DIR", description = "The CA's. " + OF_KEYS) Optional<Path> dir) {
    return say("%s is revoked in %s. Give that file to all who take part.", certificate,
        directory(dir).revoke(certificate));
  }
}
