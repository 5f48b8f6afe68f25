package de.siegel.fraudcheck;

import de.siegel.fraudrules.Profile;
import de.siegel.identity.control.DeclaredTimes;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.HoldRelease;
import de.siegel.schemas.control.OpeningHours;
import de.siegel.servicekit.control.ControlState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pharmacies declared, and what analysts released, as the control records have it. Not safe
 * for use by several threads.
 */
final class Profiles {
  private static final Logger LOG = LoggerFactory.getLogger(Profiles.class);
  private static final int REMEMBERED = 5_000;
  private static final int DAYS = 7;
  private static final int LARGEST_REGION = 99;
  private static final long UNKNOWN_PHARMACY = 0;
  private static final int MINUTES = 24 * 60;

  private final ControlState control;
  private final FraudTokens tokens;
  private final Map<String, Read> read =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Read> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Read(Admission admission, HoldRelease release, Profile profile) {}

  /**
   * @param tokens makes tokens of pharmacies as the list of batches names them
   */
  Profiles(ControlState control, FraudTokens tokens) {
    this.control = control;
    this.tokens = tokens;
  }

  /** Of a pharmacy; nothing is declared where its admission says nothing. */
  Profile of(String pharmacyId) {
    Admission admission = control.admission(pharmacyId).orElse(null);
    HoldRelease release = control.holdRelease(pharmacyId).orElse(null);
    Read known = read.get(pharmacyId);
    if (known == null || known.admission() != admission || known.release() != release) {
      known = new Read(admission, release, located(profile(admission, release), admission));
      read.put(pharmacyId, known);
    }
    return known.profile();
  }

  private static Profile profile(Admission admission, HoldRelease release) {
    List<OpeningHours> hours = admission == null ? List.of() : admission.getOpeningHours();
    List<Profile.Opening> openings =
        hours.stream()
            .filter(Profiles::isPossible)
            .map(
                one -> new Profile.Opening(one.getDayOfWeek() - 1, one.getOpens(), one.getCloses()))
            .toList();
    boolean beyondProbation = admission != null && admission.getState() == AdmissionState.ACTIVE;
    List<Profile.Duty> duties =
        admission == null
            ? List.of()
            : admission.getDuties().stream()
                .limit(DeclaredTimes.MOST_DUTIES)
                .flatMap(duty -> duty(admission, duty).stream())
                .toList();
    return new Profile(openings, duties).with(release(release)).onProbation(!beyondProbation);
  }

  /** Where it is; nothing of that is known of an admission from before it named a region. */
  private Profile located(Profile profile, Admission admission) {
    int region = admission == null ? Profile.NOWHERE : admission.getRegion();
    if (region < 0 || region > LARGEST_REGION) {
      return profile;
    }
    List<String> names = admission.getTelematikIds();
    // A delivery names one of them; whoever has several may be any.
    long pharmacy =
        names.size() == 1 ? tokens.place("pharmacy", names.get(0), names.get(0)) : UNKNOWN_PHARMACY;
    return profile.of(pharmacy, region);
  }

  /** What cannot be is left out, as the session authority does: one pharmacy must not stop all. */
  private static boolean isPossible(OpeningHours hours) {
    boolean possible =
        hours.getDayOfWeek() >= 1
            && hours.getDayOfWeek() <= DAYS
            && hours.getOpens() >= 0
            && hours.getCloses() > hours.getOpens()
            && hours.getCloses() <= MINUTES;
    if (!possible) {
      LOG.atError().addKeyValue("hours", hours).log("Opening hours that cannot be are left out");
    }
    return possible;
  }

  private static Optional<Profile.Duty> duty(Admission admission, Duty duty) {
    try {
      return Optional.of(
          new Profile.Duty(duty.getFrom().getEpochSecond(), duty.getTo().getEpochSecond()));
    } catch (IllegalArgumentException e) {
      // Who is closed stays closed then.
      LOG.atError()
          .addKeyValue("version", admission.getHeader().getVersion())
          .addKeyValue("reason", e.getMessage())
          .log("An emergency duty cannot be read and opens nothing");
      return Optional.empty();
    }
  }

  private static Profile.Release release(HoldRelease release) {
    if (release == null) {
      return Profile.Release.NONE;
    }
    try {
      return new Profile.Release(release.getReleasedAt().getEpochSecond(), release.getGrowth());
    } catch (IllegalArgumentException e) {
      // Whoever signed it meant something else: what is held stays held.
      LOG.atError()
          .addKeyValue("version", release.getHeader().getVersion())
          .addKeyValue("reason", e.getMessage())
          .log("The release of a hold cannot be read and releases nothing");
      return Profile.Release.NONE;
    }
  }
}
