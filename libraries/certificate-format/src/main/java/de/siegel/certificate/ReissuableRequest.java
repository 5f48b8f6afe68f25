package de.siegel.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The request from which a finished certificate would have been made. */
final class ReissuableRequest {

  private ReissuableRequest() {}

  /**
   * @param dcc a payload that fits the schema
   */
  static ObjectNode from(JsonNode dcc, CertificateType type) {
    ObjectNode payload = dcc.deepCopy();
    payload.remove("ver");
    payload.withObject("/nam").remove(List.of("fnt", "gnt"));
    ObjectNode entry = (ObjectNode) payload.get(type.group()).get(0);
    String certificateId = entry.get("ci").textValue();
    entry.remove(List.of("co", "is", "ci"));
    // A foreign id has no location of ours; the empty one is refused.
    entry.put(
        "id",
        CertificateIds.isWellFormed(certificateId) ? CertificateIds.locationOf(certificateId) : "");
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("type", type.letter());
    request.set("payload", payload);
    return request;
  }
}
