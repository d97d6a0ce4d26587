package io.parley.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * X.509 certificates (RFC 5280) for the keys of a consortium: its CA vouches for identities, and an identity vouches for
 * its successor, for the keys of its TLS connections, and for those to which others seal. Each has its SPIFFE ID as the URI in its alternative names.
 */
final class Certificates {
  /** Clocks differ. */
  private static final Duration SKEW = Duration.ofMinutes(10);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SERIAL_BITS = 120;
  private static final int URI = GeneralName.uniformResourceIdentifier;

  /** What a certificate is for. */
  private enum Use {
    /** Below it are identities, with successors and connections. */
    CA(3, KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign), IDENTITY(2, CA.keyUsage), CONNECTION(-1,
        KeyUsage.digitalSignature),
    SEALING(-1, KeyUsage.keyAgreement);

    private final int depth;
    private final int keyUsage;

    Use(int depth, int keyUsage) {
      this.depth = depth;
      this.keyUsage = keyUsage;
    }
  }

  private Certificates() {}

  static KeyPair ed25519() {
    return keys("Ed25519");
  }

  private static KeyPair keys(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no " + algorithm, e);
    }
  }

  static KeyPair x25519() {
    return keys("X25519");
  }

  /** For TLS, since not all implementations take Ed25519 there. */
  static KeyPair p256() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no P-256", e);
    }
  }

  /** A consortium's root. */
  static X509Certificate ca(KeyPair keys, String domain, Duration lasts) {
    X500Name name = name(domain, "Parley CA");
    return issue(name, keys.getPrivate(), name, keys.getPublic(), Use.CA, List.of(uri("spiffe://" + domain)), lasts);
  }

  /** An identity that nobody vouches for. */
  static X509Certificate alone(KeyPair keys, SpiffeId id, Duration lasts) {
    return issue(name(id), keys.getPrivate(), name(id), keys.getPublic(), Use.IDENTITY,
        List.of(uri(id.toString())), lasts);
  }

  /**
   * An identity, vouched for by a CA, or by what the identity was before.
   *
   * @param issuer the certificate of whoever vouches
   */
  static X509Certificate identity(X509Certificate issuer, PrivateKey issuerKey, PublicKey key, SpiffeId id,
      Duration lasts) {
    return issue(subject(issuer), issuerKey, name(id), key, Use.IDENTITY, List.of(uri(id.toString())), lasts);
  }

  /**
   * A key for TLS of an identity.
   *
   * @param host a name or an address at which it is reached
   */
  static X509Certificate connection(X509Certificate issuer, PrivateKey issuerKey, PublicKey key, SpiffeId id,
      String host, Duration lasts) {
    boolean isAddress = host.indexOf(':') >= 0 || host.chars().noneMatch(Character::isLetter);
    return issue(subject(issuer), issuerKey, name(id), key, Use.CONNECTION, List.of(uri(id.toString()),
        new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, host)), lasts);
  }

  /** A key to which others seal what is for an identity. */
  static X509Certificate sealing(X509Certificate issuer, PrivateKey issuerKey, PublicKey key, SpiffeId id,
      Duration lasts) {
    return issue(subject(issuer), issuerKey, name(id), key, Use.SEALING, List.of(uri(id.toString())), lasts);
  }

  private static GeneralName uri(String uri) {
    return new GeneralName(URI, uri);
  }

  private static X500Name name(SpiffeId id) {
    return name(id.operator(), id.role().text() + " " + id.name());
  }

  private static X500Name name(String organisation, String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, organisation).addRDN(BCStyle.CN, commonName).build();
  }

  private static X500Name subject(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private static X509Certificate issue(X500Name issuer, PrivateKey issuerKey, X500Name subject, PublicKey key, Use use,
      List<GeneralName> names, Duration lasts) {
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(issuer,
        new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1), Date.from(now.minus(SKEW)),
        Date.from(now.plus(lasts)), subject, key);
    try {
      builder.addExtension(Extension.basicConstraints, true,
          use.depth >= 0 ? new BasicConstraints(use.depth) : new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(use.keyUsage));
      builder.addExtension(Extension.subjectAlternativeName, false,
          new GeneralNames(names.toArray(GeneralName[]::new)));
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer(issuerKey)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("A certificate cannot be made", e);
    }
  }

  static ContentSigner signer(PrivateKey key) {
    try {
      return new JcaContentSignerBuilder(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "Ed25519").build(key);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("A key of " + key.getAlgorithm() + " cannot sign", e);
    }
  }

  /** The list of all certificates that a CA has taken back. */
  static X509CRL revocations(X509Certificate ca, PrivateKey caKey, Collection<BigInteger> serials, Duration lasts) {
    Instant now = Instant.now();
    JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(ca.getSubjectX500Principal(), Date.from(now.minus(SKEW)));
    builder.setNextUpdate(Date.from(now.plus(lasts)));
    serials.forEach(serial -> builder.addCRLEntry(serial, Date.from(now), 0));
    try {
      return new JcaX509CRLConverter().getCRL(builder.build(signer(caKey)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A list of revocations cannot be made", e);
    }
  }

  /** Reads those that somebody shows; none if they are more than anybody has. */
  static List<X509Certificate> readChain(List<byte[]> der) throws UntrustedException {
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] each : der.size() > Trust.LONGEST_CHAIN ? List.<byte[]>of() : der) {
      chain.add(read(each));
    }
    return chain;
  }

  /** Reads one from its DER form. */
  static X509Certificate read(byte[] der) throws UntrustedException {
    try {
      return (X509Certificate) CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new UntrustedException("what it shows is no certificate", e);
    }
  }

  static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read cannot be written", e);
    }
  }

  /** Whose it is; empty if it is not of an identity. */
  static Optional<SpiffeId> id(X509Certificate certificate) {
    return uri(certificate).flatMap(SpiffeId::parse);
  }

  /** The domain of a CA; empty if it is of something else. */
  static Optional<String> domain(X509Certificate certificate) {
    return uri(certificate).filter(uri -> uri.matches("spiffe://[^/]+"))
        .map(uri -> uri.substring("spiffe://".length()));
  }

  /** The only one. */
  private static Optional<String> uri(X509Certificate certificate) {
    List<String> uris = new ArrayList<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.getFirst().equals(URI)) {
          uris.add(String.valueOf(name.getLast()));
        }
      }
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
    return uris.size() == 1 ? Optional.of(uris.getFirst()) : Optional.empty();
  }
}
