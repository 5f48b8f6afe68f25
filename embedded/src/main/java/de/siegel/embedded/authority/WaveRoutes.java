package de.siegel.embedded.authority;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.desk.domain.wave.Reopening;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** {@link WaveDesk} over HTTP; the form is in docs/RUNBOOK.md. */
final class WaveRoutes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_WAVES = 100;

  private final Supplier<WaveDesk> desk;

  WaveRoutes(Supplier<WaveDesk> desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/waves", this::view);
    routes.post("/waves/plan", this::plan);
    routes.post("/waves/verify", this::verify);
    routes.post("/waves/open", context -> view(context, desk.get().open()));
    routes.post("/waves/pause", context -> view(context, desk.get().pause()));
    routes.post("/waves/resume", context -> view(context, desk.get().resume()));
    routes.post("/waves/roll-back", this::rollBack);
  }

  private void view(Context context, Reopening changed) {
    view(context);
  }

  private void view(Context context) {
    ObjectNode root = JSON.createObjectNode();
    desk.get().view().ifPresent(view -> write(root, view));
    context.contentType("application/json").result(root.toString());
  }

  private static void write(ObjectNode root, WaveDesk.View view) {
    Reopening plan = view.plan();
    root.put("cohort", plan.cohort())
        .put("state", plan.state().name())
        .put("open", plan.open())
        .put("notice", plan.notice());
    plan.openedAt()
        .filter(at -> at.getEpochSecond() > 0)
        .ifPresent(at -> root.put("openedAt", at.toString()));
    ArrayNode reasons = root.putArray("reasons");
    plan.reasons().forEach(reasons::add);
    ArrayNode waves = root.putArray("waves");
    for (Set<String> wave : plan.waves()) {
      waves
          .addObject()
          .put("pharmacies", wave.size())
          .put("verified", wave.stream().filter(view.verified()::contains).count());
    }
    root.putObject("measures")
        .put("requests", view.measures().requests())
        .put("refused", view.measures().refused())
        .put("held", view.measures().held())
        .put("cardFailures", view.measures().cardFailures());
  }

  private void plan(Context context) throws IOException {
    JsonNode body = body(context);
    List<List<String>> named = named(body.path("waves"));
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode size : body.path("sizes")) {
      if (!size.isInt() || sizes.size() == MOST_WAVES) {
        throw new IllegalArgumentException("sizes: must be at most 100 whole numbers");
      }
      sizes.add(size.intValue());
    }
    String cohort = body.path("cohort").asText("");
    String notice = body.path("notice").asText("");
    if (named.isEmpty()) {
      desk.get().plan(cohort, sizes, gates(body.path("gates")), notice);
    } else if (sizes.isEmpty()) {
      desk.get().planByList(cohort, named, gates(body.path("gates")), notice);
    } else {
      throw new IllegalArgumentException("waves, sizes: name one of them");
    }
    view(context);
  }

  private static Gates gates(JsonNode gates) {
    return new Gates(
        gates.path("mostRefused").asDouble(0.2),
        gates.path("mostHeld").asDouble(0.05),
        gates.path("mostCardFailures").asLong(0),
        gates.path("fewestRequests").asLong(50),
        Duration.ofSeconds(gates.path("watchSeconds").asLong(3_600)));
  }

  private static List<List<String>> named(JsonNode waves) {
    List<List<String>> named = new ArrayList<>();
    for (JsonNode wave : waves) {
      if (named.size() == MOST_WAVES) {
        throw new IllegalArgumentException("waves: must be at most " + MOST_WAVES);
      }
      List<String> pharmacies = new ArrayList<>();
      wave.forEach(pharmacy -> pharmacies.add(pharmacy.asText()));
      named.add(pharmacies);
    }
    return named;
  }

  private void verify(Context context) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode not = root.putObject("notVerified");
    for (Map.Entry<String, String> entry : desk.get().verify().entrySet()) {
      not.put(entry.getKey(), entry.getValue());
    }
    context.contentType("application/json").result(root.toString());
  }

  private void rollBack(Context context) throws IOException {
    JsonNode body = body(context);
    desk.get().rollBack(body.path("all").asBoolean(false), body.path("reason").asText(""));
    view(context);
  }

  private static JsonNode body(Context context) throws IOException {
    try {
      return JSON.readTree(context.bodyAsBytes());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException("the body is not JSON", e);
    }
  }
}
