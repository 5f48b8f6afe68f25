package de.siegel.certificate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The document signing certificates that a reader trusts, by key id. Several certificates may share
 * one (C-11). Immutable. Whoever loads a list has to know where it comes from; it proves nothing.
 */
public final class TrustList {

  private static final int MAXIMUM_CERTIFICATES = 20_000;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Map<KeyId, List<X509Certificate>> certificates;

  private TrustList(Map<KeyId, List<X509Certificate>> certificates) {
    this.certificates = Map.copyOf(certificates);
  }

  /** A list of these certificates, under their computed key ids. */
  public static TrustList of(Collection<X509Certificate> certificates) {
    Map<KeyId, List<X509Certificate>> byKeyId = new LinkedHashMap<>();
    for (X509Certificate certificate : certificates) {
      byKeyId
          .computeIfAbsent(KeyId.ofCertificate(certificate), keyId -> new ArrayList<>())
          .add(certificate);
    }
    byKeyId.replaceAll((keyId, list) -> List.copyOf(list));
    return new TrustList(byKeyId);
  }

  /**
   * Reads {@code {"certificates":[{"kid":"<base64>","rawData":"<base64 DER>"}]}}; further fields,
   * as in the German list, are skipped.
   *
   * @throws IllegalArgumentException when the list has another form, an entry is no certificate, or
   *     its {@code kid} is not the certificate's own (C-10); names the entry's index
   * @throws IOException when the stream fails
   */
  public static TrustList read(InputStream json) throws IOException {
    JsonNode entries;
    try {
      entries = MAPPER.readTree(json).path("certificates");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the trust list is no JSON", e);
    }
    if (!entries.isArray() || entries.size() > MAXIMUM_CERTIFICATES) {
      throw new IllegalArgumentException("a trust list has at most 20000 certificates");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      certificates.add(readEntry(entries.get(i), i));
    }
    return of(certificates);
  }

  private static X509Certificate readEntry(JsonNode entry, int index) {
    try {
      byte[] der = Base64.getDecoder().decode(entry.path("rawData").asText());
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      if (!KeyId.ofCertificate(certificate).base64().equals(entry.path("kid").asText())) {
        throw new IllegalArgumentException(
            "trust list: certificates[" + index + "] has another kid than its certificate (C-10)");
      }
      return certificate;
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "trust list: certificates[" + index + "] is no X.509 certificate", e);
    }
  }

  /** The list in the form that {@link #read} reads. */
  public String json() {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode entries = root.putArray("certificates");
    certificates.forEach(
        (keyId, list) ->
            list.forEach(
                certificate ->
                    entries
                        .addObject()
                        .put("kid", keyId.base64())
                        .put("rawData", Base64.getEncoder().encodeToString(der(certificate)))));
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree can always be written", e);
    }
  }

  /** The certificates of that key id, none if it is unknown. */
  public List<X509Certificate> find(KeyId keyId) {
    return certificates.getOrDefault(keyId, List.of());
  }

  /** All certificates by key id. */
  public Map<KeyId, List<X509Certificate>> certificates() {
    return certificates;
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate has no DER form", e);
    }
  }
}
