package io.parley.identity;

import io.parley.plan.BadRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
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
  private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";
  /** OWASP's advice for PBKDF2-HMAC-SHA256. */
  private static final int ITERATIONS = 600_000;
  private static final int SALT_BYTES = 16;
  private static final Set<PosixFilePermission> OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ,
      PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

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
      if (isPosix(file)) {
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--")));
      }
      Files.writeString(draft, text.toString(), StandardOpenOption.CREATE);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new BadRequestException("Cannot write " + file + " (" + e.getMessage() + "). Choose another --dir", e);
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  static void writeKey(Path file, PrivateKey key, Optional<char[]> passphrase) {
    write(file, List.of(passphrase.map(secret -> new PemObject(ENCRYPTED, encrypt(key.getEncoded(), secret)))
        .orElseGet(() -> new PemObject(KEY, key.getEncoded()))), true);
  }

  static void writeChain(Path file, List<X509Certificate> chain) {
    write(file, chain.stream().map(c -> new PemObject(CERTIFICATE, Certificates.der(c))).toList(), false);
  }

  static void writeRevocations(Path file, X509CRL list) {
    try {
      write(file, List.of(new PemObject(REVOCATIONS, list.getEncoded())), false);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A list that was made cannot be written", e);
    }
  }

  private static byte[] encrypt(byte[] key, char[] passphrase) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] iv = new byte[SALT_BYTES];
    SecureRandom random = new SecureRandom();
    random.nextBytes(salt);
    random.nextBytes(iv);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, secret(passphrase),
          new PBEParameterSpec(salt, ITERATIONS, new IvParameterSpec(iv)));
      return new EncryptedPrivateKeyInfo(cipher.getParameters(), cipher.doFinal(key)).getEncoded();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The JDK has no " + CIPHER, e);
    }
  }

  private static SecretKey secret(char[] passphrase) throws GeneralSecurityException {
    return SecretKeyFactory.getInstance(CIPHER).generateSecret(new PBEKeySpec(passphrase));
  }

  /**
   * @throws BadRequestException if it is missing, others may read it, or the passphrase is missing or wrong
   */
  static PrivateKey readKey(Path file, Optional<char[]> passphrase) {
    checkOwnersAlone(file);
    PemObject object = read(file).getFirst();
    try {
      byte[] der = switch (object.getType()) {
        case KEY -> object.getContent();
        case ENCRYPTED -> decrypt(file, object.getContent(), passphrase);
        default -> throw new BadRequestException(file + " holds a " + object.getType() + ", not a " + KEY);
      };
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new BadRequestException(file + " holds no Ed25519 key. Make one: parley keys new", e);
    }
  }

  private static byte[] decrypt(Path file, byte[] content, Optional<char[]> passphrase) {
    char[] secret = passphrase.orElseThrow(() -> new BadRequestException(
        file + " has a passphrase. Give it in the environment variable PARLEY_KEY_PASSPHRASE"));
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.DECRYPT_MODE, secret(secret), info.getAlgParameters());
      return cipher.doFinal(info.getEncryptedData());
    } catch (GeneralSecurityException | IOException e) {
      throw new BadRequestException("The passphrase in PARLEY_KEY_PASSPHRASE does not open " + file, e);
    }
  }

  private static void checkOwnersAlone(Path file) {
    try {
      if (isPosix(file) && Files.exists(file)
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new BadRequestException("Others than its owner may read or write " + file + ". Say: chmod 600 " + file);
      }
    } catch (IOException e) {
      throw new BadRequestException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  static List<X509Certificate> readChain(Path file) {
    List<X509Certificate> chain = new ArrayList<>();
    for (PemObject object : read(file)) {
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
