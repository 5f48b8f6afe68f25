package de.siegel.identity.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Check V10: the directory (VZD, a FHIR R4 Bundle) has exactly one active entry of a public
 * pharmacy with this Telematik-ID. The server searches all identifiers whatever their system, and
 * fuzzily; so system and value are compared here.
 */
public final class RegisterAnswer {
  /** Longer answers are not read. */
  public static final int LONGEST = 1024 * 1024;

  /** The identifier system of Telematik-IDs. */
  public static final String TELEMATIK_ID = "https://gematik.de/fhir/sid/telematik-id";

  /** The code system of an organization's types. */
  public static final String PROFESSION =
      "https://gematik.de/fhir/directory/CodeSystem/OrganizationProfessionOID";

  private static final ObjectMapper JSON = new ObjectMapper();

  private RegisterAnswer() {}

  /**
   * Checks an answer.
   *
   * @param bundle JSON, of any length
   * @param telematikId of a card that has passed V7
   */
  public static Checked<RegisterEntry> check(byte[] bundle, String telematikId) {
    if (bundle.length > LONGEST) {
      return unavailable(bundle.length + " bytes");
    }
    JsonNode root;
    try {
      root = JSON.readTree(bundle);
    } catch (JsonProcessingException e) {
      return unavailable("the answer is not JSON");
    } catch (IOException e) {
      return unavailable("the answer cannot be read");
    }
    if (!"Bundle".equals(root.path("resourceType").asText())) {
      return unavailable("the answer is no Bundle");
    }
    if (hasNextPage(root)) {
      // One pharmacy's entry fits on a page: what goes on names more than was asked for.
      return Checked.refused(CardCode.REGISTER_AMBIGUOUS, "more than one page");
    }
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode entry : root.path("entry")) {
      JsonNode resource = entry.path("resource");
      if ("Organization".equals(resource.path("resourceType").asText())
          && isIdentified(resource, telematikId)) {
        found.add(resource);
      }
    }
    return check(root, found, telematikId);
  }

  private static Checked<RegisterEntry> unavailable(String detail) {
    return Checked.refused(CardCode.REGISTER_UNAVAILABLE, detail);
  }

  private static boolean hasNextPage(JsonNode bundle) {
    for (JsonNode link : bundle.path("link")) {
      if ("next".equals(link.path("relation").asText())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIdentified(JsonNode organization, String telematikId) {
    for (JsonNode identifier : organization.path("identifier")) {
      if (TELEMATIK_ID.equals(identifier.path("system").asText())
          && telematikId.equals(identifier.path("value").asText())) {
        return true;
      }
    }
    return false;
  }

  private static Checked<RegisterEntry> check(
      JsonNode bundle, List<JsonNode> found, String telematikId) {
    if (found.isEmpty()) {
      return Checked.refused(CardCode.REGISTER_NO_MATCH, "no entry");
    }
    if (found.size() > 1) {
      return Checked.refused(CardCode.REGISTER_AMBIGUOUS, found.size() + " entries");
    }
    JsonNode organization = found.get(0);
    JsonNode active = organization.path("active");
    if (!active.isBoolean() || !active.booleanValue()) {
      return Checked.refused(CardCode.REGISTER_INACTIVE, "not active");
    }
    if (!isPublicPharmacyAlone(organization)) {
      return Checked.refused(CardCode.REGISTER_TYPE, "not exactly the type of a public pharmacy");
    }
    return Checked.passed(
        new RegisterEntry(telematikId, organization.path("name").asText(), addresses(bundle)));
  }

  private static boolean isPublicPharmacyAlone(JsonNode organization) {
    int types = 0;
    boolean pharmacy = false;
    for (JsonNode type : organization.path("type")) {
      for (JsonNode coding : type.path("coding")) {
        types++;
        pharmacy =
            PROFESSION.equals(coding.path("system").asText())
                && TiObjectIdentifiers.PUBLIC_PHARMACY.getId().equals(coding.path("code").asText());
      }
    }
    return types == 1 && pharmacy;
  }

  private static List<String> addresses(JsonNode bundle) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode entry : bundle.path("entry")) {
      JsonNode resource = entry.path("resource");
      JsonNode address = resource.path("address");
      if ("Location".equals(resource.path("resourceType").asText()) && address.isObject()) {
        List<String> parts = new ArrayList<>();
        address.path("line").forEach(line -> parts.add(line.asText()));
        parts.add((address.path("postalCode").asText() + " " + address.path("city").asText()));
        addresses.add(String.join(", ", parts).strip());
      }
    }
    return addresses;
  }
}
