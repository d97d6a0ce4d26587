package io.parley.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A message with its signature: Ed25519 over the purpose in ASCII, a zero byte, and the body.
 *
 * @param chain the signer's certificates in DER, its own first
 */
public record Signed(byte[] body, byte[] signature, List<byte[]> chain) {
  public Signed {
    chain = List.copyOf(chain);
  }

  /**
   * Who signed it.
   *
   * @throws UntrustedException if nobody did who can be believed
   */
  public SpiffeId verify(Trust trust, String purpose) throws UntrustedException {
    try {
      return verified(trust, purpose);
    } catch (RuntimeException e) { // which the JDK throws of some malformed certificates
      throw new UntrustedException("what it shows cannot be read", e);
    }
  }

  private SpiffeId verified(Trust trust, String purpose) throws UntrustedException {
    List<X509Certificate> certificates = Certificates.readChain(chain);
    SpiffeId id = trust.verify(certificates);
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(certificates.getFirst());
      update(check, purpose, body);
      if (!check.verify(signature)) {
        throw new UntrustedException("the signature of " + id + " is wrong");
      }
    } catch (GeneralSecurityException e) {
      throw new UntrustedException("the signature of " + id + " is malformed", e);
    }
    return id;
  }

  static void update(Signature signature, String purpose, byte[] body) throws SignatureException {
    signature.update(purpose.getBytes(StandardCharsets.US_ASCII));
    signature.update((byte) 0);
    signature.update(body);
  }

  @Override
  public String toString() {
    return "Signed[" + body.length + " bytes]";
  }
}
