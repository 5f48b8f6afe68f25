package de.siegel.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.desk.domain.wave.Measures;
import de.siegel.desk.domain.wave.Reopening;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.control.ControlPayload;
import de.siegel.servicekit.authority.DeskJson;
import de.siegel.servicekit.http.JsonBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** {@link WaveDesk} over HTTP; the form is in docs/RUNBOOK.md. */
final class WaveRoutes {
  private static final int MOST_WAVES = 100;

  private final Supplier<WaveDesk> desk;

  WaveRoutes(Supplier<WaveDesk> desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/waves", context -> DeskJson.answer(context, view(desk.get())));
    routes.get("/waves/opening", this::opening);
    routes.post("/waves/opening", this::open);
    addForPharmacies(routes);
  }

  /** What a pharmacy of the plan needs, to be verified again. */
  void addForPharmacies(RoutesConfig routes) {
    routes.post("/waves/verification/{pharmacy}/challenge", this::challenge);
    routes.post("/waves/verification/{pharmacy}/card", this::verify);
  }

  /** The plan and how it goes; an empty object if there is none. */
  static ObjectNode view(WaveDesk desk) {
    ObjectNode root = DeskJson.object();
    desk.view().ifPresent(view -> write(root, view));
    return root;
  }

  private static void write(ObjectNode root, WaveDesk.View view) {
    Reopening plan = view.plan();
    root.put("cohort", plan.cohort())
        .put("state", plan.state().name())
        .put("open", plan.open())
        .put("notice", plan.notice())
        .put("signers", view.signers());
    plan.openedAt()
        .filter(at -> at.getEpochSecond() > 0)
        .ifPresent(at -> root.put("openedAt", at.toString()));
    ArrayNode reasons = root.putArray("reasons");
    plan.reasons().forEach(reasons::add);
    ArrayNode waves = root.putArray("waves");
    for (int number = 1; number <= plan.waves().size(); number++) {
      Set<String> wave = plan.waves().get(number - 1);
      ObjectNode one =
          waves
              .addObject()
              .put("pharmacies", wave.size())
              .put("verified", wave.stream().filter(view.verified()::contains).count());
      if (view.done().containsKey(number)) {
        write(one.putObject("measures"), view.done().get(number));
      }
    }
    ArrayNode members = root.putArray("members");
    for (Set<String> wave : plan.waves()) {
      ArrayNode ids = members.addArray();
      new TreeSet<>(wave)
          .forEach(
              id -> ids.addObject().put("id", id).put("verified", view.verified().contains(id)));
    }
    Gates gates = plan.gates();
    root.putObject("gates")
        .put("mostRefused", gates.mostRefused())
        .put("mostHeld", gates.mostHeld())
        .put("mostCardFailures", gates.mostCardFailures())
        .put("fewestRequests", gates.fewestRequests())
        .put("watchSeconds", gates.watch().toSeconds());
    write(root.putObject("measures"), view.measures());
  }

  private static void write(ObjectNode node, Measures measures) {
    node.put("requests", measures.requests())
        .put("refused", measures.refused())
        .put("held", measures.held())
        .put("cardFailures", measures.cardFailures());
  }

  /** Makes a plan of what an order says of it, in JSON. */
  static void plan(WaveDesk desk, byte[] json, String person) {
    JsonNode body = JsonBody.read(json, "cohort", "notice", "sizes", "waves", "gates");
    JsonNode gates = JsonBody.optional(body, "gates", "an object", JsonNode::isObject);
    JsonBody.requireOnly(
        gates,
        "gates",
        "mostRefused",
        "mostHeld",
        "mostCardFailures",
        "fewestRequests",
        "watchSeconds");
    List<List<String>> named = named(DeskJson.list(body, "waves"));
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode size : DeskJson.list(body, "sizes")) {
      if (!size.isInt() || sizes.size() == MOST_WAVES) {
        throw new IllegalArgumentException("sizes: must be at most 100 whole numbers");
      }
      sizes.add(size.intValue());
    }
    String cohort = DeskJson.text(body, "cohort");
    String notice = DeskJson.text(body, "notice");
    if (named.isEmpty()) {
      desk.plan(cohort, sizes, gates(gates), notice, person);
    } else if (sizes.isEmpty()) {
      desk.planByList(cohort, named, gates(gates), notice, person);
    } else {
      throw new IllegalArgumentException("waves, sizes: name one of them");
    }
  }

  private static Gates gates(JsonNode gates) {
    return new Gates(
        share(gates, "mostRefused", 0.2),
        share(gates, "mostHeld", 0.05),
        whole(gates, "mostCardFailures", 0),
        whole(gates, "fewestRequests", 50),
        Duration.ofSeconds(whole(gates, "watchSeconds", 3_600)));
  }

  private static double share(JsonNode gates, String field, double otherwise) {
    return JsonBody.optional(gates, field, "a number", JsonNode::isNumber).asDouble(otherwise);
  }

  private static long whole(JsonNode gates, String field, long otherwise) {
    return JsonBody.optional(gates, field, "a whole number", JsonNode::canConvertToLong)
        .asLong(otherwise);
  }

  private static List<List<String>> named(JsonNode waves) {
    List<List<String>> named = new ArrayList<>();
    for (JsonNode wave : waves) {
      if (named.size() == MOST_WAVES) {
        throw new IllegalArgumentException("waves: must be at most " + MOST_WAVES);
      }
      List<String> pharmacies = new ArrayList<>();
      if (!wave.isArray()) {
        throw new IllegalArgumentException("waves: must be lists of pharmacies");
      }
      for (JsonNode pharmacy : wave) {
        pharmacies.add(pharmacy.asText());
      }
      named.add(pharmacies);
    }
    return named;
  }

  private void opening(Context context) {
    ObjectNode root = DeskJson.object();
    ArrayNode drafts = root.putArray("drafts");
    WaveDesk waves = desk.get();
    for (ControlPayload draft : waves.opening()) {
      ObjectNode node = drafts.addObject().put("payload", DeskJson.base64(draft));
      if (draft instanceof ControlPayload.OfAdmission admission) {
        waves
            .signedBytes(admission.value().getPharmacyId())
            .ifPresent(before -> node.put("before", DeskJson.base64(before)));
      }
    }
    DeskJson.answer(context, root);
  }

  private void open(Context context) {
    WaveDesk waves = desk.get();
    waves.open(DeskJson.signatures(DeskJson.body(context, "keyId", "signatures")));
    DeskJson.answer(context, view(waves));
  }

  private void challenge(Context context) {
    DeskJson.answer(
        context,
        DeskJson.object()
            .put(
                "challenge", DeskJson.base64(desk.get().challenge(context.pathParam("pharmacy")))));
  }

  private void verify(Context context) {
    JsonNode body = DeskJson.body(context, "certificate", "challenge", "signature");
    DeskJson.later(
        context,
        () ->
            desk.get()
                .verifyLater(context.pathParam("pharmacy"), DeskJson.cardProof(body))
                .thenApply(WaveRoutes::verified));
  }

  private static ObjectNode verified(Optional<CardRefusal> refusal) {
    if (refusal.isPresent()) {
      throw new IllegalArgumentException(
          refusal.get().code().name() + ": " + refusal.get().code().sentence());
    }
    return DeskJson.object().put("verified", true);
  }
}
