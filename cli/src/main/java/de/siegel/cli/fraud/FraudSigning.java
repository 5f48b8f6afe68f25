package de.siegel.cli.fraud;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.Confirmation;
import de.siegel.cli.ExitCode;
import de.siegel.cli.operate.AuthorityHttp;
import de.siegel.cli.operate.Persons;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.topic.TopicCatalogue;
import java.util.List;
import java.util.regex.Pattern;

/** Persons sign a draft of the fraud desk that was shown to them. */
final class FraudSigning {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");

  private final Terminal terminal;
  private final AuthorityHttp http;
  private final Confirmation confirmation;

  FraudSigning(Terminal terminal, AuthorityHttp http, Confirmation confirmation) {
    this.terminal = terminal;
    this.http = http;
    this.confirmation = confirmation;
  }

  /** A draft that somebody else began. */
  FraudDraft fetch(String id) {
    if (!ID.matcher(id).matches()) {
      throw CommandFailure.usage(
          "--draft: must be the id that the first person was shown, 12 hexadecimal digits.");
    }
    FraudDraft draft = FraudDraft.read(http.get("/drafts/" + id));
    if (!draft.id().equals(id)) {
      throw Persons.strange();
    }
    return draft;
  }

  /** Shows what is about to be signed. */
  void show(Table table) {
    print(table);
    terminal.out().println();
    terminal.out().flush();
  }

  /**
   * Each person is asked and signs.
   *
   * @param what for the question, such as {@code this configuration}
   * @param command that a second person gives, without the draft's id
   */
  int sign(FraudDraft draft, List<AuthorityKey> persons, String what, String command) {
    JsonNode answer = null;
    for (AuthorityKey person : persons) {
      if (answer != null && answer.path("published").asBoolean()) {
        break; // enough have signed
      }
      confirmation.require("Sign " + what + " as " + person.id() + "?", "Not signed.");
      answer =
          http.post(
              "/drafts/" + draft.id() + "/signatures",
              Persons.signatures(TopicCatalogue.FRAUD_CONFIGURATION, draft.bytes(), person));
    }
    terminal.out().println(result(draft, answer, command));
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  /** Decisions name a configuration by its record's sequence, and so does everything else. */
  static String inForce(boolean release, String version, String sequence) {
    return release
        ? "In force: release, record "
            + sequence
            + " of "
            + TopicCatalogue.FRAUD_CONFIGURATION
            + ", version "
            + version
            + " of this pharmacy's. The fraud configuration stays the one before."
        : "In force: fraud configuration "
            + sequence
            + ", as decisions name it (version "
            + version
            + "). No stage has to be started again.";
  }

  private static String result(FraudDraft draft, JsonNode answer, String command) {
    if (answer.path("published").asBoolean()) {
      return inForce(
          draft.payload() instanceof ControlPayload.OfHoldRelease,
          answer.path("version").asText(),
          answer.path("sequence").asText());
    }
    return "Signed by "
        + answer.path("signers").size()
        + " of "
        + answer.path("needed").asText()
        + " persons; the same person twice counts once. Nothing has changed yet. Another one signs"
        + " until "
        + answer.path("expires").asText()
        + ": "
        + command
        + " --draft "
        + draft.id()
        + " --key NAME";
  }

  private void print(Table table) {
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
  }
}
