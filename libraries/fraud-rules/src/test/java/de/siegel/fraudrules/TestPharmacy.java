package de.siegel.fraudrules;

import de.siegel.fraudrules.state.PharmacyState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Consumer;
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

  /** What a request is made of; each method gives another one that is the same otherwise. */
  static final class Ask implements Cloneable {
    private Instant at;
    private long terminal = 1;
    private long operator = 1;
    private long session = 1;
    private String product = "EU/1/20/1528";
    private long batch = 7;
    private LocalDate eventDate = LocalDate.of(2021, 6, 1);
    private int dose = 2;
    private int doses = 2;
    private AgeMark ageMark = AgeMark.NONE;
    private long visit;
    private boolean confirmed;
    private long card;
    private boolean gateway;
    private Person person = Person.UNKNOWN;
    private long formerBatch;

    private Ask() {}

    static Ask at(LocalDate day, int hour, int minute) {
      return at(day.atTime(hour, minute).atZone(BERLIN).toInstant());
    }

    /** A visit of its own. */
    static Ask at(Instant at) {
      Ask ask = new Ask();
      ask.at = at;
      ask.visit = at.getEpochSecond();
      return ask;
    }

    private Ask with(Consumer<Ask> change) {
      try {
        Ask other = (Ask) clone();
        change.accept(other);
        return other;
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }

    Features features() {
      return new Features(
          at,
          terminal,
          operator,
          session,
          product,
          batch,
          eventDate,
          dose,
          doses,
          ageMark,
          visit,
          confirmed,
          card,
          gateway,
          person,
          formerBatch);
    }

    Instant at() {
      return at;
    }

    Ask terminal(long other) {
      return with(ask -> ask.terminal = other);
    }

    Ask operator(long other) {
      return with(ask -> ask.operator = other);
    }

    Ask session(long other) {
      return with(ask -> ask.session = other);
    }

    Ask batch(long other) {
      return with(ask -> ask.batch = other);
    }

    /** Of a batch that had another token in the quarter before. */
    Ask batch(long other, long former) {
      return batch(other).with(ask -> ask.formerBatch = former);
    }

    Ask marked(AgeMark mark) {
      return with(ask -> ask.ageMark = mark);
    }

    Ask byPerson() {
      return with(ask -> ask.confirmed = true);
    }

    /** In a visit, of people who share product, batch and date. */
    Ask visit(long other) {
      return with(ask -> ask.visit = other);
    }

    /** Of a product, vaccinated on a day with a dose of so many. */
    Ask vaccinated(String of, LocalDate day, int number, int series) {
      return with(
          ask -> {
            ask.product = of;
            ask.eventDate = day;
            ask.dose = number;
            ask.doses = series;
          });
    }

    /** Of a person of whom this is known. */
    Ask of(Person known) {
      return with(ask -> ask.person = known);
    }

    /** In a session of a card, held by a gateway or not. */
    Ask card(long other, boolean held) {
      return with(
          ask -> {
            ask.card = other;
            ask.gateway = held;
          });
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
