package de.siegel.cli.fraud.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** An explanation as one JSON object, for programs; names are stable, a later version adds some. */
final class ExplanationJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ExplanationJson() {}

  static String of(Explanation explanation) {
    ExplainedDecision decision = explanation.decision();
    ObjectNode all = JSON.createObjectNode();
    all.put("request", decision.request());
    all.put("leaf", decision.leaf());
    all.put("stage", decision.stage());
    all.put("outcome", decision.outcome().name());
    all.put("requestedAt", decision.requestedAt().toString());
    all.put("pharmacy", decision.pharmacy());
    all.put("operator", decision.operator());
    all.put("terminal", decision.terminal());
    all.put("session", decision.session());
    all.put("score", decision.score());
    rules(all.putArray("rules"), decision.rules());
    decision.findings().forEach(all.putArray("findings")::add);
    decision
        .limit()
        .ifPresent(
            limit ->
                all.putObject("limit").put("limit", limit).put("means", RuleWords.means(limit)));
    all.put("confirmation", decision.confirmation());
    all.put("fraudConfigurationVersion", decision.configuration());
    explanation.state().ifPresent(state -> state(all, state, explanation));
    ArrayNode others = all.putArray("decisions");
    explanation
        .leaves()
        .forEach(
            leaf ->
                others
                    .addObject()
                    .put("leaf", leaf.index())
                    .put("stage", leaf.event().getStage())
                    .put("kind", leaf.event().getKind().name()));
    explanation.supersedes().ifPresent(one -> related(all.putObject("supersedes"), one));
    ArrayNode successors = all.putArray("supersededBy");
    explanation.successors().forEach(one -> related(successors.addObject(), one));
    explanation.limits().forEach(all.putArray("limits")::add);
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can be written", e);
    }
  }

  private static void related(ObjectNode node, RelatedRequest request) {
    node.put("request", request.request())
        .put("supersedes", request.supersedes())
        .put("outcome", request.outcome().name())
        .put("stage", request.stage())
        .put("requestedAt", request.requestedAt().toString())
        .put("confirmation", request.confirmation())
        .put("leaf", request.leaf());
  }

  private static void state(ObjectNode all, StateBefore before, Explanation explanation) {
    ObjectNode state = all.putObject("state");
    state.put("reconstructed", before.replayed().isPresent());
    before.replayed().ifPresent(count -> state.put("replayed", count));
    StateFigures.figures(before.state(), explanation.parameters())
        .forEach((name, value) -> state.set(name, JSON.valueToTree(value)));
    before
        .here()
        .ifPresent(
            here -> {
              ObjectNode node = all.putObject("rulesOfThisVersion");
              node.put("outcome", here.outcome().name());
              node.put("score", here.score());
              rules(
                  node.putArray("rules"),
                  here.contributions().stream().map(ExplainedRule::of).toList());
            });
  }

  private static void rules(ArrayNode to, List<ExplainedRule> rules) {
    for (ExplainedRule rule : rules) {
      ObjectNode node = to.addObject();
      node.put("rule", rule.name());
      rule.version().ifPresent(version -> node.put("version", version));
      rule.points().ifPresent(points -> node.put("points", points));
      rule.asks().ifPresent(asks -> node.put("asks", asks));
      node.put("means", rule.means());
      if (!rule.evidence().isEmpty()) {
        node.set("evidence", JSON.valueToTree(rule.evidence()));
      }
    }
  }
}
