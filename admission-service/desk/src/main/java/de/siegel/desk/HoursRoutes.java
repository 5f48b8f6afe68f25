package de.siegel.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.desk.domain.DeclaredHours;
import de.siegel.identity.control.DeclaredTimes;
import de.siegel.schemas.control.Admission;
import de.siegel.servicekit.authority.DeskJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@link HoursDesk} over HTTP; the form is in docs/RUNBOOK.md. */
final class HoursRoutes {
  private static final String[] DECLARED = {"pharmacyId", "open", "duties"};
  private static final String[] SIGNED = {"pharmacyId", "open", "duties", "keyId", "signatures"};

  private final Supplier<HoursDesk> desk;

  HoursRoutes(Supplier<HoursDesk> desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/hours", this::show);
    routes.post("/hours/draft", this::draft);
    routes.post("/hours", this::sign);
  }

  private void show(Context context) {
    Admission admission =
        desk.get()
            .inForce(String.valueOf(context.queryParam("pharmacy")))
            .orElseThrow(
                () -> new IllegalArgumentException("pharmacy: no such pharmacy is admitted"));
    ObjectNode root = DeskJson.object();
    ArrayNode open = root.putArray("open");
    DeclaredTimes.texts(admission.getOpeningHours()).forEach(open::add);
    ArrayNode duties = root.putArray("duties");
    admission.getDuties().stream().map(DeclaredTimes::text).forEach(duties::add);
    DeskJson.answer(context, root);
  }

  private void draft(Context context) {
    JsonNode body = DeskJson.body(context, DECLARED);
    String id = DeskJson.text(body, "pharmacyId");
    ObjectNode node =
        DeskJson.object().put("payload", DeskJson.base64(desk.get().draft(id, declared(body))));
    desk.get().signedBytes(id).ifPresent(before -> node.put("before", DeskJson.base64(before)));
    DeskJson.answer(context, node);
  }

  private void sign(Context context) {
    JsonNode body = DeskJson.body(context, SIGNED);
    ConfirmerRoutes.answer(
        context,
        desk.get()
            .sign(DeskJson.text(body, "pharmacyId"), declared(body), DeskJson.signatures(body)));
  }

  private static DeclaredHours declared(JsonNode body) {
    return new DeclaredHours(
        list(body, "open", DeclaredTimes::hours), list(body, "duties", DeclaredTimes::duties));
  }

  /** A list of texts; empty if it is not there. */
  private static <T> Optional<List<T>> list(
      JsonNode body, String field, Function<Collection<String>, List<T>> read) {
    JsonNode list = DeskJson.list(body, field);
    if (list.isMissingNode()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText("")));
    return Optional.of(read.apply(texts));
  }
}
