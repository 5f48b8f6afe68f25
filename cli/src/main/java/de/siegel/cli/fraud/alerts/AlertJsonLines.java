package de.siegel.cli.fraud.alerts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.fraud.explain.RequestPlace;
import de.siegel.cli.fraud.explain.RuleWords;
import de.siegel.schemas.event.FraudAlert;
import java.util.List;
import java.util.TreeMap;

/** One JSON object an alert, for programs; names are stable, a later version adds some. */
final class AlertJsonLines implements AlertFormat {
  @Override
  public List<String> lines(List<FraudAlert> alerts) {
    return alerts.stream().map(AlertJsonLines::line).toList();
  }

  private static String line(FraudAlert alert) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("at", alert.getAt().toString());
    line.put("pharmacy", alert.getPharmacyId());
    line.put("rule", alert.getRule());
    line.put("ruleVersion", alert.getRuleVersion());
    line.put("outcome", alert.getOutcome());
    line.put("since", alert.getSince().toString());
    line.put("requests", alert.getRequests());
    line.put("score", alert.getScore());
    ObjectNode evidence = line.putObject("evidence");
    new TreeMap<>(alert.getEvidence()).forEach(evidence::put);
    line.put("means", RuleWords.means(alert.getRule()));
    line.put("place", RequestPlace.text(alert.getSourcePartition(), alert.getSourceOffset()));
    line.put("partition", alert.getSourcePartition());
    line.put("offset", alert.getSourceOffset());
    line.put("fraudConfigurationVersion", alert.getFraudConfigurationVersion());
    return line.toString();
  }
}
