package de.siegel.embedded.authority;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link BrakeDesk} over HTTP; the form is in docs/RUNBOOK.md. */
final class BrakeRoutes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<BrakeDesk> desk;

  BrakeRoutes(Supplier<BrakeDesk> desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/restrictions", this::list);
    routes.post("/restrictions", this::impose);
    routes.post("/restrictions/lift", this::lift);
  }

  private void list(Context context) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode all = root.putArray("restrictions");
    desk.get().active().forEach((id, restriction) -> write(all.addObject(), id, restriction));
    context.contentType("application/json").result(root.toString());
  }

  private static void write(ObjectNode node, String id, Restriction restriction) {
    node.put("id", id)
        .put("scope", restriction.getScope().name())
        .put("pharmacyId", restriction.getPharmacyId())
        .put("value", restriction.getValue())
        .put("reason", restriction.getReason())
        .put("imposedAt", restriction.getImposedAt().toString());
    if (restriction.getUntil() != null) {
      node.put("until", restriction.getUntil().toString());
    }
  }

  private void impose(Context context) throws IOException {
    JsonNode body = body(context);
    JsonNode minutes = body.path("minutes");
    String id =
        desk.get()
            .impose(
                scope(text(body, "scope")),
                text(body, "pharmacyId"),
                text(body, "value"),
                text(body, "reason"),
                minutes.isInt()
                    ? Optional.of(Duration.ofMinutes(minutes.intValue()))
                    : Optional.empty());
    answer(context, id);
  }

  private void lift(Context context) throws IOException {
    answer(context, desk.get().lift(text(body(context), "id")));
  }

  private static void answer(Context context, String id) {
    context
        .contentType("application/json")
        .result(JSON.createObjectNode().put("id", id).toString());
  }

  private static JsonNode body(Context context) throws IOException {
    try {
      return JSON.readTree(context.bodyAsBytes());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException("the body is not JSON", e);
    }
  }

  private static String text(JsonNode body, String field) {
    return body.path(field).asText("");
  }

  private static RestrictionScope scope(String name) {
    for (RestrictionScope scope : RestrictionScope.values()) {
      if (scope.name().equals(name.toUpperCase(Locale.ROOT))) {
        return scope;
      }
    }
    return RestrictionScope.UNKNOWN;
  }
}
