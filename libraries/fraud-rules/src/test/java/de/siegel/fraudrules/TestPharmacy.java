package de.siegel.fraudrules;

import de.siegel.fraudrules.state.PharmacyState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A pharmacy that asks, one request after the other. */
final class TestPharmacy {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A Monday. */
  static final LocalDate FIRST = LocalDate.of(2021, 6, 14);

  private final FraudJudge judge = new FraudJudge(Parameters.standard());
  private Profile profile = Profile.UNKNOWN;
  private PharmacyState state = PharmacyState.NEW;

  /** What a request is made of; each method gives another one. */
  record Ask(
      Instant at, long terminal, long operator, long session, AgeMark ageMark, boolean confirmed) {
    static Ask at(LocalDate day, int hour, int minute) {
      return new Ask(
          day.atTime(hour, minute).atZone(BERLIN).toInstant(), 1, 1, 1, AgeMark.NONE, false);
    }

    Ask terminal(long other) {
      return new Ask(at, other, operator, session, ageMark, confirmed);
    }

    Ask operator(long other) {
      return new Ask(at, terminal, other, session, ageMark, confirmed);
    }

    Ask session(long other) {
      return new Ask(at, terminal, operator, other, ageMark, confirmed);
    }

    Ask marked(AgeMark mark) {
      return new Ask(at, terminal, operator, session, mark, confirmed);
    }

    Ask byPerson() {
      return new Ask(at, terminal, operator, session, ageMark, true);
    }

    Features features() {
      return new Features(
          at,
          terminal,
          operator,
          session,
          "EU/1/20/1528",
          7,
          LocalDate.of(2021, 6, 1),
          2,
          2,
          ageMark,
          at.getEpochSecond(),
          confirmed);
    }
  }

  TestPharmacy declaring(Profile declared) {
    profile = declared;
    return this;
  }

  PharmacyState state() {
    return state;
  }

  Decision ask(Ask ask) {
    FraudJudge.Verdict verdict = judge.judge(state, ask.features(), profile, Surroundings.UNKNOWN);
    state = verdict.state();
    return verdict.decision();
  }

  /** Works Monday to Saturday, so many times a day between nine and five, for so many days. */
  TestPharmacy works(LocalDate from, int days, int aDay) {
    for (int day = 0; day < days; day++) {
      LocalDate date = from.plusDays(day);
      if (date.getDayOfWeek().getValue() == 7) {
        continue;
      }
      for (int request = 0; request < aDay; request++) {
        // Nobody works as evenly as a clock.
        int late = (int) ((date.toEpochDay() * 31 + request * 17L) % Math.max(1, 300 / aDay));
        int minute = 9 * 60 + request * 8 * 60 / aDay + late;
        ask(Ask.at(date, minute / 60, minute % 60).session(date.toEpochDay()));
      }
    }
    return this;
  }
}
