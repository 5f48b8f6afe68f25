package de.siegel.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.desk.ApplicationDesk.Answer;
import de.siegel.desk.domain.PharmacyFile;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.control.OnboardingClass;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link ApplicationDesk} over HTTP; the form is in docs/RUNBOOK.md. */
final class ApplicationRoutes {
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
    routes.post("/applications/{id}/code", this::code);
    routes.get("/applications/{id}/draft", this::draft);
    routes.post("/applications/{id}/approvals", this::approve);
    routes.get("/applications/{id}/activation", this::activation);
    routes.post("/applications/{id}/activation", this::activate);
  }

  private void list(Context context) {
    ArrayNode all = DeskJson.object().putArray("applications");
    desk.get().files().forEach(file -> write(all.addObject(), file));
    DeskJson.answer(context, DeskJson.object().set("applications", all));
  }

  private void show(Context context) {
    PharmacyFile file =
        desk.get()
            .file(context.pathParam("id"))
            .orElseThrow(() -> new IllegalArgumentException("id: nobody applied under it"));
    ObjectNode node = DeskJson.object();
    write(node, file);
    ArrayNode others = node.putArray("others");
    desk.get()
        .others(file)
        .forEach(
            other ->
                others
                    .addObject()
                    .put("id", other.pharmacyId())
                    .put("state", other.state().name())
                    .put("since", other.since().toString()));
    DeskJson.answer(context, node);
  }

  private void apply(Context context) {
    JsonNode body = DeskJson.body(context, "class", "account");
    answer(
        context,
        desk.get().apply(onboarding(DeskJson.text(body, "class")), DeskJson.text(body, "account")));
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
    DeskJson.answer(context, DeskJson.object().put("challenge", DeskJson.base64(challenge)));
  }

  private void card(Context context) {
    JsonNode body = DeskJson.body(context, "certificate", "challenge", "signature", "account");
    DeskJson.later(
        context,
        () ->
            desk.get()
                .proveCardLater(
                    context.pathParam("id"),
                    DeskJson.cardProof(body),
                    DeskJson.text(body, "account"))
                .thenApply(ApplicationRoutes::json));
  }

  private void code(Context context) {
    JsonNode body = DeskJson.body(context, "code", "account");
    answer(
        context,
        desk.get()
            .redeem(
                context.pathParam("id"),
                DeskJson.text(body, "code"),
                DeskJson.text(body, "account")));
  }

  private void draft(Context context) {
    Optional<ControlPayload> draft = desk.get().draft(context.pathParam("id"));
    DeskJson.answer(
        context, DeskJson.object().put("payload", draft.map(DeskJson::base64).orElse("")));
  }

  private void approve(Context context) {
    JsonNode body = DeskJson.body(context, "keyId", "signature");
    answer(
        context,
        desk.get()
            .approve(
                context.pathParam("id"),
                new ControlSignature(
                    DeskJson.text(body, "keyId"),
                    ByteBuffer.wrap(DeskJson.bytes(body, "signature")))));
  }

  private void activation(Context context) {
    String id = context.pathParam("id");
    ObjectNode node = DeskJson.object().put("payload", DeskJson.base64(desk.get().activation(id)));
    desk.get().signedBytes(id).ifPresent(before -> node.put("before", DeskJson.base64(before)));
    DeskJson.answer(context, node);
  }

  private void activate(Context context) {
    ObjectNode node = DeskJson.object();
    write(
        node,
        desk.get()
            .activate(
                context.pathParam("id"),
                DeskJson.signatures(DeskJson.body(context, "keyId", "signatures"))));
    DeskJson.answer(context, node);
  }

  private static void answer(Context context, Answer answer) {
    DeskJson.answer(context, json(answer));
  }

  /**
   * A file as others see it.
   *
   * @throws IllegalArgumentException if the step was refused
   */
  static ObjectNode json(Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      throw new IllegalArgumentException(refused.code() + ": " + refused.sentence());
    }
    ObjectNode node = DeskJson.object();
    write(node, ((Answer.Taken) answer).file());
    return node;
  }

  private static void write(ObjectNode node, PharmacyFile file) {
    node.put("id", file.pharmacyId())
        .put("class", file.onboardingClass().name())
        .put("state", file.state().name())
        .put("since", file.since().toString())
        .put("evidenceHash", file.evidenceHash())
        .put("codeRedeemed", file.code().filter(code -> code.redeemed()).isPresent());
    file.code().ifPresent(code -> node.put("codeSentAt", code.sentAt().toString()));
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
    file.stop()
        .ifPresent(stop -> node.put("stopReason", stop.reason()).put("stoppedBy", stop.person()));
    ArrayNode approvers = node.putArray("approvers");
    file.approvers().forEach(approvers::add);
  }
}
