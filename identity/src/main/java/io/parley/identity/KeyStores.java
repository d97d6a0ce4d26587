package io.parley.identity;

import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Keys with their certificates in PKCS #12 stores (RFC 7292), as other tools make them. */
final class KeyStores {
  private KeyStores() {}

  /** A key, and its certificate with those that vouch for it. */
  record Entry(PrivateKey key, List<X509Certificate> chain) {}

  /**
   * The one key of a store.
   *
   * @throws BadRequestException if others may read the file, the passphrase does not open it, or it has not one key
   */
  static Entry read(Path file, Optional<char[]> passphrase) {
    Pem.checkOwnersAlone(file);
    char[] secret = passphrase.orElseGet(() -> new char[0]);
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, secret);
      List<String> keys = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          keys.add(alias);
        }
      }
      if (keys.size() != 1) {
        throw new BadRequestException(file + " has " + keys.size() + " keys, not one. Make a store for each identity");
      }
      Key key = store.getKey(keys.getFirst(), secret);
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate link : store.getCertificateChain(keys.getFirst())) {
        chain.add((X509Certificate) link);
      }
      if (!key.getAlgorithm().equals("EdDSA") && !key.getAlgorithm().equals("Ed25519")) {
        throw new BadRequestException(file + " holds a key for " + key.getAlgorithm() + ", not for Ed25519. Make one: "
            + "parley keys new");
      }
      return new Entry((PrivateKey) key, chain);
    } catch (IOException | GeneralSecurityException e) {
      throw new BadRequestException("The passphrase in PARLEY_KEY_PASSPHRASE does not open " + file, e);
    }
  }
}
