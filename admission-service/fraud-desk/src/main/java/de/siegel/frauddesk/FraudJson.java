package de.siegel.frauddesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.frauddesk.domain.Parameter;
import de.siegel.frauddesk.domain.ParameterCatalogue;
import de.siegel.frauddesk.domain.Refusal;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.servicekit.authority.DeskJson;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the fraud desk answers, as JSON. */
final class FraudJson {
  private FraudJson() {}

  /** The parameters in force, also those that are not named; version 0 if there is none. */
  static ObjectNode configuration(FraudBook book) {
    ObjectNode root = DeskJson.object();
    root.put("version", 0).put("sequence", 0);
    book.configuration()
        .ifPresent(
            entry -> {
              FraudConfiguration value = entry.value();
              header(root, value.getHeader());
              root.put("since", value.getHeader().getIssuedAt().toString());
              texts(root.putArray("signers"), entry.signers());
            });
    ArrayNode all = root.putArray("parameters");
    Map<String, Double> named = new TreeMap<>(book.parameters());
    for (Parameter known : ParameterCatalogue.all()) {
      Double value = named.remove(known.name());
      ObjectNode one =
          all.addObject()
              .put("name", known.name())
              .put("named", value != null)
              .put("range", known.range())
              .put("meaning", known.meaning());
      known.standard().ifPresent(standard -> one.put("standard", standard));
      if (value != null) {
        one.put("inForce", value);
      } else {
        known.standard().ifPresent(standard -> one.put("inForce", standard));
      }
    }
    named.forEach(
        (name, value) ->
            all.addObject().put("name", name).put("named", true).put("inForce", value));
    return root;
  }

  /** The last release of each pharmacy that has one. */
  static ObjectNode releases(FraudBook book) {
    ObjectNode root = DeskJson.object();
    ArrayNode all = root.putArray("releases");
    book.releases()
        .forEach(
            entry -> {
              ObjectNode one =
                  all.addObject()
                      .put("pharmacyId", entry.value().getPharmacyId())
                      .put("releasedAt", entry.value().getReleasedAt().toString())
                      .put("growth", entry.value().getGrowth())
                      .put("reason", entry.value().getReason());
              header(one, entry.value().getHeader());
              texts(one.putArray("signers"), entry.signers());
            });
    return root;
  }

  static ObjectNode draft(FraudAnswer.Drafted draft) {
    ObjectNode root =
        DeskJson.object()
            .put("id", draft.id())
            .put("kind", kind(draft.payload()))
            .put("payload", DeskJson.base64(draft.bytes()))
            .put("needed", draft.needed())
            .put("expires", draft.expires().toString())
            .put("published", false);
    draft.before().ifPresent(before -> root.put("before", DeskJson.base64(before)));
    texts(root.putArray("signers"), draft.signers());
    return root;
  }

  static ObjectNode published(FraudAnswer.Published published) {
    ObjectNode root =
        DeskJson.object()
            .put("id", published.id())
            .put("kind", kind(published.payload()))
            .put("published", true);
    header(root, published.payload().header());
    texts(root.putArray("signers"), published.signers());
    return root;
  }

  static ObjectNode refused(FraudAnswer.Refused refused) {
    ObjectNode root =
        DeskJson.object()
            .put(
                "message",
                refused.refusals().stream()
                    .map(refusal -> refusal.code() + ": " + refusal.message())
                    .collect(Collectors.joining(" ")));
    ArrayNode all = root.putArray("refusals");
    for (Refusal refusal : refused.refusals()) {
      all.addObject()
          .put("code", refusal.code().name())
          .put("field", refusal.field())
          .put("message", refusal.message());
    }
    return root;
  }

  private static String kind(ControlPayload payload) {
    return payload instanceof ControlPayload.OfHoldRelease ? "release" : "configuration";
  }

  private static void header(ObjectNode node, ControlHeader header) {
    node.put("version", header.getVersion()).put("sequence", header.getSequence());
  }

  private static void texts(ArrayNode node, Collection<String> texts) {
    texts.forEach(node::add);
  }
}
