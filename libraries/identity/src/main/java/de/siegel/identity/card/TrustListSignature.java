package de.siegel.identity.card;

import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The enveloped signature of a trust list. Beside the platform's check it demands what keeps
 * signature wrapping out: one signature, directly under the root, over the whole document and
 * nothing else, with the methods that are expected, under the pinned key (what the document says
 * about keys is not looked at).
 */
final class TrustListSignature {
  private static final Set<String> SIGNATURES =
      Set.of(
          "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
  private static final Set<String> CANONICAL =
      Set.of(CanonicalizationMethod.EXCLUSIVE, CanonicalizationMethod.INCLUSIVE);

  private TrustListSignature() {}

  static boolean isGood(Document document, PublicKey signer)
      throws MarshalException, XMLSignatureException {
    Element signature = onlySignature(document);
    if (signature == null) {
      return false;
    }
    DOMValidateContext context =
        new DOMValidateContext(KeySelector.singletonKeySelector(signer), signature);
    context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.TRUE);
    XMLSignature parsed = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
    return coversTheWholeDocument(parsed) && parsed.validate(context);
  }

  private static Element onlySignature(Document document) {
    if (document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature").getLength() != 1) {
      return null;
    }
    Node root = document.getDocumentElement();
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element
          && XMLSignature.XMLNS.equals(element.getNamespaceURI())
          && "Signature".equals(element.getLocalName())) {
        return element;
      }
    }
    return null;
  }

  private static boolean coversTheWholeDocument(XMLSignature signature) {
    List<Reference> references = signature.getSignedInfo().getReferences();
    if (references.size() != 1
        || !signature.getObjects().isEmpty()
        || !SIGNATURES.contains(signature.getSignedInfo().getSignatureMethod().getAlgorithm())
        || !CANONICAL.contains(
            signature.getSignedInfo().getCanonicalizationMethod().getAlgorithm())) {
      return false;
    }
    Reference reference = references.get(0);
    return "".equals(reference.getURI())
        && DigestMethod.SHA256.equals(reference.getDigestMethod().getAlgorithm())
        && isEnveloped(reference.getTransforms());
  }

  private static boolean isEnveloped(List<Transform> transforms) {
    return transforms.size() == 2
        && Transform.ENVELOPED.equals(transforms.get(0).getAlgorithm())
        && CANONICAL.contains(transforms.get(1).getAlgorithm());
  }
}
