package de.siegel.cli.fraud;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.Confirmation;
import de.siegel.cli.operate.AuthorityHttp;
import de.siegel.cli.operate.Persons;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.frauddesk.domain.Numbers;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.HoldRelease;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siegel fraud release}: what fraud-check stops of a pharmacy was looked into. */
@Command(
    name = "release",
    description = {
      "Releases what fraud-check stops of a pharmacy, after somebody looked into it: shows what would",
      "be published, asks, and signs. Two persons have to, one after the other, or both at once.",
      "It does not widen VELOCITY_LIMIT and PROBATION_LIMIT: siegel fraud configure does, for all",
      "(velocity.limit, probation.limit), and for one pharmacy the end of its probation."
    })
final class ReleaseCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "PHARMACY", arity = "0..1", description = "Its id.")
  private String pharmacy;

  @Option(
      names = "--growth",
      paramLabel = "N",
      description = {
        "So many times as much as before is usual there from now on, 0.1 to 20; 1 if not named:",
        "nothing changed."
      })
  private Double growth;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, at most 200 characters; no personal data.")
  private String reason;

  @Option(
      names = "--draft",
      paramLabel = "ID",
      description = "Signs what another person began, in place of the pharmacy and the reason.")
  private String draft;

  @Mixin private AnalystOption key = new AnalystOption();
  @Mixin private Confirmation confirmation = new Confirmation();
  @Mixin private FraudDeskOption desk = new FraudDeskOption();

  ReleaseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean begins = pharmacy != null && reason != null;
    boolean joins = pharmacy == null && reason == null && growth == null;
    if (draft == null ? !begins : !joins) {
      throw CommandFailure.usage("Name a pharmacy and --reason, or --draft alone.");
    }
    AuthorityHttp http = desk.open();
    FraudSigning signing = new FraudSigning(terminal, http, confirmation);
    FraudDraft found = draft == null ? begin(http) : signing.fetch(draft);
    signing.show(shown(release(found)));
    return signing.sign(
        found, key.persons(), "this release", "siegel fraud release" + desk.again());
  }

  private FraudDraft begin(AuthorityHttp http) {
    double times = growth == null ? 1 : growth;
    if (!Double.isFinite(times)) {
      throw CommandFailure.usage("--growth: must be a number, 0.1 to 20.");
    }
    FraudDraft made =
        FraudDraft.read(
            http.post(
                "/drafts/release",
                AuthorityHttp.body()
                    .put("pharmacyId", pharmacy)
                    .put("growth", times)
                    .put("reason", reason)));
    HoldRelease release = release(made);
    boolean same =
        release.getPharmacyId().equals(pharmacy)
            && release.getGrowth() == times
            && release.getReason().equals(reason);
    if (!same) {
      throw Persons.strange();
    }
    return made;
  }

  private HoldRelease release(FraudDraft found) {
    if (found.payload() instanceof ControlPayload.OfHoldRelease release) {
      return release.value();
    }
    throw CommandFailure.negative(
        "This draft is no release. If it is a configuration: siegel fraud configure"
            + desk.again()
            + " --draft "
            + found.id());
  }

  private static Table shown(HoldRelease release) {
    Table table = Table.of("to be signed", "");
    table.row("pharmacy", release.getPharmacyId());
    table.row("void is", "what was held or noticed there before " + release.getReleasedAt());
    table.row("usual from now on", Numbers.text(release.getGrowth()) + " times as much as before");
    table.row("reason", release.getReason());
    return table;
  }
}
