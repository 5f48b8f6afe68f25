package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.CommandFailure;
import de.siegel.client.session.CardTerminal;
import de.siegel.client.session.Pkcs11Card;
import de.siegel.client.session.SoftCard;
import java.io.Console;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which card signs: one behind a PKCS#11 module, or a soft test card. */
public final class CardOption {
  @Option(
      names = "--card",
      paramLabel = "NAME",
      description =
          "The card: a soft test card's files without ending, or with --module its label.")
  private String card;

  @Option(
      names = "--module",
      paramLabel = "FILE",
      description = "PKCS#11 module of the card terminal; it asks for the PIN.")
  private Path module;

  @Option(
      names = "--slot",
      defaultValue = "0",
      paramLabel = "N",
      description = "Slot of the module; ${DEFAULT-VALUE} if not named.")
  private int slot;

  /** The card; empty if none is named. */
  public Optional<CardTerminal> open() {
    if (card == null) {
      if (module != null) {
        throw CommandFailure.usage("--module: name the card's label too: --card.");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(
          module == null
              ? SoftCard.read(Path.of(card))
              : Pkcs11Card.open(module, slot, card, CardOption::pin));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw CommandFailure.usage(e.getMessage() + ".", e);
    }
  }

  /** The card's answer to a challenge, as the desk takes it. */
  static ObjectNode prove(CardTerminal card, JsonNode challenge) {
    byte[] bytes = Base64.getDecoder().decode(challenge.path("challenge").asText());
    return AuthorityHttp.body()
        .put("certificate", Persons.base64(card.certificate()))
        .put("challenge", Persons.base64(bytes))
        .put("signature", Persons.base64(card.sign(bytes)));
  }

  /** Never an argument: those are seen by everybody on the machine. */
  private static char[] pin() {
    Console console = System.console();
    char[] pin = console == null ? null : console.readPassword("PIN of the card: ");
    if (pin == null) {
      throw CommandFailure.usage("There is no terminal to ask for the card's PIN.");
    }
    return pin;
  }
}
