package de.siegel.desk.domain;

import de.siegel.identity.card.RegisterEntry;
import de.siegel.schemas.control.OnboardingClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Walks a pharmacy along its way, for tests. */
final class Steps {
  static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  static final String APPLICANT = "applicant";
  static final String ADDRESS = "Testweg 1, 10115 Berlin";
  static final String CODE = "7Q2M-ZK4P-93HV-XT8R";

  Optional<PharmacyFile> file = Optional.empty();
  Instant now = NOW;

  static Steps applied(OnboardingClass onboardingClass) {
    Steps steps = new Steps();
    steps.take(APPLICANT, new DeskStep.Apply("p-1", onboardingClass));
    return steps;
  }

  static Steps evidenced(OnboardingClass onboardingClass) {
    Steps steps = applied(onboardingClass);
    steps.gather();
    return steps;
  }

  static Steps admitted(OnboardingClass onboardingClass) {
    Steps steps = reached(onboardingClass);
    steps.approve("one");
    steps.approve("two");
    steps.take("one", new DeskStep.Admit());
    return steps;
  }

  /** The letter came to the pharmacy and back. */
  static Steps reached(OnboardingClass onboardingClass) {
    Steps steps = evidenced(onboardingClass);
    steps.take("one", new DeskStep.SendCode(ActivationCode.hashOf(CODE), ADDRESS));
    steps.take(APPLICANT, new DeskStep.RedeemCode(CODE));
    return steps;
  }

  void gather() {
    take(APPLICANT, new DeskStep.ProveCard(card("3-10.2.1")));
    take("desk", new DeskStep.FindInRegister(register("3-10.2.1")));
    if (file.orElseThrow().onboardingClass() == OnboardingClass.GUEST) {
      take("desk", new DeskStep.ConfirmLicence(licence()));
    }
  }

  Evidence.Card card(String telematikId) {
    return new Evidence.Card(telematikId, "ab".repeat(32), now);
  }

  Evidence.Register register(String telematikId) {
    return new Evidence.Register(
        new RegisterEntry(telematikId, "Apotheke am Test", List.of(ADDRESS)), now);
  }

  Evidence.Licence licence() {
    return new Evidence.Licence("Landesamt", "AZ 1", now, "desk");
  }

  void approve(String person) {
    take(person, new DeskStep.Approve(file.orElseThrow().evidenceHash(), false));
  }

  /** Takes a step that must be taken. */
  void take(String person, DeskStep step) {
    DeskDecision decision = AdmissionRules.decide(file, step, person, now);
    if (!(decision instanceof DeskDecision.Taken taken)) {
      throw new AssertionError(step + ": " + decision);
    }
    file = Optional.of(taken.file());
  }

  /** Tries a step that must be refused. */
  DeskCode refused(String person, DeskStep step) {
    DeskDecision decision = AdmissionRules.decide(file, step, person, now);
    if (!(decision instanceof DeskDecision.Refused refused)) {
      throw new AssertionError(step + " was taken");
    }
    return refused.code();
  }
}
