package io.parley.identity;

import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@link SealingKey}s of one identity, in files beside its other key; those before are kept, since something may be sealed to them. */
final class SealingKeys {
  static final String FILE = ".sealing";

  private final Path file;
  private final Identity identity;
  private final Optional<char[]> passphrase;

  /**
   * @param file of the present one
   */
  SealingKeys(Path file, Identity identity, Optional<char[]> passphrase) {
    this.file = file;
    this.identity = identity;
    this.passphrase = passphrase;
  }

  /** The present one; made if there is none for which the identity's present key vouches. */
  SealingKey present() {
    if (Files.exists(file)) {
      SealingKey found = read(file);
      if (found.chain().get(1).equals(identity.chain().getFirst())) {
        return found;
      }
      rotate(found);
    }
    make();
    return read(file);
  }

  /** That with a version, also if it is not the present one. */
  Optional<SealingKey> ofVersion(String version) {
    SealingKey present = present();
    if (present.version().equals(version)) {
      return Optional.of(present);
    }
    Path before = before(version);
    return version.matches("[0-9a-f]{1,64}") && Files.exists(before) ? Optional.of(read(before)) : Optional.empty();
  }

  private Path before(String version) {
    return file.resolveSibling(file.getFileName() + "." + version);
  }

  private void rotate(SealingKey found) {
    try {
      Files.move(file, before(found.version()));
    } catch (IOException e) {
      throw new BadRequestException("Cannot rename " + file + " (" + e.getMessage() + "). Let the node write there", e);
    }
  }

  /** Of several processes that make one at once, all get the same. */
  private void make() {
    KeyPair keys = Certificates.x25519();
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(Certificates.sealing(identity.chain().getFirst(), identity.key(), keys.getPublic(), identity.id(),
        Duration.between(Instant.now(), identity.expires())));
    chain.addAll(identity.chain());
    Pem.publish(file, whole -> Pem.writeKeyAndChain(whole, keys.getPrivate(), chain, passphrase));
  }

  private SealingKey read(Path from) {
    return new SealingKey(identity.id(), Pem.readKey(from, "X25519", passphrase), Pem.readChainAfterKey(from));
  }
}
