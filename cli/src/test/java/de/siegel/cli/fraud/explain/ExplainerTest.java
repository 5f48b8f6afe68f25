package de.siegel.cli.fraud.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.fraud.audit.TestLeaves;
import de.siegel.cli.terminal.Style;
import de.siegel.fraudrules.Moment;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.FraudContribution;
import de.siegel.sealing.Doubt;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why one request was decided as it was, as far as a trail tells. */
class ExplainerTest {
  private static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");
  private static final Instant NIGHT = Instant.parse("2026-12-12T01:00:00Z");

  private static Explainer over(TestLeaves leaves, Profile hours) {
    return new Explainer(
        (wanted, each) ->
            leaves.all().stream().filter(leaf -> wanted.test(leaf.event())).forEach(each),
        pharmacy -> hours,
        sequence -> Thresholds.STANDARD);
  }

  private static Explanation explain(TestLeaves leaves, String request) {
    return over(leaves, Profile.UNKNOWN).explain(request, Optional.empty());
  }

  private static String table(Explanation explanation) {
    return String.join("\n", ExplanationTable.lines(explanation, 100, new Style(false)));
  }

  /** Forty days of twelve requests, then one at night, and what came after it. */
  private static TestLeaves habitAndNight() {
    TestLeaves leaves = new TestLeaves();
    for (int day = 0; day < 40; day++) {
      for (int n = 0; n < 12; n++) {
        leaves.at(n % 2 == 0 ? "till-1" : "till-2", "anna");
        Instant at = MONDAY.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(31L * n + day));
        leaves.decided(AuditKind.APPROVED, "day-" + day + "-" + n, at);
      }
    }
    return leaves
        .at("till-9", "carl")
        .decided(AuditKind.HELD, "night", NIGHT, "VELOCITY_LIMIT")
        .decided(AuditKind.REPEATED, "validation", "night", NIGHT.plusSeconds(60))
        .decided(AuditKind.APPROVED, "later", NIGHT.plusSeconds(90))
        .of("pharmacy-2")
        .decided(AuditKind.APPROVED, "day-3-4", NIGHT);
  }

  @Test
  void saysWhatTheLeafSaysWithTheWordsOfAnAnalyst() {
    TestLeaves leaves =
        new TestLeaves().decided(AuditKind.STEP_UP, "r", MONDAY, "STEP_UP_REQUIRED");
    leaves.last().setScore(600);
    leaves.last().setRules(List.of(RuleId.CLOSED.name(), "A_RULE_OF_TOMORROW"));
    leaves.last().setFraudConfigurationVersion(7);

    assertThat(table(explain(leaves, "r")))
        .containsPattern("outcome +STEP_UP by fraud-check, leaf 0")
        .contains(RuleId.CLOSED.forAnalyst(), "a rule that this version of siegel does not know")
        .containsPattern("score +600")
        .containsPattern("fraud configuration +7")
        .containsPattern("findings +STEP_UP_REQUIRED")
        .contains("Monday, 2 November 2026, 10:00:00 in Germany");
  }

  @Test
  void whatTheLeafWroteDownOfItsRulesAndTheirStateIsBelievedAndNotReconstructed() {
    TestLeaves leaves = habitAndNight().decided(AuditKind.STEP_UP, "noted", NIGHT.plusSeconds(200));
    leaves.last().setRules(List.of("NEW_TERMINAL"));
    leaves.last().setConfirmation("webauthn");
    leaves
        .last()
        .setContributions(
            List.of(
                new FraudContribution("NEW_TERMINAL", 3, 222, "STEP_UP", Map.of("asked", 1.0))));
    PharmacyState state = PharmacyState.NEW.at(Moment.of(NIGHT), 1, Parameters.standard());
    leaves.lastLinks().setFraudState(ByteBuffer.wrap(PharmacyStateCodec.encode(state)));

    Explanation explanation = explain(leaves, "noted");

    assertThat(explanation.limits())
        .containsExactly("The state is the one that fraud-check wrote down with its decision.");
    assertThat(table(explanation))
        .containsPattern("NEW_TERMINAL +3 +222 +STEP_UP")
        .contains("(asked 1)", "webauthn")
        .doesNotContain("The rules of this version")
        .containsPattern("terminals +0 known");
    leaves.lastLinks().setFraudState(ByteBuffer.wrap(new byte[] {99}));
    assertThat(explain(leaves, "noted").limits())
        .anyMatch(limit -> limit.contains("another version"))
        .anyMatch(limit -> limit.contains("reconstructed"));
  }

  @Test
  void aPlaceIsFoundWhateverTheRequestIsCalled() {
    TestLeaves leaves = new TestLeaves();
    for (long offset = 1708; offset < 1711; offset++) {
      leaves.decided(AuditKind.STEP_UP, "r-" + offset, MONDAY);
      leaves.last().setSourcePartition(3);
      leaves.last().setSourceOffset(offset);
    }
    leaves.of("pharmacy-2").decided(AuditKind.REJECTED, "3/1709", MONDAY);

    assertThat(explain(leaves, "3/1709").decision().request()).isEqualTo("r-1709");
    assertThatThrownBy(() -> explain(leaves, "3/17")).hasMessageContaining("3/17");
  }

  @Test
  void theStateIsThatOfEarlierRequestsOfThisPharmacyAlone() {
    StateBefore state = explain(habitAndNight(), "night").state().orElseThrow();

    assertThat(state.replayed()).contains(480);
    assertThat(state.state().age()).isEqualTo(40);
    assertThat(state.state().terminals().all()).as("till-9 comes with this one").hasSize(2);
    assertThat(state.state().seen()).as("a new day has begun").isZero();
    assertThat(state.here().orElseThrow().contributions())
        .extracting(contribution -> contribution.rule())
        .contains(RuleId.UNUSUAL_HOUR, RuleId.NEW_TERMINAL);
  }

  @Test
  void theStateIsToldInWordsAndWithAMapOfHours() {
    String text = table(explain(habitAndNight(), "night"));

    assertThat(text)
        .containsPattern("known for +40 days, since 2026-11-02")
        .containsPattern("usual on such a day +1[0-9]\\.[0-9] visits, learnt from 40 days")
        .containsPattern("terminals +2 known, 0 of them new")
        .containsPattern("Fri \\.{9}[1-9]+\\.+\n")
        .contains("at a time of the week at which this pharmacy has not worked")
        .contains("reconstructed", "cannot know", "standard thresholds")
        .containsPattern("481 +validation +REPEATED");
  }

  @Test
  void whatItCannotKnowIsSaid() {
    assertThat(explain(habitAndNight(), "night").limits())
        .anyMatch(limit -> limit.contains("480 earlier decisions"))
        .anyMatch(
            limit ->
                limit.contains("family")
                    && limit.contains("confirmed")
                    && limit.contains("released")
                    && limit.contains("how busy other pharmacies were"));
  }

  @Test
  void declaredHoursAreUsedAndSaid() {
    Profile open = new Profile(List.of(new Profile.Opening(0, 480, 1080)), List.of());
    Explanation explanation = over(habitAndNight(), open).explain("night", Optional.empty());

    assertThat(table(explanation))
        .contains(RuleId.CLOSED.name(), "control.admissions")
        .doesNotContain("UNUSUAL_HOUR ");
  }

  @Test
  void anIdThatSeveralPharmaciesUsedIsListedAndNotGuessed() {
    Explainer explainer = over(habitAndNight(), Profile.UNKNOWN);

    assertThatThrownBy(() -> explainer.explain("day-3-4", Optional.empty()))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("pharmacy-1, pharmacy-2")
        .hasMessageContaining("--pharmacy");
    assertThat(explainer.explain("day-3-4", Optional.of("pharmacy-2")).decision().leaf())
        .isEqualTo(483);
  }

  @Test
  void anUnknownIdIsSaidWithWhatCouldNotBeLookedAt() {
    TestLeaves leaves =
        new TestLeaves()
            .decided(AuditKind.APPROVED, "r", MONDAY)
            .closed(AuditKind.APPROVED, MONDAY, "2026-08");

    assertThatThrownBy(() -> explain(leaves, "no-such"))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NEGATIVE))
        .hasMessageContaining("no-such")
        .hasMessageContaining("1 decisions could not be opened");
  }

  @Test
  void whatValidationRefusedWasSeenByNoRule() {
    TestLeaves leaves =
        new TestLeaves().decided(AuditKind.REJECTED, "validation", "r", MONDAY, "REQUIRED");

    assertThat(table(explain(leaves, "r")))
        .contains("REJECTED by validation", "no rule looked at it")
        .doesNotContain("What was known");
  }

  @Test
  void closedDecisionsUpToThenMakeTheStateDoubtful() {
    TestLeaves leaves =
        new TestLeaves()
            .closed(AuditKind.APPROVED, MONDAY.minusSeconds(60), "2026-10")
            .decided(AuditKind.APPROVED, "r", MONDAY)
            .closed(AuditKind.APPROVED, MONDAY.plusSeconds(60), "2026-12");

    assertThat(explain(leaves, "r").limits())
        .anyMatch(
            limit ->
                limit.startsWith("1 decisions up to then")
                    && limit.contains("2026-10")
                    && !limit.contains("2026-12"));
  }

  @Test
  void theFirstRequestOfAPharmacyHasNoPast() {
    assertThat(table(explain(new TestLeaves().decided(AuditKind.APPROVED, "r", MONDAY), "r")))
        .contains("this is its first request", "no day was whole", "learnt when it is over");
  }

  @Test
  void aStateThatTheLeafHasIsReadAsItIsAndOneThatIsNoneIsNotBelieved() {
    byte[] bytes =
        PharmacyStateCodec.encode(
            PharmacyState.NEW.at(Moment.of(MONDAY), 1, Parameters.standard()));
    Moment then = Moment.of(MONDAY.plus(Duration.ofDays(3)));

    assertThat(StateBefore.decoded(bytes, then, Parameters.standard()))
        .hasValueSatisfying(
            state -> {
              assertThat(state.replayed()).isEmpty();
              assertThat(state.state().age()).isEqualTo(3);
            });
    assertThat(StateBefore.decoded(new byte[] {9}, then, Parameters.standard())).isEmpty();
  }

  /** Stepped up, tried with a stale confirmation, confirmed by a card, lost, and issued again. */
  private static TestLeaves chain() {
    TestLeaves leaves = new TestLeaves().decided(AuditKind.STEP_UP, "asked", MONDAY, "CLOSED");
    leaves.decided(AuditKind.REPEATED, "validation", "asked", MONDAY.plusSeconds(5));
    leaves.decided(AuditKind.REJECTED, "validation", "stale", MONDAY.plusSeconds(9));
    leaves.lastLinks().setSupersedes("asked");
    leaves.decided(AuditKind.APPROVED, "confirmed", MONDAY.plusSeconds(60));
    leaves.lastLinks().setSupersedes("asked");
    leaves.last().setConfirmation("hba");
    leaves.decided(AuditKind.ISSUED, "signer", "confirmed", MONDAY.plusSeconds(60));
    leaves.lastLinks().setSupersedes("asked");
    leaves.decided(AuditKind.APPROVED, "again", MONDAY.plusSeconds(90));
    leaves.lastLinks().setSupersedes("confirmed");
    leaves.decided(AuditKind.CONFLICT, "validation", "liar", MONDAY.plusSeconds(95));
    leaves.lastLinks().setSupersedes("asked");
    leaves.of("pharmacy-2").decided(AuditKind.APPROVED, "foreign", MONDAY.plusSeconds(99));
    leaves.lastLinks().setSupersedes("asked");
    return leaves;
  }

  @Test
  void whoSupersededItIsToldWithOutcomeAndConfirmation() {
    Explanation explanation = explain(chain(), "asked");

    assertThat(explanation.successors())
        .extracting(RelatedRequest::request, RelatedRequest::outcome, RelatedRequest::confirmation)
        .containsExactly(
            tuple("stale", AuditKind.REJECTED, ""),
            tuple("confirmed", AuditKind.ISSUED, "hba"),
            tuple("again", AuditKind.APPROVED, ""));
    assertThat(table(explanation))
        .containsPattern("was to be superseded by +stale +REJECTED by validation")
        .containsPattern("superseded by +confirmed +ISSUED by signer, confirmed by hba")
        .containsPattern("confirmed superseded by +again +APPROVED by fraud-check")
        .doesNotContain("liar", "foreign");
  }

  @Test
  void whatItSupersedesIsToldTooAlsoByReference() {
    TestLeaves leaves = chain();
    String reference = Doubt.reference("submission-3");

    Explanation explanation = explain(leaves, reference);

    assertThat(explanation.decision().request()).isEqualTo("confirmed");
    assertThat(explain(leaves, reference.toLowerCase(Locale.ROOT)).decision())
        .as("as somebody typed it")
        .isEqualTo(explanation.decision());
    assertThat(explanation.supersedes().map(RelatedRequest::request)).contains("asked");
    assertThat(explanation.successors()).extracting(RelatedRequest::request).containsOnly("again");
    assertThat(table(explanation)).containsPattern("supersedes +asked +STEP_UP by fraud-check");
  }

  @Test
  void aPredecessorThatTheTrailDoesNotHaveIsNamedAllTheSame() {
    TestLeaves leaves = new TestLeaves().decided(AuditKind.APPROVED, "r", MONDAY);
    leaves.lastLinks().setSupersedes("gone");

    assertThat(table(explain(leaves, "r"))).containsPattern("supersedes +gone +not in the trail");
  }

  @Test
  void programsReadTheChain() throws Exception {
    JsonNode json = new ObjectMapper().readTree(ExplanationJson.of(explain(chain(), "confirmed")));

    assertThat(json.get("supersedes").get("request").asText()).isEqualTo("asked");
    assertThat(json.get("supersededBy").get(0).get("request").asText()).isEqualTo("again");
  }

  @Test
  void thresholdsAreThoseOfTheConfigurationThatTheDecisionNames() {
    TestLeaves leaves = habitAndNight();
    leaves.decided(AuditKind.STEP_UP, "named", NIGHT.plusSeconds(300));
    leaves.last().setFraudConfigurationVersion(7);
    Map<String, Double> recorded =
        Map.of("velocity.limit", 9.0, "velocity.window-seconds", 60.0, "volume.threshold", 5.25);
    Explainer explainer =
        new Explainer(
            over(leaves, Profile.UNKNOWN).trail(),
            pharmacy -> Profile.UNKNOWN,
            sequence ->
                Thresholds.ofRecord(
                    sequence == 7 ? Optional.of(recorded) : Optional.empty(), sequence));

    assertThat(table(explainer.explain("named", Optional.empty())).replaceAll("\\s+", " "))
        .contains("5.25 is a lasting shift", "with those of configuration 7, which the decision");
    assertThat(table(explainer.explain("night", Optional.empty())).replaceAll("\\s+", " "))
        .contains("standard thresholds, not those of configuration");
    assertThat(Thresholds.ofRecord(Optional.of(Map.of("unknown", 1.0)), 7))
        .as("of another version")
        .isEqualTo(Thresholds.STANDARD);
  }

  @Test
  void aLimitIsSaidToBeWhatItWas() throws Exception {
    Explanation explanation = explain(habitAndNight(), "night");

    assertThat(table(explanation))
        .contains("It was beyond a limit: VELOCITY_LIMIT", "velocity.window-seconds")
        .contains("No rule looked at it; over the trail")
        .doesNotContain("Rules that contributed");
    JsonNode json = new ObjectMapper().readTree(ExplanationJson.of(explanation));
    assertThat(json.get("limit").get("means").asText()).contains("siegel fraud configure");
    assertThat(table(explain(habitAndNight(), "day-3-5"))).contains("Rules that contributed");
  }

  @Test
  void programsGetTheSameAsOneObject() throws Exception {
    JsonNode json =
        new ObjectMapper().readTree(ExplanationJson.of(explain(habitAndNight(), "night")));

    assertThat(json.get("outcome").asText()).isEqualTo("HELD");
    assertThat(json.get("requestedAt").asText()).isEqualTo(NIGHT.toString());
    assertThat(json.get("findings").get(0).asText()).isEqualTo("VELOCITY_LIMIT");
    assertThat(json.get("state").get("knownDays").asInt()).isEqualTo(40);
    assertThat(json.get("state").get("reconstructed").asBoolean()).isTrue();
    assertThat(json.get("state").get("hours")).hasSize(7).allMatch(day -> day.size() == 24);
    assertThat(json.get("rulesOfThisVersion").get("rules"))
        .anyMatch(rule -> rule.get("rule").asText().equals("UNUSUAL_HOUR"));
    assertThat(json.get("decisions")).hasSize(2);
    assertThat(json.get("limits")).isNotEmpty();
  }

  @Test
  void numbersThatAreTimesOrDaysAreToldAsSuch() {
    assertThat(
            Evidence.words(
                Map.of("until", 1793000000.0, "firstDay", 20700.0, "asked", 2.0, "share", 0.256)))
        .isEqualTo(" (asked 2, firstDay 2026-09-04, share 0.26, until 2026-10-26T07:33:20Z)");
    assertThat(Evidence.words(Map.of())).isEmpty();
  }
}
