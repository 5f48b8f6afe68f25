package de.siegel.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The one entry of a decoded DCC.
 *
 * @param type its group
 * @param entry the fields of {@code v[0]}, {@code t[0]} or {@code r[0]}
 * @param certificateId {@code ci}, exactly as written
 */
public record DccView(CertificateType type, JsonNode entry, String certificateId) {

  /** The view, or empty when there is not exactly one entry with a certificate id. */
  static Optional<DccView> of(JsonNode dcc) {
    DccView found = null;
    for (CertificateType type : CertificateType.values()) {
      JsonNode group = dcc.get(type.group());
      if (group == null || group.isNull() || group.isEmpty()) {
        continue;
      }
      JsonNode entry = group.path(0);
      if (found != null || group.size() != 1 || !entry.path("ci").isTextual()) {
        return Optional.empty();
      }
      found = new DccView(type, entry, entry.get("ci").textValue());
    }
    return Optional.ofNullable(found);
  }

  @Override
  public String toString() {
    return "DccView[" + type + "]";
  }
}
