package de.siegel.frauddesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.servicekit.authority.DeskJson;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.http.JsonBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** {@link FraudDesk} over HTTP; the form is in docs/RUNBOOK.md. */
final class FraudDeskRoutes {
  /** More than there are. */
  private static final int MOST_PARAMETERS = 200;

  private final Supplier<FraudDesk> desk;

  FraudDeskRoutes(Supplier<FraudDesk> desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/configuration",
        context -> DeskJson.answer(context, FraudJson.configuration(desk.get().book())));
    routes.get(
        "/releases", context -> DeskJson.answer(context, FraudJson.releases(desk.get().book())));
    routes.get("/drafts", this::drafts);
    routes.post("/drafts/configuration", this::configuration);
    routes.post("/drafts/release", this::release);
    routes.get(
        "/drafts/{id}", context -> answer(context, desk.get().draft(context.pathParam("id"))));
    routes.post("/drafts/{id}/signatures", this::sign);
    routes.exception(
        ControlUnavailable.class,
        (e, context) -> DeskJson.refuse(context, HttpStatus.SERVICE_UNAVAILABLE, e));
  }

  private void drafts(Context context) {
    ObjectNode root = DeskJson.object();
    ArrayNode all = root.putArray("drafts");
    desk.get().drafts().forEach(draft -> all.add(FraudJson.draft(draft)));
    DeskJson.answer(context, root);
  }

  private void configuration(Context context) {
    JsonNode body = DeskJson.body(context, "set", "unset");
    Map<String, Double> set = new HashMap<>();
    for (Map.Entry<String, JsonNode> one :
        JsonBody.optional(body, "set", "an object", JsonNode::isObject).properties()) {
      if (!one.getValue().isNumber() || set.size() == MOST_PARAMETERS) {
        throw new IllegalArgumentException(
            "set: must be names with numbers, at most " + MOST_PARAMETERS);
      }
      set.put(one.getKey(), one.getValue().doubleValue());
    }
    Set<String> unset = new HashSet<>();
    for (JsonNode name : DeskJson.list(body, "unset")) {
      if (!name.isTextual() || unset.size() == MOST_PARAMETERS) {
        throw new IllegalArgumentException("unset: must be names, at most " + MOST_PARAMETERS);
      }
      unset.add(name.textValue());
    }
    answer(context, desk.get().draftConfiguration(set, unset));
  }

  private void release(Context context) {
    JsonNode body = DeskJson.body(context, "pharmacyId", "growth", "reason");
    double growth = JsonBody.optional(body, "growth", "a number", JsonNode::isNumber).asDouble(1);
    answer(
        context,
        desk.get()
            .draftRelease(
                DeskJson.text(body, "pharmacyId"), growth, DeskJson.text(body, "reason")));
  }

  private void sign(Context context) {
    JsonNode body = DeskJson.body(context, "keyId", "signatures");
    answer(context, desk.get().sign(context.pathParam("id"), DeskJson.signatures(body)));
  }

  private static void answer(Context context, FraudAnswer answer) {
    if (answer instanceof FraudAnswer.Refused refused) {
      context.status(HttpStatus.BAD_REQUEST);
      DeskJson.answer(context, FraudJson.refused(refused));
    } else if (answer instanceof FraudAnswer.Drafted drafted) {
      DeskJson.answer(context, FraudJson.draft(drafted));
    } else if (answer instanceof FraudAnswer.Published published) {
      DeskJson.answer(context, FraudJson.published(published));
    }
  }
}
