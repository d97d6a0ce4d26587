package io.parley.identity;

import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The keys of a node, a person or a CA, in files.
 *
 * <pre>
 *   ca.crt, ca.crl            the consortium's CA, and what it has taken back
 *   ca.key                    its key; at the CA only
 *   ROLE-NAME.key, .crt       an identity's key, and its certificate with those that vouch for it
 *   ROLE-NAME.p12             both in one PKCS #12 store, in their place
 *   ROLE-NAME.csr             what the CA is asked to sign
 *   ROLE-NAME.key.SERIAL      a key that was rotated out
 *   ROLE-NAME.sealing         the key to which others seal for it, with its certificates
 *   ROLE-NAME.sealing.SERIAL  one before, needed while something is sealed to it
 *   store.key                 from which the keys of what a node stores elsewhere are derived; made on first use
 *   trusted/*.crt             further CAs, and single identities that are believed
 * </pre>
 */
public final class KeyDirectory {
  /** Of a consortium's root. */
  public static final Duration CA_LASTS = Duration.ofDays(3_650);
  /** Of an identity. */
  public static final Duration IDENTITY_LASTS = Duration.ofDays(825);
  /** Ahead of its end, an expiring certificate is warned of. */
  public static final int WARNED_DAYS = 30;
  private static final Duration REVOCATIONS_LAST = Duration.ofDays(3_650);

  private static final int SECRET_BYTES = 32;
  private static final String CERTIFICATE = ".crt";
  private static final String STORE = ".p12";

  private final Path directory;
  private final Optional<char[]> passphrase;

  /**
   * @param passphrase of the keys in it, if they have one
   */
  public KeyDirectory(Path directory, Optional<String> passphrase) {
    this.directory = directory;
    this.passphrase = passphrase.filter(text -> !text.isEmpty()).map(String::toCharArray);
  }

  public Path path() {
    return directory;
  }

  private Path trusted() {
    return directory.resolve("trusted");
  }

  private Path caCertificate() {
    return directory.resolve("ca.crt");
  }

  private Path caKey() {
    return directory.resolve("ca.key");
  }

  private Path caRevocations() {
    return directory.resolve("ca.crl");
  }

  private Path file(SpiffeId id, String extension) {
    return directory.resolve(id.fileName() + extension);
  }

  /**
   * Makes a CA.
   *
   * @throws BadRequestException if there is one already
   */
  public X509Certificate createCa(String domain) {
    SpiffeId.checkDomain(domain);
    checkNew(caKey());
    checkNew(caCertificate());
    makeDirectory();
    KeyPair keys = Certificates.ed25519();
    X509Certificate certificate = Certificates.ca(keys, domain, CA_LASTS);
    Pem.writeKey(caKey(), keys.getPrivate(), passphrase);
    Pem.writeChain(caCertificate(), List.of(certificate));
    Pem.writeRevocations(caRevocations(),
        Certificates.revocations(certificate, keys.getPrivate(), List.of(), REVOCATIONS_LAST));
    return certificate;
  }

  /**
   * Makes a key, and a request for the CA to sign; signs it if this is the CA's directory.
   *
   * @param domain empty for that of the CA whose certificate is here
   * @return the certificate, or else the request
   * @throws BadRequestException if there is such an identity already, or no domain
   */
  public Path createIdentity(Optional<String> domain, String operator, IdentityRole role, String name) {
    SpiffeId id = new SpiffeId(domain.or(this::domain).orElseThrow(() -> new BadRequestException("There is no "
        + caCertificate() + " that tells the trust domain. Copy the CA's there, or give --domain")), operator, role,
        name);
    checkNew(file(id, ".key"));
    makeDirectory();
    KeyPair keys = Certificates.ed25519();
    Pem.writeKey(file(id, ".key"), keys.getPrivate(), passphrase);
    Path request = file(id, ".csr");
    SigningRequest.write(request, id, keys);
    if (!Files.exists(caKey())) {
      return request;
    }
    Path certificate = sign(request);
    sealing(role, name);
    return certificate;
  }

  /** The trust domain of the CA whose certificate is here; empty if there is none. */
  public Optional<String> domain() {
    return Files.exists(caCertificate())
        ? Certificates.domain(Pem.readChain(caCertificate()).getFirst())
        : Optional.empty();
  }

  /**
   * Has the CA of this directory sign a request.
   *
   * @return the certificate, beside the request
   * @throws BadRequestException if there is no CA here, or the request is not one that it signs
   */
  public Path sign(Path request) {
    SigningRequest asked = SigningRequest.read(request);
    X509Certificate ca = ca();
    String domain = Certificates.domain(ca).orElseThrow();
    if (!asked.id().domain().equals(domain)) {
      throw new BadRequestException(request + " is for " + asked.id() + ", but this CA vouches for " + domain
          + " alone. Make it with that --domain");
    }
    Path certificate = request.resolveSibling(asked.id().fileName() + CERTIFICATE);
    Pem.writeChain(certificate, List.of(Certificates.identity(ca, Pem.readKey(caKey(), passphrase), asked.key(),
        asked.id(), IDENTITY_LASTS)));
    return certificate;
  }

  private X509Certificate ca() {
    if (!Files.exists(caKey()) || !Files.exists(caCertificate())) {
      throw new BadRequestException("There is no CA in " + directory + ". Make one: parley keys ca --dir " + directory);
    }
    return Pem.readChain(caCertificate()).getFirst();
  }

  /**
   * Gives an identity another key, for which the CA vouches if its key is here, else the identity's key until now.
   *
   * @return the certificate
   */
  public Path rotate(IdentityRole role, String name) {
    Path store = directory.resolve(SpiffeId.fileName(role, name) + STORE);
    if (Files.exists(store)) {
      throw new BadRequestException(store + " is not Parley's to change. Put a store with the next key there");
    }
    Identity before = load(role, name);
    SpiffeId id = before.id();
    KeyPair keys = Certificates.ed25519();
    List<X509Certificate> chain = new ArrayList<>();
    if (Files.exists(caKey())) {
      chain.add(Certificates.identity(ca(), Pem.readKey(caKey(), passphrase), keys.getPublic(), id, IDENTITY_LASTS));
    } else {
      chain.add(Certificates.identity(before.chain().getFirst(), before.key(), keys.getPublic(), id, IDENTITY_LASTS));
      chain.addAll(before.chain());
      if (chain.size() > Trust.LONGEST_CHAIN - 2) {
        throw new BadRequestException(id + " was rotated " + (chain.size() - 2)
            + " times by itself. Have the CA sign the next: parley keys sign");
      }
    }
    Path key = file(id, ".key");
    Path draft = file(id, ".key.next");
    Pem.writeKey(draft, keys.getPrivate(), passphrase);
    try {
      Files.move(key, file(id, ".key." + before.chain().getFirst().getSerialNumber().toString(16)));
      Files.move(draft, key, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new BadRequestException("Cannot replace " + key + ": " + e.getMessage(), e);
    }
    Pem.writeChain(file(id, CERTIFICATE), chain);
    sealing(role, name);
    return file(id, CERTIFICATE);
  }

  /**
   * Has the CA of this directory take a certificate back.
   *
   * @return the list of all that it has, which the others need
   */
  public Path revoke(Path certificate) {
    X509Certificate ca = ca();
    Set<BigInteger> serials = new HashSet<>();
    if (Files.exists(caRevocations())) {
      var entries = Pem.readRevocations(caRevocations()).getRevokedCertificates();
      if (entries != null) {
        entries.forEach(entry -> serials.add(entry.getSerialNumber()));
      }
    }
    X509Certificate taken = Pem.readChain(certificate).getFirst();
    if (!taken.getIssuerX500Principal().equals(ca.getSubjectX500Principal())) {
      throw new BadRequestException(certificate + " is not of this CA. Name one that it signed");
    }
    serials.add(taken.getSerialNumber());
    Pem.writeRevocations(caRevocations(),
        Certificates.revocations(ca, Pem.readKey(caKey(), passphrase), serials, REVOCATIONS_LAST));
    return caRevocations();
  }

  /**
   * Reads an identity.
   *
   * @throws BadRequestException if its files are missing, do not belong together, or nobody vouches for it
   */
  public Identity load(IdentityRole role, String name) {
    String file = SpiffeId.fileName(role, name);
    Path store = directory.resolve(file + STORE);
    if (Files.exists(store)) {
      KeyStores.Entry entry = KeyStores.read(store, passphrase);
      return checked(role, name, store, store, entry.key(), entry.chain());
    }
    Path key = directory.resolve(file + ".key");
    Path certificate = directory.resolve(file + CERTIFICATE);
    if (!Files.exists(key)) {
      throw new BadRequestException("There is no " + key + ". Make it: parley keys new " + name + " --role "
          + role.text() + " --operator ORGANISATION --dir " + directory);
    }
    if (!Files.exists(certificate)) {
      throw new BadRequestException("There is no " + certificate + ". Have the CA sign " + directory.resolve(file
          + ".csr") + ": parley keys sign");
    }
    return checked(role, name, key, certificate, Pem.readKey(key, passphrase), Pem.readChain(certificate));
  }

  /**
   * The key to which others seal what is for an identity. Made on first use, and made anew when the identity's key has been
   * rotated.
   *
   * @throws BadRequestException as {@link #load}
   */
  public SealingKey sealing(IdentityRole role, String name) {
    return sealingKeys(role, name).present();
  }

  /**
   * Likewise, the one with a version.
   *
   * @return empty if there is none any more
   */
  public Optional<SealingKey> sealing(IdentityRole role, String name, String version) {
    return sealingKeys(role, name).ofVersion(version);
  }

  private SealingKeys sealingKeys(IdentityRole role, String name) {
    Identity identity = load(role, name);
    return new SealingKeys(file(identity.id(), SealingKeys.FILE), identity, passphrase);
  }

  private Identity checked(IdentityRole role, String name, Path key, Path certificate, PrivateKey secret,
      List<X509Certificate> chain) {
    SpiffeId id = Certificates.id(chain.getFirst()).filter(i -> i.role() == role && i.name().equals(name))
        .orElseThrow(() -> new BadRequestException(certificate + " is not for the " + role.text() + " " + name));
    Identity identity = new Identity(id, secret, chain);
    try {
      identity.sign("check", new byte[0]).verify(trust(), "check");
    } catch (UntrustedException e) {
      throw new BadRequestException(key + " and " + certificate + " are of no use: " + e.getMessage()
          + ". Have the CA sign it again, or put the CA's certificate into " + caCertificate(), e);
    }
    return identity;
  }

  /**
   * A secret of this directory's owner, the same each time, for files that are kept elsewhere: HKDF-SHA256 (RFC 5869) of
   * the key in {@code store.key}. Of several processes that make that at once, all get the same.
   *
   * @param purpose of what it is for; each has a secret of its own
   * @return 32 bytes
   */
  public byte[] secret(String purpose) {
    Path file = directory.resolve("store.key");
    if (!Files.exists(file)) {
      Pem.publish(file, whole -> Pem.writeKey(whole, Certificates.ed25519().getPrivate(), passphrase));
    }
    try {
      return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract()
          .addIKM(Pem.readKey(file, passphrase).getEncoded())
          .thenExpand(purpose.getBytes(StandardCharsets.US_ASCII), SECRET_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no HKDF-SHA256", e);
    }
  }

  /** Whom this directory's owner believes. */
  public Trust trust() {
    List<X509Certificate> known = new ArrayList<>();
    List<X509CRL> revocations = new ArrayList<>();
    List<Path> files = new ArrayList<>(list(trusted(), "*" + CERTIFICATE));
    if (Files.exists(caCertificate())) {
      files.addFirst(caCertificate());
    }
    if (files.isEmpty()) {
      throw new BadRequestException("There is no " + caCertificate()
          + ". Put the CA's certificate there, or those of single identities into " + trusted());
    }
    files.forEach(file -> known.add(Pem.readChain(file).getFirst()));
    list(directory, "*.crl").forEach(file -> revocations.add(Pem.readRevocations(file)));
    try {
      return Trust.of(known, revocations);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("A file in " + directory + " " + e.getMessage() + ". Remove it", e);
    }
  }

  /** The certificates that are here. */
  public List<Path> certificates() {
    return list(directory, "*" + CERTIFICATE);
  }

  /** The names of the identities of a role that are here. */
  public List<String> names(IdentityRole role) {
    String prefix = SpiffeId.fileName(role, "");
    return Stream.concat(certificates().stream(), list(directory, "*" + STORE).stream())
        .map(file -> String.valueOf(file.getFileName())).filter(file -> file.startsWith(prefix))
        .map(file -> file.substring(prefix.length(), file.length() - CERTIFICATE.length())).distinct().toList();
  }

  /** The names and times of all files that matter: another list if any has changed. */
  public List<String> stamps() {
    List<String> stamps = new ArrayList<>();
    for (Path in : List.of(directory, trusted())) {
      for (Path file : list(in, "*")) {
        try {
          stamps.add(file + " " + Files.getLastModifiedTime(file).toMillis());
        } catch (IOException e) {
          throw new BadRequestException("Cannot read " + file + ": " + e.getMessage(), e);
        }
      }
    }
    return stamps;
  }

  /** Likewise, with what there is to say of them. */
  public List<KnownCertificate> known() {
    List<X509CRL> revocations = list(directory, "*.crl").stream().map(Pem::readRevocations).toList();
    List<KnownCertificate> out = new ArrayList<>();
    for (Path file : Stream.concat(certificates().stream(), list(directory, "*" + SealingKeys.FILE).stream())
        .toList()) {
      boolean seals = file.toString().endsWith(SealingKeys.FILE);
      X509Certificate certificate = (seals ? Pem.readChainAfterKey(file) : Pem.readChain(file)).getFirst();
      Instant expires = certificate.getNotAfter().toInstant();
      long days = Duration.between(Instant.now(), expires).toDays();
      String state = revocations.stream().anyMatch(list -> list.isRevoked(certificate))
          ? "revoked"
          : Instant.now().isAfter(expires)
              ? "expired"
              : days <= WARNED_DAYS ? "expires in " + days + " days" : "valid";
      String name = Certificates.id(certificate).map(id -> seals ? id + ", to seal to" : id.toString())
          .or(() -> Certificates.domain(certificate).map(domain -> "CA of " + domain)).orElse("of nobody");
      out.add(new KnownCertificate(String.valueOf(file.getFileName()), name, expires, state,
          Identity.fingerprint(certificate)));
    }
    return out;
  }

  private static List<Path> list(Path in, String pattern) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(in)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(in, pattern)) {
        found.forEach(files::add);
      } catch (IOException e) {
        throw new BadRequestException("Cannot read " + in + ": " + e.getMessage(), e);
      }
    }
    files.sort(null);
    return files;
  }

  private void makeDirectory() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new BadRequestException("Cannot make " + directory + " (" + e.getMessage() + "). Choose another --dir", e);
    }
  }

  private static void checkNew(Path file) {
    if (Files.exists(file)) {
      throw new BadRequestException(
          file + " is there already. Choose another name or --dir; 'parley keys rotate' gives an"
              + " identity another key");
    }
  }
}
