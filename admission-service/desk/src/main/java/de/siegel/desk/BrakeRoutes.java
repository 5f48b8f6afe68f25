package de.siegel.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.desk.BrakeDesk.Lifting;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.control.Restriction;
import de.siegel.servicekit.authority.DeskJson;
import de.siegel.servicekit.http.JsonBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@link BrakeDesk} over HTTP; the form is in docs/RUNBOOK.md. */
final class BrakeRoutes {
  private static final int MOST_SIGNATURES = 4;

  private final Supplier<BrakeDesk> desk;

  BrakeRoutes(Supplier<BrakeDesk> desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/restrictions", this::list);
    routes.post("/restrictions", this::impose);
    routes.get("/restrictions/lifting", this::lifting);
    routes.post("/restrictions/lifting", this::lift);
    routes.post("/restrictions/notice-draft", this::notice);
    routes.post("/restrictions/notice", this::tell);
  }

  private void list(Context context) {
    ObjectNode root = DeskJson.object();
    ArrayNode all = root.putArray("restrictions");
    desk.get().active().forEach((id, restriction) -> write(all.addObject(), id, restriction));
    DeskJson.answer(context, root);
  }

  private static void write(ObjectNode node, String id, Restriction restriction) {
    node.put("id", id)
        .put("scope", restriction.getScope().name())
        .put("pharmacyId", restriction.getPharmacyId())
        .put("value", restriction.getValue())
        .put("reason", restriction.getReason())
        .put("notice", restriction.getNotice())
        .put("imposedAt", restriction.getImposedAt().toString());
    if (restriction.getUntil() != null) {
      node.put("until", restriction.getUntil().toString());
    }
  }

  private void impose(Context context) {
    BrakeDesk brakes = desk.get();
    String id = brakes.impose(record(context));
    ObjectNode answer = DeskJson.object().put("id", id);
    brakes.reach(id).ifPresent(pharmacies -> answer.put("pharmacies", pharmacies));
    DeskJson.answer(context, answer);
  }

  private void notice(Context context) {
    JsonNode body = DeskJson.body(context, "id", "notice");
    DeskJson.answer(
        context,
        DeskJson.object()
            .put(
                "payload",
                DeskJson.base64(
                    desk.get().notice(DeskJson.text(body, "id"), DeskJson.text(body, "notice")))));
  }

  private void tell(Context context) {
    DeskJson.answer(context, DeskJson.object().put("id", desk.get().tell(record(context))));
  }

  private static ControlRecord record(Context context) {
    JsonNode body = DeskJson.body(context, "payload", "signatures");
    List<ControlSignature> signatures = new ArrayList<>();
    for (JsonNode signature : DeskJson.list(body, "signatures")) {
      if (signatures.size() == MOST_SIGNATURES) {
        throw new IllegalArgumentException("signatures: at most " + MOST_SIGNATURES);
      }
      JsonBody.requireOnly(signature, "a signature", "keyId", "signature");
      signatures.add(
          new ControlSignature(
              DeskJson.text(signature, "keyId"),
              ByteBuffer.wrap(DeskJson.bytes(signature, "signature"))));
    }
    return new ControlRecord(ByteBuffer.wrap(DeskJson.bytes(body, "payload")), signatures);
  }

  private void lifting(Context context) {
    DeskJson.answer(
        context,
        DeskJson.object()
            .put(
                "payload",
                DeskJson.base64(desk.get().lifting(String.valueOf(context.queryParam("id"))))));
  }

  private void lift(Context context) {
    JsonNode body = DeskJson.body(context, "id", "keyId", "signatures");
    Lifting lifting = desk.get().lift(DeskJson.text(body, "id"), DeskJson.signatures(body));
    DeskJson.answer(
        context,
        DeskJson.object()
            .put("id", lifting.id())
            .put("signers", lifting.signers())
            .put("lifted", lifting.isLifted()));
  }
}
