package de.siegel.desk.domain;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.OnboardingClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is tried, in whatever order and by whomever. */
class AdmissionRulesPropertyTest {
  private static final Set<AdmissionState> ISSUING =
      Set.of(AdmissionState.PROBATION, AdmissionState.ACTIVE);

  /** A step as an index of what can be tried, who tries it, and how long after the one before. */
  record Try(int what, String person, int hours) {}

  @Provide
  Arbitrary<List<Try>> tries() {
    Arbitrary<Try> any =
        Combinators.combine(
                Arbitraries.integers().between(0, 14),
                Arbitraries.of(Steps.APPLICANT, "one", "two"),
                Arbitraries.of(0, 1, 1, 24, 24 * 15))
            .as(Try::new);
    // The way in, in its order, with whatever else between: or hardly a walk would arrive.
    Arbitrary<List<Try>> way =
        Combinators.combine(
                Arbitraries.of(Steps.APPLICANT, "one", "two"),
                Arbitraries.of(Steps.APPLICANT, "one", "two"))
            .as(
                (first, second) ->
                    List.of(
                        new Try(0, "one", 1),
                        new Try(2, "one", 1),
                        new Try(3, "one", 1),
                        new Try(4, "one", 0),
                        new Try(5, "one", 1),
                        new Try(6, first, 0),
                        new Try(6, second, 0),
                        new Try(8, "one", 0),
                        new Try(10, "one", 0),
                        new Try(11, "one", 0)));
    return Combinators.combine(way, any.list().ofMaxSize(40), way, Arbitraries.randoms())
        .as(
            (in, between, again, random) -> {
              List<Try> all = new ArrayList<>(in);
              between.forEach(each -> all.add(random.nextInt(all.size() + 1), each));
              all.addAll(again);
              return all;
            });
  }

  private static DeskStep step(Steps steps, int what) {
    String hash = steps.file.map(PharmacyFile::evidenceHash).orElse("");
    return switch (what) {
      case 0 -> new DeskStep.ProveCard(steps.card("3-10.2.1"));
      case 1 -> new DeskStep.ProveCard(steps.card("3-10.2.2"));
      case 2 -> new DeskStep.FindInRegister(steps.register("3-10.2.1"));
      case 3 -> new DeskStep.ConfirmLicence(steps.licence());
      case 4 -> new DeskStep.SendCode(ActivationCode.hashOf(Steps.CODE), Steps.ADDRESS);
      case 5 -> new DeskStep.RedeemCode(Steps.CODE);
      case 6, 7 -> new DeskStep.Approve(hash, false);
      case 8 -> new DeskStep.Admit();
      case 9 -> new DeskStep.EndProbation(new ProbationRecord(100, 1, 0));
      case 10 -> new DeskStep.Suspend("reason");
      case 11 -> new DeskStep.Reopen();
      case 13 -> new DeskStep.Redraft();
      case 12 -> new DeskStep.SendCode(ActivationCode.hashOf("other"), "elsewhere");
      default -> new DeskStep.Apply("p-1", OnboardingClass.GUEST);
    };
  }

  @Property(tries = 2_000)
  void nobodyEverIssuesWithoutTwoPersonsOverFreshEvidenceAndTheLetter(
      @ForAll("tries") List<Try> tries) {
    Steps steps = Steps.applied(OnboardingClass.GUEST);
    Set<String> signed = new HashSet<>();
    boolean letter = false;
    for (Try each : tries) {
      steps.now = steps.now.plus(Duration.ofHours(each.hours()));
      PharmacyFile before = steps.file.orElseThrow();
      DeskStep step = step(steps, each.what());
      DeskDecision decision = AdmissionRules.decide(steps.file, step, each.person(), steps.now);
      if (!(decision instanceof DeskDecision.Taken taken)) {
        continue;
      }
      PharmacyFile after = taken.file();
      steps.file = Optional.of(after);
      boolean gathered =
          step instanceof DeskStep.ProveCard
              || step instanceof DeskStep.FindInRegister
              || step instanceof DeskStep.ConfirmLicence;
      if (step instanceof DeskStep.Redraft) {
        signed.clear();
      } else if (gathered || step instanceof DeskStep.Suspend) {
        signed.clear();
        letter &= step instanceof DeskStep.ConfirmLicence || step instanceof DeskStep.Suspend;
      } else if (step instanceof DeskStep.Approve) {
        signed.add(each.person());
      } else if (step instanceof DeskStep.RedeemCode) {
        letter = true;
      }
      if (ISSUING.contains(after.state()) && !ISSUING.contains(before.state())) {
        assertThat(signed).hasSizeGreaterThanOrEqualTo(2).doesNotContain(Steps.APPLICANT);
        assertThat(letter || step instanceof DeskStep.Reopen).isTrue();
        assertThat(after.evidence().isComplete(OnboardingClass.GUEST)).isTrue();
        assertThat(after.evidence().isFresh(steps.now)).isTrue();
        assertThat(after.evidence().card().orElseThrow().telematikId())
            .isEqualTo(after.evidence().register().orElseThrow().entry().telematikId());
        assertThat(step).isInstanceOfAny(DeskStep.Admit.class, DeskStep.Reopen.class);
      }
    }
  }
}
