package de.siegel.cli.fraud;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.Confirmation;
import de.siegel.cli.operate.AuthorityHttp;
import de.siegel.cli.operate.Persons;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.frauddesk.domain.ConfigurationRules;
import de.siegel.frauddesk.domain.Difference;
import de.siegel.frauddesk.domain.Parameter;
import de.siegel.frauddesk.domain.ParameterCatalogue;
import de.siegel.identity.control.ControlPayload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siegel fraud configure}: changes thresholds. */
@Command(
    name = "configure",
    description = {
      "Changes thresholds: shows what would change, asks, and signs. Two persons have to, here one",
      "after the other, or both at once. The stages follow within seconds, without a restart."
    })
final class ConfigureCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Names a threshold; siegel fraud configuration lists them. May be repeated.")
  private List<String> set = List.of();

  @Option(
      names = "--unset",
      paramLabel = "NAME",
      description = "Leaves a threshold to its standard. May be repeated.")
  private List<String> unset = List.of();

  @Option(
      names = "--draft",
      paramLabel = "ID",
      description = "Signs what another person began, in place of --set and --unset.")
  private String draft;

  @Mixin private AnalystOption key = new AnalystOption();
  @Mixin private Confirmation confirmation = new Confirmation();
  @Mixin private FraudDeskOption desk = new FraudDeskOption();

  ConfigureCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if ((draft == null) == (set.isEmpty() && unset.isEmpty())) {
      throw CommandFailure.usage("Name --set or --unset, or --draft alone.");
    }
    AuthorityHttp http = desk.open();
    FraudSigning signing = new FraudSigning(terminal, http, confirmation);
    FraudDraft found = draft == null ? begin(http) : signing.fetch(draft);
    signing.show(differences(found));
    return signing.sign(
        found, key.persons(), "this configuration", "siegel fraud configure" + desk.again());
  }

  private FraudDraft begin(AuthorityHttp http) {
    Map<String, Double> wanted = SetOption.read(set);
    ObjectNode body = AuthorityHttp.body();
    ObjectNode values = body.putObject("set");
    wanted.forEach(values::put);
    ArrayNode names = body.putArray("unset");
    unset.forEach(names::add);
    FraudDraft made = FraudDraft.read(http.post("/drafts/configuration", body));
    Map<String, Double> expected = new TreeMap<>(before(made));
    expected.keySet().removeAll(unset);
    expected.putAll(wanted);
    if (!expected.equals(after(made))) {
      throw Persons.strange();
    }
    return made;
  }

  private Table differences(FraudDraft found) {
    Table table = Table.of("parameter", "old -> new", "meaning");
    for (Difference one : ConfigurationRules.differences(before(found), after(found))) {
      table.row(
          one.name(),
          one.oldText() + " -> " + one.newText(),
          ParameterCatalogue.find(one.name()).map(Parameter::meaning).orElse("-"));
    }
    return table;
  }

  private Map<String, Double> before(FraudDraft found) {
    return found.before().map(payload -> parameters(found, payload)).orElse(Map.of());
  }

  private Map<String, Double> after(FraudDraft found) {
    return parameters(found, found.payload());
  }

  private Map<String, Double> parameters(FraudDraft found, ControlPayload payload) {
    if (payload instanceof ControlPayload.OfFraudConfiguration configuration) {
      return configuration.value().getParameters();
    }
    throw CommandFailure.negative(
        "This draft is no configuration. If it is a release: siegel fraud release"
            + desk.again()
            + " --draft "
            + found.id());
  }
}
