package de.siegel.embedded.ti;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.bouncycastle.cert.X509CertificateHolder;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Writes and signs trust lists of the simulator (ETSI TS 102 231). */
public final class TestTrustList {
  private static final String SERVICE = "http://uri.etsi.org/TrstSvc/";

  private final KeyPair signer;
  private final List<String> services = new ArrayList<>();

  /** A list without services, with a signer of its own. */
  public TestTrustList() {
    this(TiKeys.onCurve("secp256r1"));
  }

  private TestTrustList(KeyPair signer) {
    this.signer = TiKeys.ofPlatform(signer);
  }

  /** A list without services by the signer of a folder, who is made where there is none. */
  static TestTrustList open(Path folder) {
    KeyFiles files = new KeyFiles(folder, "trust-list-signer");
    return new TestTrustList(
        files
            .read()
            .map(KeyFiles.Stored::keys)
            .orElseGet(
                () -> {
                  KeyPair made = TiKeys.onCurve("secp256r1");
                  files.write(made, new byte[0]);
                  return made;
                }));
  }

  /** The key that readers pin. */
  public PublicKey signer() {
    return signer.getPublic();
  }

  /** Adds a CA. */
  public TestTrustList ca(
      X509CertificateHolder certificate,
      boolean inAccord,
      Instant since,
      Set<String> types,
      String ocsp) {
    StringBuilder extensions = new StringBuilder();
    types.forEach(
        type ->
            extensions
                .append("<Extension Critical=\"false\"><ExtensionOID>")
                .append(type)
                .append("</ExtensionOID></Extension>"));
    service("Svctype/CA/PKC", certificate, inAccord, since, extensions.toString(), ocsp);
    return this;
  }

  /** Adds a responder. */
  public TestTrustList responder(X509CertificateHolder certificate, Instant since, String url) {
    service("Svctype/Certstatus/OCSP", certificate, true, since, "", url);
    return this;
  }

  private void service(
      String type,
      X509CertificateHolder certificate,
      boolean inAccord,
      Instant since,
      String extensions,
      String supplyPoint) {
    try {
      services.add(
          "<TSPService><ServiceInformation><ServiceTypeIdentifier>"
              + SERVICE
              + type
              + "</ServiceTypeIdentifier><ServiceDigitalIdentity><DigitalId><X509Certificate>"
              + Base64.getEncoder().encodeToString(certificate.getEncoded())
              + "</X509Certificate></DigitalId></ServiceDigitalIdentity><ServiceStatus>"
              + SERVICE
              + "Svcstatus/"
              + (inAccord ? "inaccord" : "revoked")
              + "</ServiceStatus><StatusStartingTime>"
              + since
              + "</StatusStartingTime><ServiceSupplyPoints><ServiceSupplyPoint>"
              + supplyPoint
              + "</ServiceSupplyPoint></ServiceSupplyPoints><ServiceInformationExtensions>"
              + extensions
              + "</ServiceInformationExtensions></ServiceInformation></TSPService>");
    } catch (IOException e) {
      throw new IllegalStateException("a certificate cannot be encoded", e);
    }
  }

  /** The list without a signature. */
  public String unsigned(long sequence, Instant issuedAt, Instant nextUpdate) {
    return "<TrustServiceStatusList xmlns=\"http://uri.etsi.org/02231/v2#\"><SchemeInformation>"
        + "<TSLVersionIdentifier>3</TSLVersionIdentifier><TSLSequenceNumber>"
        + sequence
        + "</TSLSequenceNumber><SchemeName><Name xml:lang=\"en\">Siegel TEST-ONLY</Name></SchemeName>"
        + "<ListIssueDateTime>"
        + issuedAt
        + "</ListIssueDateTime><NextUpdate><dateTime>"
        + nextUpdate
        + "</dateTime></NextUpdate></SchemeInformation><TrustServiceProviderList>"
        + "<TrustServiceProvider><TSPServices>"
        + String.join("", services)
        + "</TSPServices></TrustServiceProvider></TrustServiceProviderList>"
        + "</TrustServiceStatusList>";
  }

  /** The list, signed. */
  public byte[] xml(long sequence, Instant issuedAt, Instant nextUpdate) {
    return sign(unsigned(sequence, issuedAt, nextUpdate));
  }

  /** Signs any document as a list is signed. */
  public byte[] sign(String xml) {
    try {
      Document document =
          DocumentBuilderFactory.newDefaultNSInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
      XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
      Reference whole =
          factory.newReference(
              "",
              factory.newDigestMethod(DigestMethod.SHA256, null),
              List.of(
                  factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                  factory.newTransform(
                      CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
              null,
              null);
      SignedInfo signed =
          factory.newSignedInfo(
              factory.newCanonicalizationMethod(
                  CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
              factory.newSignatureMethod(
                  "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", null),
              List.of(whole));
      factory
          .newXMLSignature(signed, null)
          .sign(new DOMSignContext(signer.getPrivate(), document.getDocumentElement()));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      TransformerFactory.newDefaultInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(out));
      return out.toByteArray();
    } catch (ParserConfigurationException
        | SAXException
        | IOException
        | GeneralSecurityException
        | MarshalException
        | XMLSignatureException
        | TransformerException e) {
      throw new IllegalStateException("a trust list cannot be signed", e);
    }
  }
}
