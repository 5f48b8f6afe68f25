package de.siegel.identity.card;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads a trust list and its XML signature (ETSI TS 102 231 clauses 5 and B.6; XMLDSig with the
 * platform's library).
 */
public final class TrustServiceListReader {
  /** The real one has about 1 MB. */
  public static final int LONGEST = 8 * 1024 * 1024;

  static final String NAMESPACE = "http://uri.etsi.org/02231/v2#";
  private static final String CA = "http://uri.etsi.org/TrstSvc/Svctype/CA/PKC";
  private static final String OCSP = "http://uri.etsi.org/TrstSvc/Svctype/Certstatus/OCSP";
  private static final String IN_ACCORD = "http://uri.etsi.org/TrstSvc/Svcstatus/inaccord";

  private final PublicKey signer;

  /**
   * A reader.
   *
   * @param signer the pinned key of the list's signer: the trust anchor of all cards
   */
  public TrustServiceListReader(PublicKey signer) {
    this.signer = signer;
  }

  /**
   * Reads a list. Whether it is current is for {@link TrustServiceList#isUsable} to say.
   *
   * @return the list, or {@link CardCode#TSL_INVALID} with what is wrong
   */
  public Checked<TrustServiceList> read(byte[] xml) {
    if (xml.length > LONGEST) {
      return invalid("it has " + xml.length + " bytes, at most " + LONGEST + " are read");
    }
    try {
      Document document = parse(xml);
      if (!isList(document.getDocumentElement())) {
        return invalid("it is no TrustServiceStatusList");
      }
      if (!TrustListSignature.isGood(document, signer)) {
        return invalid("the signature is not the pinned signer's over the whole list");
      }
      return Checked.passed(list(document.getDocumentElement()));
    } catch (SAXException | MarshalException e) {
      return invalid("it is not well-formed");
    } catch (XMLSignatureException e) {
      return invalid("the signature cannot be checked");
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return invalid("a field cannot be read");
    }
  }

  private static Checked<TrustServiceList> invalid(String detail) {
    return Checked.refused(CardCode.TSL_INVALID, detail);
  }

  private static Document parse(byte[] xml) throws SAXException, IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      // No document type: no entities, nothing is fetched, nothing grows.
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(xml));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the platform's XML parser cannot be made safe", e);
    }
  }

  private static boolean isList(Element root) {
    return NAMESPACE.equals(root.getNamespaceURI())
        && "TrustServiceStatusList".equals(root.getLocalName());
  }

  private static TrustServiceList list(Element root) throws IOException {
    Element scheme = child(root, "SchemeInformation");
    List<CardIssuer> issuers = new ArrayList<>();
    List<X509CertificateHolder> responders = new ArrayList<>();
    for (Element provider :
        children(child(root, "TrustServiceProviderList"), "TrustServiceProvider")) {
      for (Element service : children(child(provider, "TSPServices"), "TSPService")) {
        Element information = child(service, "ServiceInformation");
        String type = text(information, "ServiceTypeIdentifier");
        if (type.equals(CA)) {
          issuers.add(issuer(information));
        } else if (type.equals(OCSP) && isInAccord(information)) {
          responders.add(certificate(information));
        }
      }
    }
    return new TrustServiceList(
        Long.parseLong(text(scheme, "TSLSequenceNumber")),
        time(text(scheme, "ListIssueDateTime")),
        time(text(child(scheme, "NextUpdate"), "dateTime")),
        issuers,
        responders);
  }

  private static CardIssuer issuer(Element information) throws IOException {
    return new CardIssuer(
        certificate(information),
        isInAccord(information),
        time(text(information, "StatusStartingTime")),
        types(information),
        supplyPoint(information));
  }

  private static boolean isInAccord(Element information) {
    return text(information, "ServiceStatus").equals(IN_ACCORD);
  }

  private static X509CertificateHolder certificate(Element information) throws IOException {
    Element identity = child(information, "ServiceDigitalIdentity");
    String base64 = text(child(identity, "DigitalId"), "X509Certificate");
    return new X509CertificateHolder(Base64.getMimeDecoder().decode(base64));
  }

  private static Set<String> types(Element information) {
    Set<String> types = new HashSet<>();
    for (Element extensions : children(information, "ServiceInformationExtensions")) {
      for (Element extension : children(extensions, "Extension")) {
        for (Element oid : children(extension, "ExtensionOID")) {
          types.add(oid.getTextContent().strip());
        }
      }
    }
    return types;
  }

  private static Optional<URI> supplyPoint(Element information) {
    List<Element> points = children(information, "ServiceSupplyPoints");
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(URI.create(text(points.get(0), "ServiceSupplyPoint")));
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static String text(Element parent, String name) {
    return child(parent, name).getTextContent().strip();
  }

  private static Element child(Element parent, String name) {
    List<Element> found = children(parent, name);
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no " + name);
    }
    return found.get(0);
  }

  /** Direct children only: what lies deeper is somebody else's. */
  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && name.equals(element.getLocalName())) {
        found.add(element);
      }
    }
    return found;
  }
}
