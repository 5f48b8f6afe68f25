package de.siegel.replay.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.Events;
import de.siegel.replay.invariant.Story.Course;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.LeafLinks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvariantCheckTest {

  @ParameterizedTest
  @EnumSource(Course.class)
  void findsNothingInACorrectHistory(Course course) {
    InvariantReport report = Story.of(List.of(course, course)).history.check();

    assertThat(report.holds()).as(report.text()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Mutation.class)
  void findsEachMutationAsWhatItIs(Mutation mutation) {
    History history = whole().history;
    mutation.apply(history, new Random(7));

    assertThat(breaches(history.check())).contains(mutation.breach);
  }

  @Test
  void everyBreachIsTested() {
    Set<Breach> tested =
        Stream.of(Mutation.values())
            .map(mutation -> mutation.breach)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Breach.class)));

    assertThat(tested).containsExactlyInAnyOrder(Breach.values());
  }

  @Test
  void countsWhatItChecked() {
    InvariantReport report =
        Story.of(List.of(Course.ISSUED, Course.ISSUED, Course.REFUSED)).history.check();

    assertThat(report.section(Invariant.I2).checked()).isEqualTo(2);
    assertThat(report.section(Invariant.I3).checked()).isEqualTo(2);
    assertThat(report.section(Invariant.I4).checked()).isEqualTo(3);
    assertThat(report.section(Invariant.I5).checked()).isEqualTo(1);
    assertThat(report.section(Invariant.LOG).checked()).isEqualTo(9);
  }

  @Test
  void missesNothingOfASubmissionThatMayStillBeInFlight() {
    History history = Story.of(List.of(Course.ISSUED)).history;
    history.answered.clear();

    InvariantReport report = history.check(new Horizon(Instant.MIN, Story.BEGIN));

    assertThat(report.holds()).as(report.text()).isTrue();
    assertThat(report.section(Invariant.I1).skipped()).isEqualTo(1);
    assertThat(breaches(history.check())).contains(Breach.UNANSWERED);
  }

  @Test
  void findsASecondReplyEvenWhileTheSubmissionIsInFlight() {
    History history = Story.of(List.of(Course.ISSUED)).history;
    history.answered.add(history.answered.get(0));

    assertThat(breaches(history.check(new Horizon(Instant.MIN, Story.BEGIN))))
        .containsExactly(Breach.ANSWERED_TWICE);
  }

  @Test
  void asksForNoAnswerThatRetentionMayHaveTaken() {
    History history = Story.of(List.of(Course.ISSUED)).history;
    history.answered.clear();

    InvariantReport report =
        history.check(new Horizon(Story.BEGIN.plus(Duration.ofHours(1)), Instant.MAX));

    assertThat(report.holds()).as(report.text()).isTrue();
    assertThat(report.section(Invariant.I4).skipped()).isEqualTo(1);
  }

  @Test
  void comparesOnlyEventsThatAreStillRetained() {
    History history = whole().history;
    history.log.get(0).value = new byte[] {9};

    InvariantReport report = history.check(new Horizon(Instant.MIN, Instant.MAX), 2);

    assertThat(report.holds()).as(report.text()).isTrue();
    assertThat(report.section(Invariant.LOG).skipped()).isEqualTo(History.PARTITIONS);
  }

  @Test
  void countsCertificatesWhoseLinksStayClosedAsSkipped() {
    History history = Story.of(List.of(Course.ISSUED, Course.ISSUED)).history;
    history.log.forEach(
        leaf -> leaf.links = new LeafLinks.Closed("2026-11", LeafLinks.Why.KEY_MISSING));

    InvariantReport report = history.check();

    assertThat(report.holds()).as(report.text()).isTrue();
    assertThat(report.section(Invariant.I2).skipped()).isEqualTo(2);
  }

  @Test
  void findsASecondCertificateOfARequestThatIsNoLongerRetained() {
    Story story = Story.of(List.of(Course.ISSUED_AND_REPEATED));
    History history = story.history;
    history.submitted.clear();
    history.answered.clear();
    secondCertificate(history, Duration.ofHours(47));

    assertThat(breaches(history.check())).contains(Breach.ISSUED_TWICE);
  }

  @Test
  void takesARequestIdThatComesAgainAfterTwoDaysForANewRequest() {
    History history = Story.of(List.of(Course.ISSUED_AND_REPEATED)).history;
    history.submitted.clear();
    history.answered.clear();
    secondCertificate(history, Duration.ofHours(48));
    last(history).appendedAt = Story.BEGIN.plus(Duration.ofHours(48));

    assertThat(breaches(history.check())).doesNotContain(Breach.ISSUED_TWICE);
  }

  /** A stage could date a second certificate so that it looks like a new request's. */
  @Test
  void findsASecondCertificateThatSaysItWasAskedForTwoDaysLater() {
    History history = Story.of(List.of(Course.ISSUED_AND_REPEATED)).history;
    history.submitted.clear();
    history.answered.clear();
    secondCertificate(history, Duration.ofHours(48));

    assertThat(breaches(history.check())).contains(Breach.ISSUED_TWICE);
  }

  @Test
  void findsACertificateThatWasNotAnnouncedWhateverTimeItNames() {
    History history = Story.of(List.of(Course.ISSUED)).history;
    history.log.removeIf(leaf -> leaf.event.getKind() == AuditKind.SIGNING_ANNOUNCED);
    history.log.stream()
        .filter(leaf -> leaf.event.getKind() == AuditKind.ISSUED)
        .forEach(
            leaf -> leaf.event.getDecision().setRequestedAt(Instant.parse("2099-01-01T00:00:00Z")));

    InvariantReport report =
        history.check(new Horizon(Instant.MIN, Story.BEGIN.plus(Duration.ofDays(1))));

    assertThat(breaches(report)).contains(Breach.UNANNOUNCED);
  }

  @Test
  void takesNothingForProvenThatWasNeverChecked() {
    History history = Story.of(List.of(Course.ISSUED)).history;

    InvariantReport report =
        history.check(new Horizon(Story.BEGIN.plus(Duration.ofHours(1)), Instant.MAX));

    assertThat(report.unproven()).containsExactly(Invariant.I4);
    assertThat(report.text()).contains("I4         NOT PROVEN");
    assertThat(history.check().unproven()).isEmpty();
  }

  @Test
  void asksForNoAnswerOfASubmissionThatIsStillUnderWay() {
    History history = Story.of(List.of(Course.ISSUED, Course.HELD)).history;
    history.answered.remove(1);
    history.underWay.add(new Fact.UnderWay(history.submitted.get(1).submission().orElseThrow()));

    InvariantReport report = history.check();

    assertThat(report.holds()).as(report.text()).isTrue();
    assertThat(report.section(Invariant.I4).skipped()).isEqualTo(1);
  }

  /** Validation has done its part with a repeat; it is answered when its first is decided. */
  @Test
  void asksForNoAnswerOfARepeatWhoseFirstIsStillUnderWay() {
    History history = Story.of(List.of(Course.SUSPECT_AND_REPEATED)).history;
    history.parked.clear();
    history.log.removeIf(leaf -> leaf.event.getKind() == AuditKind.PARKED);
    history.events.values().forEach(List::clear);
    history.underWay.add(new Fact.UnderWay(history.submitted.get(0).submission().orElseThrow()));

    assertThat(breaches(history.check())).doesNotContain(Breach.UNANSWERED);
    history.underWay.clear();
    assertThat(breaches(history.check())).contains(Breach.UNANSWERED);
  }

  @Test
  void countsAnEventThatTheSequencerHasStillToCopyAsALeaf() {
    History history = Story.of(List.of(Course.ISSUED, Course.HELD)).history;
    history.pending.add(history.log.remove(history.log.size() - 1));

    InvariantReport report = history.check();

    assertThat(report.holds()).as(report.text()).isTrue();
    assertThat(report.section(Invariant.LOG).skipped()).isEqualTo(1);
    history.pending.clear();
    assertThat(breaches(history.check()))
        .containsExactlyInAnyOrder(Breach.REPLY_WITHOUT_LEAF, Breach.SOURCE_MISSING);
  }

  private static History.Logged last(History history) {
    return history.log.get(history.log.size() - 1);
  }

  private static void secondCertificate(History history, Duration later) {
    History.Logged issued =
        history.log.stream()
            .filter(leaf -> leaf.event.getKind() == AuditKind.ISSUED)
            .findFirst()
            .orElseThrow();
    Decision decision =
        Events.decision(issued.event.getDecision().getRequestedAt().plus(later), 1, 999);
    history.leaf(
        1, Events.decided(AuditKind.ISSUED, TopicCatalogue.SIGNER, decision), issued.links);
  }

  @Test
  void keepsOnlyTheFirstViolationsAndCountsAll() {
    History history = new History();
    for (int i = 0; i < Findings.KEPT + 5; i++) {
      history.leaf(0, Events.command("same")).value = new byte[] {1};
    }

    InvariantReport report = history.check();

    assertThat(report.section(Invariant.LOG).violations()).isEqualTo(Findings.KEPT + 5);
    assertThat(report.section(Invariant.LOG).first()).hasSize(Findings.KEPT);
    assertThat(report.text()).contains("and 5 more");
  }

  @Test
  void namesWhatBreaksAnInvariant() {
    History history = Story.of(List.of(Course.ISSUED)).history;
    history.answered.clear();

    assertThat(history.check().text())
        .contains("UNANSWERED")
        .contains("submission-1")
        .contains("I1");
  }

  @Test
  void saysNothingThatSteersATerminal() {
    InvariantReport report =
        new InvariantReport(
            List.of(
                new InvariantReport.Section(
                    Invariant.I1,
                    1,
                    0,
                    1,
                    List.of(new Violation(Breach.UNANSWERED, "\u001b[2J")))));

    assertThat(report.text()).doesNotContain("\u001b");
  }

  private static Story whole() {
    List<Course> courses = new ArrayList<>(Arrays.asList(Course.values()));
    courses.addAll(Arrays.asList(Course.values()));
    return Story.of(courses);
  }

  private static Set<Breach> breaches(InvariantReport report) {
    return report.sections().stream()
        .flatMap(section -> section.first().stream())
        .map(Violation::breach)
        .collect(Collectors.toSet());
  }
}
