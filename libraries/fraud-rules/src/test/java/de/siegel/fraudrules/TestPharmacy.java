package de.siegel.fraudrules;

import de.siegel.fraudrules.state.PharmacyState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.LongPredicate;

/** A pharmacy that asks, one request after the other. */
final class TestPharmacy {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A Monday. */
  static final LocalDate FIRST = LocalDate.of(2021, 6, 14);

  private FraudJudge judge = new FraudJudge(Parameters.standard());
  private Profile profile = Profile.UNKNOWN;
  private Surroundings surroundings = Surroundings.UNKNOWN;
  private PharmacyState state = PharmacyState.NEW;

  /**
   * What a request is made of; each method gives another one.
   *
   * @param features of it
   */
  record Ask(Features features) {
    static Ask at(LocalDate day, int hour, int minute) {
      return at(day.atTime(hour, minute).atZone(BERLIN).toInstant());
    }

    static Ask at(Instant at) {
      return new Ask(
          new Features(
              at,
              1,
              1,
              1,
              "EU/1/20/1528",
              7,
              LocalDate.of(2021, 6, 1),
              2,
              2,
              AgeMark.NONE,
              at.getEpochSecond(),
              false,
              0,
              false));
    }

    Instant at() {
      return features.at();
    }

    Ask terminal(long other) {
      return with(
          other,
          features.operator(),
          features.session(),
          features.batch(),
          features.ageMark(),
          features.confirmed());
    }

    Ask operator(long other) {
      return with(
          features.terminal(),
          other,
          features.session(),
          features.batch(),
          features.ageMark(),
          features.confirmed());
    }

    Ask session(long other) {
      return with(
          features.terminal(),
          features.operator(),
          other,
          features.batch(),
          features.ageMark(),
          features.confirmed());
    }

    Ask batch(long other) {
      return with(
          features.terminal(),
          features.operator(),
          features.session(),
          other,
          features.ageMark(),
          features.confirmed());
    }

    /** The same of a batch that had another token in the quarter before. */
    Ask batch(long other, long former) {
      Features old = batch(other).features();
      return new Ask(
          new Features(
              old.at(),
              old.terminal(),
              old.operator(),
              old.session(),
              old.product(),
              old.batch(),
              old.eventDate(),
              old.dose(),
              old.doses(),
              old.ageMark(),
              old.visit(),
              old.confirmed(),
              old.card(),
              old.gateway(),
              old.person(),
              former));
    }

    Ask marked(AgeMark mark) {
      return with(
          features.terminal(),
          features.operator(),
          features.session(),
          features.batch(),
          mark,
          features.confirmed());
    }

    Ask byPerson() {
      return with(
          features.terminal(),
          features.operator(),
          features.session(),
          features.batch(),
          features.ageMark(),
          true);
    }

    /** The same in a visit, of people who share product, batch and date. */
    Ask visit(long visit) {
      Features old = features;
      return new Ask(
          new Features(
              old.at(),
              old.terminal(),
              old.operator(),
              old.session(),
              old.product(),
              old.batch(),
              old.eventDate(),
              old.dose(),
              old.doses(),
              old.ageMark(),
              visit,
              old.confirmed(),
              old.card(),
              old.gateway()));
    }

    /** The same of a product, vaccinated on a day with a dose of so many. */
    Ask vaccinated(String product, LocalDate day, int dose, int doses) {
      Features old = features;
      return new Ask(
          new Features(
              old.at(),
              old.terminal(),
              old.operator(),
              old.session(),
              product,
              old.batch(),
              day,
              dose,
              doses,
              old.ageMark(),
              old.visit(),
              old.confirmed(),
              old.card(),
              old.gateway()));
    }

    /** The same of a person of whom this is known. */
    Ask of(Person person) {
      return new Ask(features.of(person));
    }

    /** The same in a session of a card, held by a gateway or not. */
    Ask card(long card, boolean gateway) {
      Features old = features;
      return new Ask(
          new Features(
              old.at(),
              old.terminal(),
              old.operator(),
              old.session(),
              old.product(),
              old.batch(),
              old.eventDate(),
              old.dose(),
              old.doses(),
              old.ageMark(),
              old.visit(),
              old.confirmed(),
              card,
              gateway));
    }

    private Ask with(
        long terminal, long operator, long session, long batch, AgeMark mark, boolean confirmed) {
      return new Ask(
          new Features(
              features.at(),
              terminal,
              operator,
              session,
              features.product(),
              batch,
              features.eventDate(),
              features.dose(),
              features.doses(),
              mark,
              features.visit(),
              confirmed,
              features.card(),
              features.gateway()));
    }
  }

  TestPharmacy knowing(Batches batches) {
    judge = new FraudJudge(Parameters.standard(), batches);
    return this;
  }

  TestPharmacy declaring(Profile declared) {
    profile = declared;
    return this;
  }

  /** Where such batches are used at too many pharmacies. */
  TestPharmacy whereSpread(LongPredicate batches) {
    surroundings =
        new Surroundings() {
          @Override
          public double on(int day) {
            return 1;
          }

          @Override
          public boolean spread(long batch) {
            return batches.test(batch);
          }
        };
    return this;
  }

  PharmacyState state() {
    return state;
  }

  Decision ask(Ask ask) {
    FraudJudge.Verdict verdict = judge.judge(state, ask.features(), profile, surroundings);
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
