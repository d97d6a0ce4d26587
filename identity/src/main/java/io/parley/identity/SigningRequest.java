package io.parley.identity;

import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * What somebody asks a CA to vouch for (PKCS #10, RFC 2986): a name, and a key that they have.
 */
record SigningRequest(SpiffeId id, PublicKey key) {
  static void write(Path file, SpiffeId id, KeyPair keys) {
    try {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.subjectAlternativeName, false,
          new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, id.toString())));
      byte[] request = new JcaPKCS10CertificationRequestBuilder(
          new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, id.operator()).addRDN(BCStyle.CN, id.name()).build(),
          keys.getPublic()).addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
          .build(Certificates.signer(keys.getPrivate())).getEncoded();
      Pem.write(file, List.of(new PemObject(Pem.REQUEST, request)), false);
    } catch (IOException e) {
      throw new IllegalStateException("A request cannot be made", e);
    }
  }

  /**
   * @throws BadRequestException if the file holds none, or one of somebody who has not the key
   */
  static SigningRequest read(Path file) {
    PemObject object = Pem.read(file).getFirst();
    if (!object.getType().equals(Pem.REQUEST)) {
      throw new BadRequestException(file + " holds a " + object.getType() + ", not a " + Pem.REQUEST
          + ". 'parley keys new' makes one, NAME.csr");
    }
    try {
      JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(object.getContent());
      PublicKey key = request.getPublicKey();
      if (!key.getAlgorithm().equals("EdDSA")
          || !request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw new BadRequestException(file + " is not signed with the Ed25519 key that it is for");
      }
      GeneralNames names = GeneralNames.fromExtensions(request.getRequestedExtensions(),
          Extension.subjectAlternativeName);
      List<String> uris = names == null
          ? List.of()
          : Arrays.stream(names.getNames()).filter(n -> n.getTagNo() == GeneralName.uniformResourceIdentifier)
              .map(n -> n.getName().toString()).toList();
      SpiffeId id = uris.size() == 1 ? SpiffeId.parse(uris.getFirst()).orElse(null) : null;
      if (id == null) {
        throw new BadRequestException(file + " is for " + uris + ", not for a name spiffe://DOMAIN/OPERATOR/ROLE/NAME");
      }
      return new SigningRequest(id, key);
    } catch (IOException | GeneralSecurityException | OperatorCreationException | PKCSException e) {
      throw new BadRequestException(file + " holds no request for a certificate (" + e.getMessage() + ")", e);
    }
  }
}
