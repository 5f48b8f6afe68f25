package de.siegel.replay.invariant;

import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.Restrictions;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.servicekit.session.SessionRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Nobody got a certificate whom the recorded admission version refuses, or whom a newer record had
 * stopped for longer than a stage may take to hear of it. What compaction took is not guessed. A
 * brake on a card cannot be held against leaves, which do not name cards.
 *
 * <p>Takes about 1 kB a version of an admission that its topic still holds.
 */
final class Admissions {
  /** A stage may be 2 s behind, and clocks 2 s apart: beyond either it stops. */
  static final Duration LONGEST_UNHEARD = Duration.ofSeconds(4);

  private enum Verdict {
    ADMITTED,
    REFUSED,
    NOT_KNOWN
  }

  /** A version and when it came on its topic, by the broker's clock. */
  private record Published<T>(T value, Instant at) {}

  private final Findings findings;
  private final Map<String, NavigableMap<Long, Published<Admission>>> admissions = new HashMap<>();
  private final Map<String, List<Published<Restriction>>> brakes = new HashMap<>();
  private final List<Issued> early = new ArrayList<>();
  private long highest;

  private record Issued(long index, Links links, long relied, Instant at) {}

  Admissions(Findings findings) {
    this.findings = findings;
  }

  void controlled(Fact.Controlled fact) {
    if (fact.payload() instanceof ControlPayload.OfAdmission admission) {
      admissions
          .computeIfAbsent(admission.value().getPharmacyId(), id -> new TreeMap<>())
          .put(
              admission.header().getVersion(),
              new Published<>(admission.value(), fact.publishedAt()));
      highest = Math.max(highest, admission.header().getSequence());
    } else if (fact.payload() instanceof ControlPayload.OfConfirmer confirmer) {
      // Says nothing of who may issue, but has its place in the order that decisions name.
      highest = Math.max(highest, confirmer.header().getSequence());
    } else if (fact.payload() instanceof ControlPayload.OfRestriction brake) {
      brakes
          .computeIfAbsent(brake.header().getId(), id -> new ArrayList<>())
          .add(new Published<>(brake.value(), fact.publishedAt()));
    }
  }

  /**
   * Looks at an issued certificate.
   *
   * @param writtenAt when its event was written, by the broker's clock; empty if that is not
   *     retained, and then the time of the request is taken
   */
  void issued(Leaf leaf, Optional<Instant> writtenAt) {
    Links links = leaf.links().opened().orElse(null);
    if (links == null) {
      findings.skipped(Invariant.I8);
      return;
    }
    Decision decision = leaf.event().getDecision();
    Issued issued =
        new Issued(
            leaf.index(),
            links,
            decision.getAdmissionsVersion(),
            writtenAt.orElse(decision.getRequestedAt()));
    if (needsMore(issued)) {
      early.add(issued);
    } else {
      judge(issued);
    }
  }

  /** Whether it relied on a version that came when the topic had been read. */
  private boolean needsMore(Issued issued) {
    return issued.relied() > highest;
  }

  /** Whether the topic has to be read once more, behind the log. */
  boolean needsMore() {
    return early.stream().anyMatch(this::needsMore);
  }

  /** Ends the comparison: a version that is not there now never was. */
  void finish() {
    early.forEach(
        issued -> {
          if (needsMore(issued)) {
            findings.checked(Invariant.I8);
            findings.add(Breach.NOT_ADMITTED, "index " + issued.index());
          } else {
            judge(issued);
          }
        });
  }

  private void judge(Issued issued) {
    Verdict recorded =
        admission(
            issued.links(),
            version -> version.value().getHeader().getSequence() <= issued.relied(),
            Verdict.REFUSED);
    if (recorded == Verdict.NOT_KNOWN) {
      findings.skipped(Invariant.I8);
      return;
    }
    findings.checked(Invariant.I8);
    if (recorded == Verdict.REFUSED) {
      findings.add(Breach.NOT_ADMITTED, "index " + issued.index());
    } else if (stopped(issued.links(), issued.at())) {
      findings.add(Breach.STOPPED_AND_ISSUED, "index " + issued.index());
    }
  }

  /** Whether it was stopped all the while from when everybody must have heard of it. */
  private boolean stopped(Links links, Instant at) {
    Instant heard = at.minus(LONGEST_UNHEARD);
    Instant latest = at.plus(LONGEST_UNHEARD);
    boolean refused =
        // A topic that was restored has later times than its records; versions hold all the same.
        admission(links, version -> !version.at().isAfter(heard), Verdict.NOT_KNOWN)
                == Verdict.REFUSED
            && admission(links, version -> !version.at().isAfter(latest), Verdict.NOT_KNOWN)
                == Verdict.REFUSED;
    return refused
        || brakes.values().stream()
            .anyMatch(versions -> held(versions, heard, latest) && stops(versions, links, heard));
  }

  /**
   * What the newest known version says.
   *
   * @param noneYet the verdict where the first version is not known yet
   */
  private Verdict admission(Links links, Predicate<Published<Admission>> known, Verdict noneYet) {
    NavigableMap<Long, Published<Admission>> versions =
        admissions.getOrDefault(links.getPharmacyId(), new TreeMap<>());
    long last = 0;
    Admission held = null;
    for (Map.Entry<Long, Published<Admission>> version : versions.entrySet()) {
      if (!known.test(version.getValue())) {
        if (version.getKey() > last + 1) {
          return Verdict.NOT_KNOWN;
        }
        break;
      }
      last = version.getKey();
      held = version.getValue().value();
    }
    if (held == null && !versions.isEmpty() && !known.test(versions.firstEntry().getValue())) {
      return noneYet;
    }
    return held != null
            && SessionRules.mayIssue(held.getState())
            && !held.getSuspendedTerminals().contains(links.getTerminal())
            && !held.getSuspendedOperators().contains(links.getOperator())
        ? Verdict.ADMITTED
        : Verdict.REFUSED;
  }

  /** Whether a brake held from one time to another; what is gone of it is taken in its favour. */
  private static boolean held(List<Published<Restriction>> versions, Instant from, Instant latest) {
    boolean imposed =
        versions.stream()
            .anyMatch(
                version ->
                    version.value().getState() != RestrictionState.LIFTED
                        && !version.at().isAfter(from));
    boolean lifted =
        versions.stream()
            .anyMatch(
                version ->
                    version.value().getState() == RestrictionState.LIFTED
                        && !version.at().isAfter(latest));
    Instant until = versions.get(0).value().getUntil();
    return imposed && !lifted && (until == null || latest.isBefore(until));
  }

  private boolean stops(List<Published<Restriction>> versions, Links links, Instant heard) {
    Restriction brake = versions.get(0).value();
    boolean ours = brake.getPharmacyId().equals(links.getPharmacyId());
    return switch (brake.getScope()) {
      case UNKNOWN, EVERYTHING -> Restrictions.stopsEverybody(brake);
      case COHORT -> inCohort(links, brake.getValue(), heard);
      case PHARMACY -> ours;
      case TERMINAL -> ours && brake.getValue().equals(links.getTerminal());
      case OPERATOR -> ours && brake.getValue().equals(links.getOperator());
      case CARD -> false;
    };
  }

  /** In it then and ever since, as far as versions are left: who left it may issue again. */
  private boolean inCohort(Links links, String cohort, Instant heard) {
    NavigableMap<Long, Published<Admission>> versions = admissions.get(links.getPharmacyId());
    return versions.values().stream()
            .allMatch(version -> version.value().getCohorts().contains(cohort))
        && !versions.firstEntry().getValue().at().isAfter(heard);
  }
}
