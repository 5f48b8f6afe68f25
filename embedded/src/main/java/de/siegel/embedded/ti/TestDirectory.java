package de.siegel.embedded.ti;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.identity.card.RegisterAnswer;
import de.siegel.identity.card.TiObjectIdentifiers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The directory of the simulator (VZD): answers a search with a FHIR R4 Bundle. */
public final class TestDirectory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LDAP_UID = "https://gematik.de/fhir/directory/CodeSystem/ldapUID";

  /**
   * An entry.
   *
   * @param telematikId its identifier of that system; null if it has none
   * @param ldapUid its other identifier
   * @param alias repeats the Telematik-ID in the real directory
   * @param name its name
   * @param active whether it is active
   * @param types its types
   * @param street street and number
   * @param postalCode postal code
   * @param city city
   */
  public record Entry(
      String telematikId,
      String ldapUid,
      String alias,
      String name,
      boolean active,
      List<String> types,
      String street,
      String postalCode,
      String city) {
    public Entry {
      types = List.copyOf(types);
    }

    /** An active public pharmacy. */
    public static Entry pharmacy(String telematikId, String name) {
      return new Entry(
          telematikId,
          "uid-" + telematikId.hashCode(),
          telematikId,
          name,
          true,
          List.of(TiObjectIdentifiers.PUBLIC_PHARMACY.getId()),
          "Marktplatz 1",
          "10115",
          "Berlin");
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /** Adds an entry. */
  public synchronized TestDirectory add(Entry entry) {
    entries.add(entry);
    return this;
  }

  /** Finds, as the real one does, any identifier and alias whatever its system. */
  public synchronized byte[] search(String value) {
    ObjectNode bundle =
        JSON.createObjectNode().put("resourceType", "Bundle").put("type", "searchset");
    ArrayNode found = bundle.putArray("entry");
    for (Entry entry : entries) {
      if (value.equals(entry.telematikId())
          || value.equals(entry.ldapUid())
          || value.equals(entry.alias())) {
        organization(found.addObject().putObject("resource"), entry);
        location(found.addObject().putObject("resource"), entry);
      }
    }
    bundle.put("total", found.size());
    return bundle.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void organization(ObjectNode resource, Entry entry) {
    resource.put("resourceType", "Organization").put("active", entry.active());
    ArrayNode identifiers = resource.putArray("identifier");
    if (entry.telematikId() != null) {
      identifiers
          .addObject()
          .put("system", RegisterAnswer.TELEMATIK_ID)
          .put("value", entry.telematikId());
    }
    identifiers.addObject().put("system", LDAP_UID).put("value", entry.ldapUid());
    ArrayNode codings = resource.putArray("type").addObject().putArray("coding");
    entry
        .types()
        .forEach(
            type -> codings.addObject().put("system", RegisterAnswer.PROFESSION).put("code", type));
    resource.put("name", entry.name());
    resource.putArray("alias").add(entry.alias());
  }

  private static void location(ObjectNode resource, Entry entry) {
    ObjectNode address = resource.put("resourceType", "Location").putObject("address");
    address.putArray("line").add(entry.street());
    address.put("postalCode", entry.postalCode()).put("city", entry.city());
  }
}
