package io.parley.identity;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Whom to believe who they are: those for whom a known CA vouches, and those whose own certificate is known. All
 * certificates below a CA are of one name, so an identity can vouch for its own successors and connections, but for nobody
 * else. Safe for use by several threads.
 */
public final class Trust {
  /** A connection, its identity, two earlier identities, and the CA. */
  public static final int LONGEST_CHAIN = 5;
  private static final int REMEMBERED = 4_096;
  private static final Trust ANYBODY = new Trust(InstantSource.system(), true, List.of(), List.of());

  private final InstantSource clock;
  private final boolean anybody;
  private final List<X509Certificate> known;
  private final List<X509CRL> revocations;
  /** Chains that were found good, by the certificates' fingerprints. */
  private final Map<String, Verified> verified = new ConcurrentHashMap<>();

  private record Verified(SpiffeId id, Instant until) {}

  private Trust(InstantSource clock, boolean anybody, List<X509Certificate> known, List<X509CRL> revocations) {
    this.clock = clock;
    this.anybody = anybody;
    this.known = List.copyOf(known);
    this.revocations = List.copyOf(revocations);
  }

  /**
   * @param known certificates of CAs, and of single identities
   * @param revocations lists of what CAs have taken back
   * @throws IllegalArgumentException if a certificate is of neither, or a list is of none of them
   */
  static Trust of(List<X509Certificate> known, List<X509CRL> revocations) {
    return of(InstantSource.system(), known, revocations);
  }

  /** Likewise, by another clock. */
  static Trust of(InstantSource clock, List<X509Certificate> known, List<X509CRL> revocations) {
    for (X509Certificate certificate : known) {
      if (Certificates.domain(certificate).isEmpty() && Certificates.id(certificate).isEmpty()) {
        throw new IllegalArgumentException("is of no CA and no identity of Parley");
      }
    }
    for (X509CRL list : revocations) {
      if (known.stream().noneMatch(ca -> isBy(list, ca))) {
        throw new IllegalArgumentException("is a list of revocations by no CA that is known here");
      }
    }
    return new Trust(clock, false, known, revocations);
  }

  /** Believes everybody, whoever they say they are: for development on one machine. */
  public static Trust anybody() {
    return ANYBODY;
  }

  private static boolean isBy(X509CRL list, X509Certificate ca) {
    try {
      list.verify(ca.getPublicKey());
      return list.getIssuerX500Principal().equals(ca.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether anybody is believed. */
  public boolean isBlind() {
    return anybody;
  }

  /**
   * Whose certificates these are.
   *
   * @param chain the own first
   * @throws UntrustedException if nobody vouches for them who is known, or they are expired or revoked
   */
  public SpiffeId verify(List<X509Certificate> chain) throws UntrustedException {
    if (chain.isEmpty() || chain.size() > LONGEST_CHAIN) {
      throw new UntrustedException("it shows " + chain.size() + " certificates; 1 to " + LONGEST_CHAIN
          + " are possible");
    }
    Instant now = clock.instant();
    String key = chain.stream().map(Identity::fingerprint).collect(Collectors.joining());
    Verified before = verified.get(key);
    if (before != null && now.isBefore(before.until())) {
      return before.id();
    }
    SpiffeId id = check(chain, now);
    Instant until = chain.stream().map(c -> c.getNotAfter().toInstant()).min(Instant::compareTo).orElseThrow();
    if (verified.size() >= REMEMBERED) {
      verified.clear();
    }
    verified.put(key, new Verified(id, until));
    return id;
  }

  private SpiffeId check(List<X509Certificate> chain, Instant now) throws UntrustedException {
    SpiffeId id = Certificates.id(chain.getFirst())
        .orElseThrow(() -> new UntrustedException("its certificate has no name of Parley in it"));
    Set<X509Certificate> anchors = new HashSet<>(known);
    if (anybody) {
      anchors.add(chain.getLast());
    }
    X509Certificate anchor = validate(id, chain, anchors, Date.from(now));
    for (X509Certificate link : chain) {
      if (!link.equals(anchor) && !Certificates.id(link).equals(Optional.of(id))) {
        throw new UntrustedException("its certificate is for " + id + ", but who vouches for it has another name");
      }
      if (revocations.stream().anyMatch(list -> list.isRevoked(link))) {
        throw new UntrustedException("the certificate of " + id + " is revoked");
      }
    }
    boolean fits = Certificates.domain(anchor).map(id.domain()::equals)
        .orElseGet(() -> Certificates.id(anchor).equals(Optional.of(id)));
    if (!fits) {
      throw new UntrustedException("its certificate is for " + id + ", which its CA does not vouch for");
    }
    return id;
  }

  /** The one of the anchors from which the chain hangs. */
  private static X509Certificate validate(SpiffeId id, List<X509Certificate> chain, Set<X509Certificate> anchors,
      Date now)
      throws UntrustedException {
    List<X509Certificate> path = anchors.contains(chain.getLast()) ? chain.subList(0, chain.size() - 1) : chain;
    try {
      if (path.isEmpty()) {
        chain.getFirst().checkValidity(now);
        return chain.getFirst();
      }
      if (anchors.isEmpty()) {
        throw new UntrustedException("nobody is known here who could vouch for " + id);
      }
      PKIXParameters parameters = new PKIXParameters(
          anchors.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(Collectors.toSet()));
      parameters.setRevocationEnabled(false);
      parameters.setDate(now);
      var result = (PKIXCertPathValidatorResult) CertPathValidator.getInstance("PKIX").validate(
          CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      X509Certificate anchor = result.getTrustAnchor().getTrustedCert();
      anchor.checkValidity(now);
      return anchor;
    } catch (CertPathValidatorException e) {
      if (e.getReason() == CertPathValidatorException.BasicReason.EXPIRED) {
        throw new UntrustedException("a certificate of " + id + " is expired", e);
      }
      throw new UntrustedException("nobody who is known here vouches for " + id + " (" + e.getMessage() + ")", e);
    } catch (GeneralSecurityException e) {
      throw new UntrustedException("the certificate of " + id + " is not valid (" + e.getMessage() + ")", e);
    }
  }
}
