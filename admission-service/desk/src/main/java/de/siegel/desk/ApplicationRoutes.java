package de.siegel.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.desk.ApplicationDesk.Answer;
import de.siegel.desk.domain.PharmacyFile;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.servicekit.authority.DeskJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link ApplicationDesk} over HTTP; the form is in docs/RUNBOOK.md. */
final class ApplicationRoutes {
  private static final int PAGE = 500;

  private final Supplier<ApplicationDesk> desk;

  ApplicationRoutes(Supplier<ApplicationDesk> desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    addForApplicants(routes);
    routes.get("/applications", this::list);
    routes.get("/applications/{id}", this::show);
    routes.get("/applications/{id}/draft", this::draft);
    routes.post("/applications/{id}/approvals", this::approve);
    routes.get("/applications/{id}/activation", this::activation);
    routes.post("/applications/{id}/activation", this::activate);
  }

  /** What needs no person of the desk, and shows nobody anything. */
  void addForApplicants(RoutesConfig routes) {
    routes.post("/applications/invitation", this::invite);
    routes.post("/applications", this::apply);
    routes.post("/applications/{id}/challenge", this::challenge);
    routes.post("/applications/{id}/card", this::card);
    routes.post("/applications/{id}/code", this::code);
  }

  private void list(Context context) {
    long from = whole(context, "from");
    List<PharmacyFile> files = desk.get().files();
    ObjectNode root = DeskJson.object().put("count", files.size());
    ArrayNode all = root.putArray("applications");
    files.stream().skip(from).limit(PAGE).forEach(file -> write(all.addObject(), file));
    DeskJson.answer(context, root);
  }

  private static long whole(Context context, String parameter) {
    String given = context.queryParam(parameter);
    if (given == null) {
      return 0;
    }
    if (!given.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(parameter + ": must be a whole number, 0 or more");
    }
    return Long.parseLong(given);
  }

  private void show(Context context) {
    PharmacyFile file =
        desk.get()
            .file(context.pathParam("id"))
            .orElseThrow(() -> new IllegalArgumentException("id: nobody applied under it"));
    ObjectNode node = DeskJson.object();
    write(node, file);
    ArrayNode others = node.putArray("others");
    desk.get().others(file).forEach(other -> write(others.addObject(), other, "Telematik-ID"));
    desk.get().atTheSameAddress(file).stream()
        .limit(PAGE)
        .forEach(other -> write(others.addObject(), other, "address"));
    DeskJson.answer(context, node);
  }

  private static void write(ObjectNode node, PharmacyFile other, String same) {
    node.put("id", other.pharmacyId())
        .put("state", other.state().name())
        .put("since", other.since().toString())
        .put("same", same);
  }

  private void invite(Context context) {
    ApplicationDesk.Invitation invitation =
        desk.get().invite(onboarding(DeskJson.text(DeskJson.body(context, "class"), "class")));
    DeskJson.answer(
        context,
        DeskJson.object()
            .put("id", invitation.pharmacyId())
            .put("challenge", DeskJson.base64(invitation.challenge())));
  }

  private void apply(Context context) {
    JsonNode body = DeskJson.body(context, "id", "class", "certificate", "challenge", "signature");
    DeskJson.later(
        context,
        () ->
            desk.get()
                .applyLater(
                    DeskJson.text(body, "id"),
                    onboarding(DeskJson.text(body, "class")),
                    DeskJson.cardProof(body))
                .thenApply(ApplicationRoutes::json));
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
    JsonNode body = DeskJson.body(context, "certificate", "challenge", "signature");
    DeskJson.later(
        context,
        () ->
            desk.get()
                .proveCardLater(context.pathParam("id"), DeskJson.cardProof(body))
                .thenApply(ApplicationRoutes::json));
  }

  private void code(Context context) {
    String code = DeskJson.text(DeskJson.body(context, "code"), "code");
    answer(context, desk.get().redeem(context.pathParam("id"), code));
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
              node.put("region", register.entry().region());
            });
    file.evidence()
        .licence()
        .ifPresent(
            licence ->
                node.put("licence", licence.origin() + ", " + licence.reference())
                    .put("licenceConfirmedBy", licence.confirmedBy()));
    file.stop()
        .ifPresent(stop -> node.put("stopReason", stop.reason()).put("stoppedBy", stop.person()));
    ArrayNode approvers = node.putArray("approvers");
    file.approvers().forEach(approvers::add);
  }
}
