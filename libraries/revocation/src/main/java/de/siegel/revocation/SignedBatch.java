package de.siegel.revocation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * A batch in a CMS signed message (RFC 5652, content inside), as the gateway takes it: signed with
 * the upload certificate, which is in it.
 */
public final class SignedBatch {
  private SignedBatch() {}

  /**
   * Signs a batch: ECDSA with SHA-256.
   *
   * @param key of that certificate
   * @return DER
   */
  public static byte[] sign(
      RevocationBatch batch, X509Certificate certificate, PrivateKey key, Provider provider) {
    try {
      X509CertificateHolder holder = new JcaX509CertificateHolder(certificate);
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addCertificate(holder);
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(
                  new JcaDigestCalculatorProviderBuilder().setProvider(provider).build())
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA").setProvider(provider).build(key),
                  holder));
      return generator
          .generate(new CMSProcessableByteArray(batch.json()), true)
          .toASN1Structure()
          .getEncoded("DER");
    } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
      throw new IllegalStateException("a batch cannot be signed", e);
    }
  }

  /** As the gateway takes it: base64 of the DER. */
  public static String base64(byte[] cms) {
    return Base64.getEncoder().encodeToString(cms);
  }

  /**
   * Opens a batch whose one signer is a certificate that is trusted beforehand. Whatever
   * certificates are in the message do not matter.
   *
   * @param cms DER, of any content
   * @throws IllegalArgumentException if it is no such message, or the batch in it is wrong
   */
  public static RevocationBatch open(byte[] cms, X509Certificate trusted, Provider provider) {
    if (cms.length > 2 * RevocationBatch.LONGEST) {
      throw new IllegalArgumentException("the message is too long for a batch");
    }
    byte[] content;
    try {
      CMSSignedData message = new CMSSignedData(new ByteArrayInputStream(cms));
      List<SignerInformation> signers = new ArrayList<>(message.getSignerInfos().getSigners());
      if (signers.size() != 1
          || !signers
              .get(0)
              .verify(
                  new JcaSimpleSignerInfoVerifierBuilder().setProvider(provider).build(trusted))) {
        throw new IllegalArgumentException("not signed by the upload certificate");
      }
      if (message.getSignedContent() == null) {
        throw new IllegalArgumentException("the batch is not in the message");
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      message.getSignedContent().write(out);
      content = out.toByteArray();
    } catch (CMSException | OperatorCreationException | IOException e) {
      throw new IllegalArgumentException("no CMS signed message of the upload certificate", e);
    }
    return RevocationBatch.read(content);
  }
}
