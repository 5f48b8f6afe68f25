package de.siegel.fraudcheck;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudcheck.testing.AllTogether;
import de.siegel.fraudcheck.testing.BatchTokens;
import de.siegel.fraudcheck.testing.OfflineRun;
import de.siegel.fraudcheck.testing.SameDecision;
import de.siegel.fraudcheck.testing.Script;
import de.siegel.fraudcheck.testing.TraceRequests;
import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.FraudParameters;
import de.siegel.fraudrules.FraudRun;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudtraces.Trace;
import de.siegel.fraudtraces.TraceEvent;
import de.siegel.fraudtraces.TracePharmacy;
import de.siegel.fraudtraces.Traces;
import de.siegel.identity.testing.SoftAuthenticator;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.OpeningHours;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stage decides as the replay of a trace does, request by request. */
class SameDecisionsTest {
  @TempDir Path folder;
  private final Map<String, TestSession> sessions = new HashMap<>();
  private final Set<String> admitted = new HashSet<>();
  private final SoftAuthenticator device = new SoftAuthenticator();

  @Test
  void decidesMunichAsTheReplayDoes() {
    assertSame(Traces.munich(7, 0.2), Outcome.PASS, Outcome.STEP_UP, Outcome.HOLD);
  }

  @Test
  void decidesANightAtADormantPharmacyAsTheReplayDoes() {
    assertSame(Traces.sundayBurst(7), Outcome.PASS, Outcome.STEP_UP, Outcome.HOLD);
  }

  @Test
  void decidesAStolenSessionAsTheReplayDoes() {
    assertSame(Traces.stolenSession(7, false), Outcome.PASS, Outcome.HOLD);
  }

  /** Six weeks of 66 pharmacies: see {@link AllTogether} and {@link Script}. */
  @Test
  void decidesAllTogetherAsTheReplayDoes() throws IOException {
    AllTogether trace = new AllTogether();
    try (Stage stage = new Stage(folder, Optional.of(batches(trace)))) {
      prepare(stage.house());
      Script script = new Script(trace, tokens(stage.house()));
      assertThatAllOccurs(script);
      trace.pharmacies().forEach(one -> admit(stage.house(), one));
      Map<Integer, String> contents = new HashMap<>();
      for (Script.Step step : script.steps()) {
        if (step instanceof Script.Configure configure) {
          Map<String, Double> parameters = new HashMap<>(configure.parameters());
          parameters.put(FraudParameters.LIMIT, 1_000.0);
          parameters.put(FraudParameters.WINDOW, 3_600.0);
          stage.house().fraudConfiguration(parameters);
        } else if (step instanceof Script.Release release) {
          stage.house().release(release.pharmacy(), release.at(), release.growth());
        } else if (step instanceof Script.Ask ask) {
          stage.catchUp(ask.event().time());
          contents.put(
              ask.number(),
              ask.supersedes() < 0
                  ? TraceRequests.content(ask.event())
                  : contents.get(ask.supersedes()));
          var written = stage.check(validated(stage, ask, contents.get(ask.number())));
          stage.hear(written);
          AuditEvent leaf = stage.leaf(written);
          SameDecision.check("request " + ask, leaf, script.decisions().get(ask.number()));
          assertThat(leaf.getDecision().getConfirmation())
              .isEqualTo(ask.confirmed() ? "webauthn" : "");
        }
      }
    }
  }

  /**
   * Of which batches a pharmacy tells is a matter of chance once in a while ({@code Told}), and
   * chance has another die in each secret: so {@code BATCH_SPREAD} may come a few requests sooner
   * or later in a replay, which has tokens of its own. Nothing else rests on tokens of batches, nor
   * on their turn with a quarter.
   */
  @Test
  void tokensOfBatchesMatterForTheSpreadOfBatchesAlone() {
    TestHouse house = new TestHouse(folder.resolve("keys"));
    prepare(house);
    Script script = new Script(new AllTogether(), tokens(house));
    Script.Knowledge noSpread =
        new Script.Knowledge(
            true, true, true, true, true, true, Map.of("batch-spread.pharmacies", 500.0));

    assertThat(script.decided(noSpread, BatchTokens.OF_NAMES)).isEqualTo(script.decided(noSpread));
  }

  /** Those of the stage itself. */
  private static BatchTokens tokens(TestHouse house) {
    FraudTokens tokens = new FraudTokens(house.keys().secrets(Stage.TOKENS));
    return new BatchTokens() {
      @Override
      public long batch(Instant at, String product, String batch) {
        return tokens.batch(at, product, batch);
      }

      @Override
      public long former(Instant at, String product, String batch) {
        return tokens.formerBatch(at, product, batch);
      }
    };
  }

  /** Each of it has to matter: else a comparison would not see that one side does without. */
  @ParameterizedTest
  @MethodSource("halfKnowing")
  void aReplayThatKnowsLessDecidesOtherwise(Script.Knowledge less) {
    Script script = new Script(new AllTogether(), BatchTokens.OF_NAMES);

    assertThat(script.decided(Script.Knowledge.ALL)).isEqualTo(script.decisions());
    assertThat(script.decided(less)).isNotEqualTo(script.decisions());
  }

  static Stream<Script.Knowledge> halfKnowing() {
    return Stream.of(
        new Script.Knowledge(false, true, true, true, true, true, Map.of()),
        new Script.Knowledge(true, false, true, true, true, true, Map.of()),
        new Script.Knowledge(true, true, false, true, true, true, Map.of()),
        new Script.Knowledge(true, true, true, false, true, true, Map.of()),
        new Script.Knowledge(true, true, true, true, false, true, Map.of()),
        new Script.Knowledge(true, true, true, true, true, false, Map.of()),
        new Script.Knowledge(true, true, true, true, true, true, Map.of("volume.threshold", 3.4)),
        new Script.Knowledge(true, true, true, true, true, true, Map.of("new-terminal.asks", 2.0)));
  }

  /** With one configuration, and releases known from the beginning, it is the replay's own run. */
  @Test
  void theRunWithChangesIsTheReplaysRunWhereNothingChanges() {
    AllTogether trace = new AllTogether();
    Batches batches = trace.batches(BatchTokens.OF_NAMES);
    OfflineRun changing = new OfflineRun(Parameters.standard(), trace.profiles(), batches, true);
    FraudRun replay = new FraudRun(Parameters.standard(), trace.profiles(), batches);
    for (AllTogether.Line line : trace.lines()) {
      Features request = TraceRequests.features(line.event(), line.session());
      assertThat(changing.decide(line.event().issuer(), request))
          .isEqualTo(replay.decide(line.event().issuer(), request));
    }
  }

  private static void assertThatAllOccurs(Script script) {
    List<Script.Ask> asked =
        script.steps().stream()
            .filter(Script.Ask.class::isInstance)
            .map(Script.Ask.class::cast)
            .toList();
    assertThat(asked)
        .filteredOn(
            ask ->
                ask.supersedes() >= 0
                    && script.decisions().get(ask.supersedes()).outcome() == Outcome.STEP_UP
                    && script.decisions().get(ask.number()).outcome() == Outcome.PASS)
        .as("step-ups that a person confirmed")
        .hasSizeGreaterThan(50);
    assertThat(asked)
        .filteredOn(ask -> ask.event().stepUp() && ask.supersedes() < 0)
        .as("lines that a person confirmed unasked")
        .isNotEmpty();
    assertThat(script.decisions())
        .extracting(Decision::outcome)
        .contains(Outcome.PASS, Outcome.STEP_UP, Outcome.HOLD, Outcome.REFUSE);
    assertThat(script.releasesOfAHold()).as("holds that analysts ended").isPositive();
    assertThat(script.rules())
        .containsKeys(
            RuleId.CLOSED,
            RuleId.UNUSUAL_HOUR,
            RuleId.UNUSUAL_HOURS_GO_ON,
            RuleId.ON_HOLD,
            RuleId.VOLUME,
            RuleId.VOLUME_TODAY,
            RuleId.PROBATION_VOLUME,
            RuleId.SESSION_MOVED,
            RuleId.DATE_BEFORE_TRIALS,
            RuleId.BATCH_UNKNOWN,
            RuleId.BATCH_MISSING,
            RuleId.BATCH_FAR,
            RuleId.BATCH_BEFORE_RELEASE,
            RuleId.BATCHES_DOUBTFUL,
            RuleId.BATCH_SPREAD);
    assertThat(script.busiest()).as("how busy all were").isGreaterThan(1.5);
    assertThat(script.steps()).filteredOn(Script.Configure.class::isInstance).hasSize(4);
  }

  private Path batches(AllTogether trace) throws IOException {
    return Files.write(
        folder.resolve("batches.jsonl"), trace.listed().stream().map(AllTogether::json).toList());
  }

  private void admit(TestHouse house, AllTogether.Declared declared) {
    TracePharmacy pharmacy = declared.pharmacy();
    admitted.add(pharmacy.issuer());
    house.admit(
        pharmacy.issuer(),
        admission -> {
          admission.setState(
              declared.probation() ? AdmissionState.PROBATION : AdmissionState.ACTIVE);
          admission.setRegion(declared.region());
          admission.setTelematikIds(declared.names());
          if (declared.openings()) {
            admission.setOpeningHours(
                pharmacy.openings().stream()
                    .map(one -> new OpeningHours(one.dayOfWeek(), one.opens(), one.closes()))
                    .toList());
            admission.setDuties(
                pharmacy.duties().stream().map(one -> new Duty(one.from(), one.to())).toList());
          }
        });
    house.confirmer(device.enrolledFor(pharmacy.issuer()));
  }

  private RequestValidated validated(Stage stage, Script.Ask ask, String content) {
    TestSession session = session(stage.house(), ask.line().session(), ask.event());
    String supersedes = ask.supersedes() < 0 ? null : "line-" + ask.supersedes();
    String id = "line-" + ask.number();
    return stage.validated(
        ask.confirmed()
            ? session.confirmed(
                id, content, supersedes, ask.event().time().plusSeconds(60), device::confirm)
            : session.request(id, content),
        ask.event().time());
  }

  private void assertSame(Trace trace, Outcome... outcomes) {
    FraudRun offline = new FraudRun(Parameters.standard(), Map.of());
    Map<Outcome, Integer> seen = new HashMap<>();
    try (Stage stage = new Stage(folder)) {
      prepare(stage.house());
      int line = 0;
      for (TraceEvent event : (Iterable<TraceEvent>) trace.events()::iterator) {
        line++;
        Decision expected =
            offline.decide(event.issuer(), TraceRequests.features(event, event.session()));
        AuditEvent leaf = decide(stage, event, line);
        SameDecision.check("line " + line, leaf, expected);
        seen.merge(expected.outcome(), 1, Integer::sum);
      }
    }
    assertThat(seen).containsKeys(outcomes);
  }

  private static void prepare(TestHouse house) {
    Stream.of("2021-Q2", "2021-Q3", "2021-Q4").forEach(q -> house.keys().make(Stage.TOKENS, q));
    for (YearMonth month = YearMonth.of(2021, 6); month.getYear() == 2021; ) {
      house.keys().make(TestHouse.AUDIT_LINKS, month.toString());
      month = month.plusMonths(1);
    }
  }

  private AuditEvent decide(Stage stage, TraceEvent event, int line) {
    TestHouse house = stage.house();
    if (admitted.add(event.issuer())) {
      house.admit(event.issuer(), admission -> {});
    }
    TestSession session = session(house, event.session(), event);
    return stage.leaf(
        stage.check(
            stage.validated(
                session.request("line-" + line, TraceRequests.content(event)), event.time())));
  }

  private TestSession session(TestHouse house, String name, TraceEvent first) {
    return sessions.computeIfAbsent(
        name,
        key ->
            house.publish(
                house.unpublished(first.issuer(), SigningAlgorithm.ED25519),
                record -> {
                  record.setTerminal(first.terminal());
                  record.setOperator(first.operator());
                }));
  }
}
