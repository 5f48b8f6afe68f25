package de.siegel.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerKind;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.authority.DeskJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@link ConfirmerDesk} over HTTP; the form is in docs/RUNBOOK.md. */
final class ConfirmerRoutes {
  private static final String[] FIELDS = {
    "pharmacyId",
    "kind",
    "telematikId",
    "credentialId",
    "publicKey",
    "relyingPartyId",
    "origin",
    "state"
  };

  private final Supplier<ConfirmerDesk> desk;

  ConfirmerRoutes(Supplier<ConfirmerDesk> desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/confirmers", this::list);
    routes.post("/confirmers/draft", this::draft);
    routes.post("/confirmers", this::sign);
  }

  private void list(Context context) {
    ObjectNode root = DeskJson.object();
    ArrayNode all = root.putArray("confirmers");
    desk.get()
        .of(String.valueOf(context.queryParam("pharmacy")))
        .forEach((id, confirmer) -> write(all.addObject(), id, confirmer));
    DeskJson.answer(context, root);
  }

  private static void write(ObjectNode node, String id, Confirmer confirmer) {
    node.put("id", id)
        .put("kind", confirmer.getKind().name())
        .put("telematikId", confirmer.getTelematikId())
        .put("credentialId", DeskJson.base64(Bytes.of(confirmer.getCredentialId())))
        .put("relyingPartyId", confirmer.getRelyingPartyId())
        .put("origin", confirmer.getOrigin())
        .put("state", confirmer.getState().name())
        .put("since", confirmer.getHeader().getIssuedAt().toString());
  }

  private void draft(Context context) {
    Confirmer wanted = confirmer(DeskJson.body(context, FIELDS));
    DeskJson.answer(
        context, DeskJson.object().put("payload", DeskJson.base64(desk.get().draft(wanted))));
  }

  private void sign(Context context) {
    JsonNode body =
        DeskJson.body(
            context,
            Stream.concat(Arrays.stream(FIELDS), Stream.of("keyId", "signatures"))
                .toArray(String[]::new));
    answer(context, desk.get().sign(confirmer(body), DeskJson.signatures(body)));
  }

  /** What became of a signature. */
  static void answer(Context context, Signed signed) {
    DeskJson.answer(
        context,
        DeskJson.object()
            .put("id", signed.id())
            .put("signers", signed.signers())
            .put("published", signed.isPublished()));
  }

  private static Confirmer confirmer(JsonNode body) {
    return new Confirmer(
        null,
        DeskJson.text(body, "pharmacyId"),
        valueOf(ConfirmerKind.class, body, "kind"),
        DeskJson.text(body, "telematikId"),
        ByteBuffer.wrap(DeskJson.bytes(body, "credentialId")),
        ByteBuffer.wrap(DeskJson.bytes(body, "publicKey")),
        DeskJson.text(body, "relyingPartyId"),
        DeskJson.text(body, "origin"),
        valueOf(ConfirmerState.class, body, "state"));
  }

  private static <E extends Enum<E>> E valueOf(Class<E> type, JsonNode body, String field) {
    String name = DeskJson.text(body, field);
    return Stream.of(type.getEnumConstants())
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(field + ": is not known"));
  }
}
