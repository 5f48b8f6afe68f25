package de.siegel.embedded.authority;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.desk.domain.PharmacyFile;
import de.siegel.embedded.authority.ApplicationDesk.Answer;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.session.CardProof;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.control.OnboardingClass;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link ApplicationDesk} over HTTP; the form is in docs/RUNBOOK.md. */
final class ApplicationRoutes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<ApplicationDesk> desk;

  ApplicationRoutes(Supplier<ApplicationDesk> desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/applications", this::list);
    routes.post("/applications", this::apply);
    routes.get("/applications/{id}", this::show);
    routes.post("/applications/{id}/challenge", this::challenge);
    routes.post("/applications/{id}/card", this::card);
    routes.post("/applications/{id}/licence", this::licence);
    routes.post("/applications/{id}/letter", this::letter);
    routes.post("/applications/{id}/code", this::code);
    routes.get("/applications/{id}/draft", this::draft);
    routes.post("/applications/{id}/approvals", this::approve);
  }

  private void list(Context context) {
    ArrayNode all = JSON.createObjectNode().putArray("applications");
    desk.get().files().forEach(file -> write(all.addObject(), file));
    json(context, JSON.createObjectNode().set("applications", all));
  }

  private void show(Context context) {
    PharmacyFile file =
        desk.get()
            .file(context.pathParam("id"))
            .orElseThrow(() -> new IllegalArgumentException("id: nobody applied under it"));
    ObjectNode node = JSON.createObjectNode();
    write(node, file);
    json(context, node);
  }

  private void apply(Context context) throws IOException {
    JsonNode body = body(context);
    answer(context, desk.get().apply(onboarding(text(body, "class")), text(body, "account")));
  }

  private static OnboardingClass onboarding(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "MEMBER" -> OnboardingClass.MEMBER;
      case "GUEST" -> OnboardingClass.GUEST;
      default -> OnboardingClass.UNKNOWN;
    };
  }

  private void challenge(Context context) {
    byte[] challenge = desk.get().challenge(context.pathParam("id"));
    json(
        context,
        JSON.createObjectNode().put("challenge", Base64.getEncoder().encodeToString(challenge)));
  }

  private void card(Context context) throws IOException {
    JsonNode body = body(context);
    CardProof proof =
        new CardProof(
            bytes(body, "certificate"), bytes(body, "challenge"), bytes(body, "signature"));
    answer(context, desk.get().proveCard(context.pathParam("id"), proof, text(body, "account")));
  }

  private void licence(Context context) throws IOException {
    JsonNode body = body(context);
    answer(
        context,
        desk.get()
            .confirmLicence(
                context.pathParam("id"),
                text(body, "origin"),
                text(body, "reference"),
                text(body, "account")));
  }

  private void letter(Context context) throws IOException {
    JsonNode body = body(context);
    answer(
        context,
        desk.get().sendCode(context.pathParam("id"), text(body, "address"), text(body, "account")));
  }

  private void code(Context context) throws IOException {
    JsonNode body = body(context);
    answer(
        context,
        desk.get().redeem(context.pathParam("id"), text(body, "code"), text(body, "account")));
  }

  private void draft(Context context) {
    Optional<ControlPayload> draft = desk.get().draft(context.pathParam("id"));
    json(
        context,
        JSON.createObjectNode()
            .put(
                "payload",
                draft
                    .map(payload -> Base64.getEncoder().encodeToString(payload.bytes()))
                    .orElse("")));
  }

  private void approve(Context context) throws IOException {
    JsonNode body = body(context);
    answer(
        context,
        desk.get()
            .approve(
                context.pathParam("id"),
                new ControlSignature(
                    text(body, "keyId"), ByteBuffer.wrap(bytes(body, "signature")))));
  }

  private static void answer(Context context, Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      throw new IllegalArgumentException(refused.code() + ": " + refused.sentence());
    }
    ObjectNode node = JSON.createObjectNode();
    write(node, ((Answer.Taken) answer).file());
    json(context, node);
  }

  private static void write(ObjectNode node, PharmacyFile file) {
    node.put("id", file.pharmacyId())
        .put("class", file.onboardingClass().name())
        .put("state", file.state().name())
        .put("since", file.since().toString())
        .put("evidenceHash", file.evidenceHash())
        .put("codeRedeemed", file.code().filter(code -> code.redeemed()).isPresent());
    file.evidence()
        .card()
        .ifPresent(
            card ->
                node.put("telematikId", card.telematikId())
                    .put("cardProvenAt", card.provenAt().toString()));
    file.evidence()
        .register()
        .ifPresent(
            register -> {
              node.put("name", register.entry().name());
              ArrayNode addresses = node.putArray("addresses");
              register.entry().addresses().forEach(addresses::add);
            });
    file.evidence()
        .licence()
        .ifPresent(licence -> node.put("licence", licence.origin() + ", " + licence.reference()));
    ArrayNode approvers = node.putArray("approvers");
    file.approvers().forEach(approvers::add);
  }

  private static void json(Context context, JsonNode node) {
    context.contentType("application/json").result(node.toString());
  }

  private static JsonNode body(Context context) throws IOException {
    JsonNode body = JSON.readTree(context.bodyAsBytes());
    if (body == null || !body.isObject()) {
      throw new IllegalArgumentException("the body must be a JSON object");
    }
    return body;
  }

  private static String text(JsonNode body, String field) {
    return body.path(field).asText("");
  }

  private static byte[] bytes(JsonNode body, String field) {
    try {
      return Base64.getDecoder().decode(text(body, field));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": must be base64", e);
    }
  }
}
