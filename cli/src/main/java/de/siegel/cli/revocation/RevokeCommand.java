package de.siegel.cli.revocation;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.Confirmation;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.FollowUp;
import de.siegel.cli.operate.AuthorityHttp;
import de.siegel.cli.operate.Persons;
import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.revocation.BlastReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siegel revoke}: revokes what a report names, and shows what has become of it. */
@Command(
    name = "revoke",
    description = {
      "Revokes exactly the certificates that a report names (siegel audit blast-radius). Two persons",
      "sign, here one after the other, or both at once; the service holds the report against the",
      "trail. With --status: shows each batch, and whether it is published and delivered."
    })
public final class RevokeCommand implements Callable<Integer> {
  private static final URI STANDARD = URI.create("http://127.0.0.1:28096");

  /** Published within 60 s; what takes longer is to be looked at. */
  private static final Duration LATE = Duration.ofSeconds(60);

  private static final int BEGINNING = 8;

  private final Terminal terminal;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what;

  /** What is to be done. */
  static final class What {
    @ArgGroup(exclusive = false)
    private Order order;

    @Option(names = "--status", required = true, description = "Shows what has become of batches.")
    private boolean status;
  }

  /** An order. */
  static final class Order {
    @Option(
        names = "--from-report",
        required = true,
        paramLabel = "FILE",
        description = "The report, as audit blast-radius wrote it.")
    private Path report;

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why; no personal data.")
    private String reason;

    @Option(
        names = "--key",
        required = true,
        paramLabel = "NAME",
        description = {
          "The person's key, without ending; of a quickstart:",
          "siegel-data/authority/authorities/revocations-1 and -2. Both can be named."
        })
    private List<Path> keys;
  }

  @Option(
      names = "--service",
      paramLabel = "URL",
      description = "The service of revocations; ${DEFAULT-VALUE} if not named.")
  private URI service = STANDARD;

  @Mixin private Confirmation confirmation = new Confirmation();

  /** Made by the main command. */
  public RevokeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    AuthorityHttp http = new AuthorityHttp("The service of revocations", "--service", service);
    return what.status ? status(http.get("/revocations")) : revoke(http);
  }

  private int revoke(AuthorityHttp http) {
    byte[] file = read(what.order.report);
    BlastReport report;
    try {
      report = BlastReport.read(file);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          "--from-report: " + what.order.report + " is no report: " + e.getMessage() + ".", e);
    }
    JsonNode answer = null;
    for (Path key : what.order.keys) {
      AuthorityKey person = Persons.read(key);
      terminal
          .out()
          .println(
              report.certificates().size()
                  + " certificates of "
                  + report.window().pharmacyId()
                  + ", asked for from "
                  + report.window().from()
                  + " to "
                  + report.window().to()
                  + report.window().terminal().map(one -> ", at " + one).orElse("")
                  + report.window().operator().map(one -> ", by " + one).orElse("")
                  + report.window().sessionId().map(one -> ", in session " + one).orElse(""));
      terminal.out().flush();
      confirmation.require("Revoke them, as " + person.id() + "?", "Not signed.");
      answer =
          http.post(
              "/revocations",
              file,
              "Siegel-Order",
              Persons.base64(
                  Persons.signedOrder(
                      "certificate.revoke",
                      List.of(BlastReport.hash(file), what.order.reason),
                      person)));
    }
    if (answer.path("batches").isEmpty()) {
      terminal
          .out()
          .println(
              answer.path("persons").size() < 2
                  ? "Signed by one person. Another one signs the same report and reason."
                  : "They are revoked already, or all of them have ended.");
      terminal.out().flush();
      return ExitCode.OK.value();
    }
    terminal
        .out()
        .println(
            "Revoked: "
                + answer.path("certificates").asText()
                + " certificates, in "
                + answer.path("batches").size()
                + " batches. What becomes of them: siegel revoke --status"
                + FollowUp.option("--service", service, STANDARD));
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--from-report: " + file + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    }
  }

  private int status(JsonNode answer) {
    if (answer.path("batches").isEmpty()) {
      terminal.out().println("Nothing was revoked.");
      terminal.out().flush();
      return ExitCode.OK.value();
    }
    Table table =
        Table.of("batch", "made", "kind", "hashes", "published after", "delivered after", "cause");
    Style style = terminal.outStyle();
    boolean undelivered = false;
    for (JsonNode batch : answer.path("batches")) {
      undelivered |= !batch.has("deliveredAt");
      String problem = batch.path("problem").asText();
      table.row(
          batch.path("id").asText().substring(0, BEGINNING),
          batch.path("madeAt").asText().replaceAll("\\.[0-9]+", ""),
          batch.path("hashType").asText(),
          batch.path("entries").asText(),
          after(batch, "publishedAt", style),
          batch.has("deliveredAt")
              ? after(batch, "deliveredAt", style)
              : problem.isEmpty() ? "-" : style.bad("no"),
          batch.path("cause").asText().replaceFirst("order ([0-9a-f]{12})[0-9a-f]{52}", "order $1…")
              + (problem.isEmpty() ? "" : " (" + problem + ")"));
    }
    table.lines(terminal.columns(), style).forEach(terminal.out()::println);
    terminal.out().println();
    int underWay = answer.path("underWay").asInt();
    terminal
        .out()
        .println(
            underWay == 0
                ? undelivered
                    ? "All batches are published. No gateway is configured: none is delivered."
                    : "All batches are where they should be."
                : style.bad(underWay + " batches are not where they should be") + ".");
    terminal.out().flush();
    return (underWay == 0 ? ExitCode.OK : ExitCode.NEGATIVE).value();
  }

  /** How long after it was made. */
  private static String after(JsonNode batch, String field, Style style) {
    if (!batch.has(field)) {
      return style.bad("no");
    }
    Duration time =
        Duration.between(
            Instant.parse(batch.path("madeAt").asText()),
            Instant.parse(batch.path(field).asText()));
    String text = time.toMillis() / 1_000.0 + " s";
    return time.compareTo(LATE) > 0 ? style.bad(text) : text;
  }
}
