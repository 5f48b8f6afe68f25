package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.Confirmation;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.trust.AuthorityKey;
import java.util.List;
import java.util.function.Consumer;

/**
 * What two persons sign at a desk: the same body to {@code PATH/draft} and, with signatures, to
 * {@code PATH}.
 */
record TwoPersons(AuthorityHttp http, PersonOption key, Confirmation confirmation) {
  private static final String BY_ONE =
      "Signed by one person; the same person twice counts once. Another one gives the same command"
          + " with --key NAME.";

  /** What the desk wants signed, and all that it says of it. */
  record Draft(ControlPayload payload, JsonNode answer) {}

  /**
   * Has each person sign.
   *
   * @param show shows a draft; throws if it is not what was asked for
   * @param done what is said when it is published
   * @return what is said
   */
  String sign(String path, ObjectNode body, Consumer<Draft> show, String done) {
    JsonNode signed = null;
    for (AuthorityKey person : key.persons()) {
      JsonNode answer = http.post(path + "/draft", body);
      Draft draft = new Draft(Persons.draft(answer.path("payload")), answer);
      show.accept(draft);
      confirmation.require("Sign it, as " + person.id() + "?", "Not signed.");
      ObjectNode signatures = Persons.signatures(List.of(draft.payload()), person);
      signatures.setAll(body);
      signed = http.post(path, signatures);
    }
    return signed.path("published").asBoolean() ? done : BY_ONE;
  }
}
