package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.Confirmation;
import de.siegel.cli.ExitCode;
import de.siegel.cli.operate.AdmissionCommand.DeskOption;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.identity.confirmation.Confirmers;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.sealing.Bytes;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siegel admission confirmer}: who may confirm requests of a pharmacy. */
@Command(
    name = "confirmer",
    description = {
      "Who may confirm requests of a pharmacy: a pharmacist with an HBA, or a person with a second",
      "device. Two persons sign, each with their own key: one after the other, or both at once."
    },
    synopsisSubcommandLabel = "COMMAND")
final class ConfirmerCommand implements Runnable {
  private final Terminal terminal;
  @Spec private CommandSpec spec;

  ConfirmerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Whose requests. */
  static final class PharmacyOption {
    @Option(
        names = "--pharmacy",
        required = true,
        paramLabel = "ID",
        description = "Whose requests are confirmed.")
    private String pharmacy;
  }

  /** With what. */
  static final class Means {
    @Option(
        names = "--hba",
        required = true,
        paramLabel = "TELEMATIK-ID",
        description =
            "The pharmacist whose card has this Telematik-ID, also the card's successors.")
    private String telematikId;

    @ArgGroup(exclusive = false)
    private Device device;
  }

  /** A credential on a second device. */
  static final class Device {
    @Option(
        names = "--credential",
        required = true,
        paramLabel = "BASE64URL",
        description = "The credential's id, as the browser gave it when it was made.")
    private String credentialId;

    @Option(
        names = "--public-key",
        paramLabel = "FILE",
        description = "Its public key on P-256: SubjectPublicKeyInfo, DER.")
    private Path publicKey;

    @Option(
        names = "--relying-party",
        defaultValue = "",
        paramLabel = "HOST",
        description = "The relying party id that it was made for.")
    private String relyingParty;

    @Option(
        names = "--origin",
        defaultValue = "",
        paramLabel = "URL",
        description = "The one page that may ask it, such as https://confirm.example.org.")
    private String origin;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; siegel admission confirmer --help lists them.");
  }

  @Command(name = "add", description = "Shows who is to confirm, and signs that.")
  int add(
      @Mixin PharmacyOption pharmacy,
      @ArgGroup(exclusive = true, multiplicity = "1") Means means,
      @Mixin PersonOption key,
      @Mixin Confirmation confirmation,
      @Mixin DeskOption desk) {
    return sign(wanted(pharmacy.pharmacy, means), "It confirms now.", key, confirmation, desk);
  }

  @Command(name = "revoke", description = "Shows who is to confirm no more, and signs that.")
  int revoke(
      @Mixin PharmacyOption pharmacy,
      @ArgGroup(exclusive = true, multiplicity = "1") Means means,
      @Mixin PersonOption key,
      @Mixin Confirmation confirmation,
      @Mixin DeskOption desk) {
    Confirmer wanted = wanted(pharmacy.pharmacy, means);
    wanted.setState(ConfirmerState.REVOKED);
    return sign(wanted, "It confirms no more.", key, confirmation, desk);
  }

  private int sign(
      Confirmer wanted, String done, PersonOption key, Confirmation confirmation, DeskOption desk) {
    terminal
        .out()
        .println(
            new TwoPersons(desk.open(), key, confirmation)
                .sign(
                    "/confirmers",
                    body(wanted),
                    draft -> show(requireAsked(draft.payload(), wanted)),
                    done));
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  /** A desk that has something else signed is found out here. */
  private static Confirmer requireAsked(ControlPayload draft, Confirmer wanted) {
    if (!(draft instanceof ControlPayload.OfConfirmer confirmer)
        || !draft.inPlace()
        || !draft.header().getId().equals(Confirmers.id(wanted))
        || confirmer.value().getState() != wanted.getState()
        || (wanted.getState() == ConfirmerState.ACTIVE
            && !(confirmer.value().getPublicKey().equals(wanted.getPublicKey())
                && confirmer.value().getRelyingPartyId().equals(wanted.getRelyingPartyId())
                && confirmer.value().getOrigin().equals(wanted.getOrigin())))) {
      throw Persons.strange();
    }
    return confirmer.value();
  }

  private void show(Confirmer confirmer) {
    Table table =
        Table.of(
            confirmer.getState() == ConfirmerState.REVOKED ? "to be revoked" : "to confirm", "");
    table.row("pharmacy", confirmer.getPharmacyId());
    table.row("with", confirmer.getKind().name().toLowerCase(Locale.ROOT));
    table.row("Telematik-ID", Table.orDash(confirmer.getTelematikId()));
    table.row("credential", Table.orDash(base64Url(Bytes.of(confirmer.getCredentialId()))));
    table.row("relying party", Table.orDash(confirmer.getRelyingPartyId()));
    table.row("origin", Table.orDash(confirmer.getOrigin()));
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
  }

  @Command(name = "list", description = "Shows who confirms for a pharmacy, or did so once.")
  int list(@Mixin PharmacyOption pharmacy, @Mixin DeskOption desk) {
    JsonNode confirmers =
        desk.open()
            .get(
                "/confirmers?pharmacy="
                    + URLEncoder.encode(pharmacy.pharmacy, StandardCharsets.UTF_8))
            .path("confirmers");
    if (confirmers.isEmpty()) {
      terminal.out().println("Nobody confirms for " + pharmacy.pharmacy + ".");
    } else {
      Table table = Table.of("with", "who", "state", "since");
      for (JsonNode confirmer : confirmers) {
        String telematikId = confirmer.path("telematikId").asText();
        table.row(
            confirmer.path("kind").asText().toLowerCase(Locale.ROOT),
            telematikId.isEmpty()
                ? base64Url(Persons.bytes(confirmer.path("credentialId")))
                : telematikId,
            confirmer.path("state").asText().toLowerCase(Locale.ROOT),
            confirmer.path("since").asText());
      }
      table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    }
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private static Confirmer wanted(String pharmacy, Means means) {
    if (means.device == null) {
      return Confirmers.hba(pharmacy, means.telematikId);
    }
    return Confirmers.webAuthn(
        pharmacy,
        credentialId(means.device.credentialId),
        means.device.publicKey == null ? new byte[0] : read(means.device.publicKey),
        means.device.relyingParty,
        means.device.origin);
  }

  private static byte[] credentialId(String base64Url) {
    try {
      return Base64.getUrlDecoder().decode(base64Url);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--credential: must be base64url", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw CommandFailure.usage("--public-key: " + file + " cannot be read", e);
    }
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static ObjectNode body(Confirmer wanted) {
    return AuthorityHttp.body()
        .put("pharmacyId", wanted.getPharmacyId())
        .put("kind", wanted.getKind().name())
        .put("telematikId", wanted.getTelematikId())
        .put("credentialId", Persons.base64(Bytes.of(wanted.getCredentialId())))
        .put("publicKey", Persons.base64(Bytes.of(wanted.getPublicKey())))
        .put("relyingPartyId", wanted.getRelyingPartyId())
        .put("origin", wanted.getOrigin())
        .put("state", wanted.getState().name());
  }
}
