package io.parley.identity;

import io.parley.plan.BadRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Keys and certificates in PEM files (RFC 7468). Files of keys are for their owner alone, and may have a passphrase (PBES2). */
final class Pem {
  private static final String KEY = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String REVOCATIONS = "X509 CRL";
  static final String REQUEST = "CERTIFICATE REQUEST";
  /** OWASP's advice for PBKDF2-HMAC-SHA256. */
  private static final int ITERATIONS = 600_000;

  /** Made when it is needed: it takes a while. */
  private static final class Encryption {
    static final Provider PROVIDER = new BouncyCastleProvider();
  }

  private Pem() {}

  /** Writes a file whole or not at all. */
  static void write(Path file, List<PemObject> objects, boolean secret) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      for (PemObject object : objects) {
        writer.writeObject(object);
      }
    } catch (IOException e) {
      throw new IllegalStateException("A string cannot be written", e);
    }
    Path draft = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.deleteIfExists(draft);
      Files.createFile(draft, (secret ? Permissions.OWNERS_FILE : Permissions.PUBLIC_FILE).of(draft));
      Files.writeString(draft, text.toString());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new BadRequestException("Cannot write " + file + " (" + e.getMessage() + "). Choose another --dir", e);
    }
  }

  static void writeKey(Path file, PrivateKey key, Optional<char[]> passphrase) {
    writeKeyAndChain(file, key, List.of(), passphrase);
  }

  static void writeKeyAndChain(Path file, PrivateKey key, List<X509Certificate> chain, Optional<char[]> passphrase) {
    PemObject own = passphrase.map(secret -> new PemObject(ENCRYPTED, encrypt(key.getEncoded(), secret)))
        .orElseGet(() -> new PemObject(KEY, key.getEncoded()));
    write(file, Stream.concat(Stream.of(own), objects(chain)).toList(), true);
  }

  static void writeChain(Path file, List<X509Certificate> chain) {
    write(file, objects(chain).toList(), false);
  }

  private static Stream<PemObject> objects(List<X509Certificate> chain) {
    return chain.stream().map(c -> new PemObject(CERTIFICATE, Certificates.der(c)));
  }

  /**
   * Makes a file that appears at once or not at all, unless another process is first.
   *
   * @param write makes it elsewhere
   */
  static void publish(Path file, Consumer<Path> write) {
    Path whole = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      write.accept(whole);
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      // Another process was first.
    } catch (IOException e) {
      throw new BadRequestException("Cannot make " + file + " (" + e.getMessage() + "). Let the node write there", e);
    } finally {
      delete(whole);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new BadRequestException("Cannot remove " + file + " (" + e.getMessage() + "). Let the node write there", e);
    }
  }

  static void writeRevocations(Path file, X509CRL list) {
    try {
      write(file, List.of(new PemObject(REVOCATIONS, list.getEncoded())), false);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A list that was made cannot be written", e);
    }
  }

  private static byte[] encrypt(byte[] key, char[] passphrase) {
    try {
      return new PKCS8EncryptedPrivateKeyInfoBuilder(PrivateKeyInfo.getInstance(key))
          .build(
              new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC).setProvider(Encryption.PROVIDER)
                  .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                  .setIterationCount(ITERATIONS).build(passphrase))
          .getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("A key cannot be encrypted", e);
    }
  }

  /**
   * @throws BadRequestException if it is missing, others may read it, or the passphrase is missing or wrong
   */
  static PrivateKey readKey(Path file, Optional<char[]> passphrase) {
    return readKey(file, "Ed25519", passphrase);
  }

  /** Likewise, of another algorithm. */
  static PrivateKey readKey(Path file, String algorithm, Optional<char[]> passphrase) {
    checkOwnersAlone(file);
    PemObject object = read(file).getFirst();
    try {
      byte[] der = switch (object.getType()) {
        case KEY -> object.getContent();
        case ENCRYPTED -> decrypt(file, object.getContent(), passphrase);
        default -> throw new BadRequestException(file + " holds a " + object.getType() + ", not a " + KEY);
      };
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new BadRequestException(file + " holds no " + algorithm + " key. Make one: parley keys new", e);
    }
  }

  private static byte[] decrypt(Path file, byte[] content, Optional<char[]> passphrase) {
    char[] secret = passphrase.orElseThrow(() -> new BadRequestException(
        file + " has a passphrase. Give it in the environment variable PARLEY_KEY_PASSPHRASE"));
    try {
      return new PKCS8EncryptedPrivateKeyInfo(content).decryptPrivateKeyInfo(
          new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(Encryption.PROVIDER).build(secret)).getEncoded();
    } catch (IOException | PKCSException e) {
      throw new BadRequestException("The passphrase in PARLEY_KEY_PASSPHRASE does not open " + file, e);
    }
  }

  static void checkOwnersAlone(Path file) {
    try {
      if (Files.exists(file) && Permissions.isOpenToOthers(file)) {
        throw new BadRequestException("Others than its owner may read or write " + file + ". Say: chmod 600 " + file);
      }
    } catch (IOException e) {
      throw new BadRequestException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  static List<X509Certificate> readChain(Path file) {
    return chain(file, read(file));
  }

  /** Of a file that begins with a key. */
  static List<X509Certificate> readChainAfterKey(Path file) {
    List<PemObject> objects = read(file);
    return chain(file, objects.subList(1, objects.size()));
  }

  private static List<X509Certificate> chain(Path file, List<PemObject> objects) {
    List<X509Certificate> chain = new ArrayList<>();
    for (PemObject object : objects) {
      if (!object.getType().equals(CERTIFICATE)) {
        throw new BadRequestException(file + " holds a " + object.getType() + ", not a " + CERTIFICATE);
      }
      try {
        chain.add(Certificates.read(object.getContent()));
      } catch (UntrustedException e) {
        throw new BadRequestException(file + ": " + e.getMessage(), e);
      }
    }
    return chain;
  }

  static X509CRL readRevocations(Path file) {
    try {
      return (X509CRL) CertificateFactory.getInstance("X.509")
          .generateCRL(new ByteArrayInputStream(read(file).getFirst().getContent()));
    } catch (GeneralSecurityException e) {
      throw new BadRequestException(file + " holds no list of revocations. Remove it, or fetch it again", e);
    }
  }

  /** At least one. */
  static List<PemObject> read(Path file) {
    List<PemObject> objects = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(Files.readString(file)))) {
      for (PemObject next = reader.readPemObject(); next != null; next = reader.readPemObject()) {
        objects.add(next);
      }
    } catch (IOException | RuntimeException e) {
      throw new BadRequestException("Cannot read " + file + " (" + e.getMessage() + "). It has to be a PEM file", e);
    }
    if (objects.isEmpty()) {
      throw new BadRequestException(file + " holds nothing in PEM form");
    }
    return objects;
  }
}
