package de.siegel.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The vaccine value sets and product rows of section 3, from the resource of that date. */
public final class ValueSets {

  static final String COVID_19 = "840539006";
  static final String NAAT = "LP6464-4";
  static final String RAT = "LP217198-3";

  static final ValueSet TARGETS = ValueSet.of(COVID_19);
  static final ValueSet TEST_TYPES = ValueSet.of(NAAT, RAT);
  static final ValueSet TEST_RESULTS = ValueSet.of("260415000", "260373001");

  private static final ValueSets CURRENT = load();

  private final LocalDate asOf;
  private final ValueSet prophylaxes;
  private final ValueSet holders;
  private final ValueSet products;
  private final Map<String, VaccineProduct> rows;

  private ValueSets(JsonNode root) {
    asOf = LocalDate.parse(root.get("asOf").textValue());
    Map<String, String> letters = new HashMap<>();
    Map<String, ValueSet.State> types = new HashMap<>();
    for (JsonNode type : root.get("prophylaxes")) {
      types.put(type.get("code").textValue(), state(type));
      if (type.has("letter")) {
        letters.put(type.get("letter").textValue(), type.get("code").textValue());
      }
    }
    prophylaxes = new ValueSet(types);
    Map<String, VaccineProduct> byCode = new LinkedHashMap<>();
    Map<String, ValueSet.State> productCodes = new HashMap<>();
    Map<String, ValueSet.State> holderCodes = new HashMap<>();
    holderCodes.put("ORG-100024420", ValueSet.State.ACTIVE); // a holder without a product
    for (JsonNode row : root.get("products")) {
      Set<String> allowed = new HashSet<>();
      for (String letter : row.get("vp").textValue().split(" ")) {
        allowed.add(letters.get(letter));
      }
      VaccineProduct product =
          new VaccineProduct(
              row.get("name").textValue(),
              row.get("mp").textValue(),
              row.get("ma").textValue(),
              allowed,
              state(row) == ValueSet.State.ACTIVE);
      byCode.put(product.code(), product);
      productCodes.put(product.code(), state(row));
      holderCodes.put(product.holder(), ValueSet.State.ACTIVE);
    }
    rows = Map.copyOf(byCode);
    products = new ValueSet(productCodes);
    holders = new ValueSet(holderCodes);
  }

  /** The value sets that this version of the house carries. */
  public static ValueSets current() {
    return CURRENT;
  }

  /** The state of the published sets that these are. */
  public LocalDate asOf() {
    return asOf;
  }

  /** The row of a product code, active or not. */
  public Optional<VaccineProduct> product(String code) {
    return Optional.ofNullable(rows.get(code));
  }

  /** All rows of table 3.2. */
  public Set<VaccineProduct> products() {
    return Set.copyOf(rows.values());
  }

  ValueSet prophylaxisCodes() {
    return prophylaxes;
  }

  ValueSet productCodes() {
    return products;
  }

  ValueSet holderCodes() {
    return holders;
  }

  private static ValueSet.State state(JsonNode node) {
    return node.path("active").asBoolean(true) ? ValueSet.State.ACTIVE : ValueSet.State.INACTIVE;
  }

  private static ValueSets load() {
    try (InputStream resource = ValueSets.class.getResourceAsStream("value-sets.json")) {
      return new ValueSets(new JsonMapper().readTree(resource));
    } catch (IOException e) {
      throw new UncheckedIOException("value-sets.json is not readable", e);
    }
  }
}
