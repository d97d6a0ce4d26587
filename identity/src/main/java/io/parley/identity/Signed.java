package io.parley.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PublicKeyFactory;

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
      if (!(PublicKeyFactory.createKey(certificates.getFirst().getPublicKey()
          .getEncoded()) instanceof Ed25519PublicKeyParameters key)) {
        throw new UntrustedException("the key of " + id + " is not an Ed25519 key");
      }
      Ed25519Signer check = new Ed25519Signer();
      check.init(false, key);
      update(check, purpose, body);
      if (!check.verifySignature(signature)) {
        throw new UntrustedException("the signature of " + id + " is wrong");
      }
    } catch (IOException e) {
      throw new UntrustedException("the key of " + id + " is malformed", e);
    }
    return id;
  }

  static void update(Ed25519Signer signer, String purpose, byte[] body) {
    byte[] domain = purpose.getBytes(StandardCharsets.US_ASCII);
    signer.update(domain, 0, domain.length);
    signer.update((byte) 0);
    signer.update(body, 0, body.length);
  }

  @Override
  public String toString() {
    return "Signed[" + body.length + " bytes]";
  }
}
