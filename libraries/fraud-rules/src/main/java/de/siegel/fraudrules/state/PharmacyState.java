package de.siegel.fraudrules.state;

import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.Hold;
import de.siegel.fraudrules.Moment;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is remembered of a pharmacy: counters and tokens, nothing of a holder. Bounded, and
 * immutable.
 *
 * @param firstDay when it was first seen, in days since 1970; 0 if it was not
 * @param today the current day
 * @param lastDay the day of the last request before the current day; 0 if there is none
 * @param passed requests that passed today, by hour; never written to
 * @param seen requests of today, those that were stopped included
 * @param visits of them, those that are not of the same family as the one before: people come in
 *     families, and those would look like a crowd; without those that were stopped because of their
 *     hour, or who asks at night would raise what is usual by day
 * @param pattern when in the week it works
 * @param level how much it works
 * @param operators who works there
 * @param terminals where
 * @param sessions in which sessions, of these days
 * @param usualTerminals at how many terminals one card is used on a day at most, lately
 * @param batches with which batches, and whether with none named
 * @param told of which batches others were told
 * @param doubt what speaks against it at the moment
 */
public record PharmacyState(
    int firstDay,
    int today,
    int lastDay,
    short[] passed,
    int seen,
    int visits,
    WeekPattern pattern,
    Level level,
    Known<Operator> operators,
    Known<Terminal> terminals,
    Known<OpenSession> sessions,
    float usualTerminals,
    Known<UsedBatch> batches,
    Told told,
    Doubt doubt) {
  /** A pharmacy that has not been seen. */
  public static final PharmacyState NEW =
      new PharmacyState(
          0,
          0,
          0,
          new short[24],
          0,
          0,
          WeekPattern.EMPTY,
          Level.NEW,
          Known.none(Known.LARGEST),
          Known.none(Terminal.LARGEST),
          Known.none(Known.LARGEST),
          0,
          Known.none(Known.LARGEST),
          Told.NOTHING,
          Doubt.NONE);

  /** Thirteen weeks. */
  private static final int FORGOTTEN_DAYS = 91;

  /** Half in 45 days. */
  private static final float USUAL_DECAY = (float) Math.pow(0.5, 1 / 45.0);

  /** So many days apart at most are one habit that begins, and */
  private static final int HABIT_GAP_DAYS = 4;

  /** so many days one that is there: no longer than holidays. */
  private static final int HABIT_RESTS_DAYS = 28;

  /** A session lives for hours, over midnight at most. */
  private static final int SESSION_DAYS = 2;

  /**
   * What was found of a request.
   *
   * @param outcome what became of it
   * @param atOddTime whether its time was unusual
   * @param newTerminal whether a person was asked because its terminal is new
   * @param moved whether its session is another terminal's
   * @param newBatch whether others are told of its batch
   * @param doubtfulBatch whether its batch cannot be
   * @param volume whether the pharmacy's volume is asked for
   * @param working whether how its operator works is asked for
   * @param begun holds that begin with it
   */
  public record Judged(
      Outcome outcome,
      boolean atOddTime,
      boolean newTerminal,
      boolean moved,
      boolean newBatch,
      boolean doubtfulBatch,
      boolean volume,
      boolean working,
      List<Hold> begun) {}

  /** Days since it was first seen. */
  public int age() {
    return firstDay == 0 ? 0 : today - firstDay;
  }

  /** How busy the current day should be beside an average one. */
  public double factor(double surroundings) {
    return pattern.factor(Moment.weekday(today)) * surroundings;
  }

  /** Whether others have to be told that a batch, which is not 0, is used here. */
  public boolean isNewBatch(long batch) {
    return batch != 0 && !told.has(batch);
  }

  /**
   * As it is at a moment: days that have passed are closed. An older moment than the last one
   * belongs to the current day.
   *
   * @param surroundings how busy the day that ends was elsewhere, beside usual days
   */
  public PharmacyState at(Moment now, double surroundings, Parameters parameters) {
    PharmacyState state = this;
    if (firstDay == 0) {
      state = opened(now.day());
    } else if (now.day() > today) {
      state = closed(now.day(), surroundings, parameters);
    }
    return state.with(state.doubt.at(now.second()));
  }

  private PharmacyState opened(int day) {
    return new PharmacyState(
        day,
        day,
        0,
        passed,
        0,
        0,
        pattern,
        level,
        operators,
        terminals,
        sessions,
        usualTerminals,
        batches,
        told.on(day),
        doubt);
  }

  private PharmacyState closed(int day, double surroundings, Parameters parameters) {
    int last = seen > 0 ? today : lastDay;
    Level next =
        visits > 0 ? level.after(visits, factor(1), surroundings, parameters.volume()) : level;
    boolean doubtful = next.doubtful(parameters.volume());
    return new PharmacyState(
        firstDay,
        day,
        last,
        new short[24],
        0,
        0,
        pattern.after(today, passed, day - today),
        next,
        operators
            .each(one -> one.afterDay(surroundings, parameters.operatorVolume(), doubtful))
            .since(day - FORGOTTEN_DAYS),
        terminals.since(day - FORGOTTEN_DAYS),
        sessions.since(day - SESSION_DAYS),
        Math.max(USUAL_DECAY * usualTerminals, terminalsToday()),
        batches.since(day - FORGOTTEN_DAYS),
        told.on(day),
        doubt.nextDay(last > 0 && day - last >= parameters.dormantDays()));
  }

  private PharmacyState with(Doubt other) {
    return other == doubt
        ? this
        : new PharmacyState(
            firstDay,
            today,
            lastDay,
            passed,
            seen,
            visits,
            pattern,
            level,
            operators,
            terminals,
            sessions,
            usualTerminals,
            batches,
            told,
            other);
  }

  /**
   * After analysts released the pharmacy, once for each release, from its time on.
   *
   * @param second the event time, in seconds since 1970
   */
  public PharmacyState released(Profile.Release release, long second) {
    if (release.at() <= doubt.released() || second < release.at()) {
      return this;
    }
    return new PharmacyState(
        firstDay,
        today,
        lastDay,
        passed,
        seen,
        visits,
        pattern,
        level.released(release.growth()),
        operators.each(one -> one.released(release.growth())),
        terminals,
        sessions,
        usualTerminals,
        batches,
        told,
        doubt.released(release.at()));
  }

  /**
   * After a request.
   *
   * @param now its moment; days are closed up to it
   * @param judged what was found of it
   */
  public PharmacyState after(Features request, Moment now, Judged judged, Parameters parameters) {
    boolean passes = judged.outcome() == Outcome.PASS;
    boolean confirmed = passes && request.confirmed();
    boolean counts = passes || !judged.atOddTime();
    short[] hours = passed;
    if (passes) {
      hours = passed.clone();
      hours[now.hour()] = (short) Math.min(Short.MAX_VALUE, hours[now.hour()] + 1);
    }
    Operator operator = operators.find(request.operator());
    Operator then =
        operator == null
            ? Operator.first(request.operator(), today, now.second(), request.visit(), counts)
            : operator.after(
                today,
                now.second(),
                request.visit(),
                counts,
                passes,
                confirmed,
                parameters.fastSeconds());
    Known<Operator> everybody = operators.with(answered(then, judged, confirmed, parameters));
    boolean same = operator != null && operator.continues(now.second(), request.visit(), confirmed);
    return new PharmacyState(
        firstDay,
        today,
        lastDay,
        hours,
        seen + 1,
        visits + (same || !counts ? 0 : 1),
        pattern,
        level,
        everybody,
        terminals(request, confirmed, judged, operator != null && operator.established()),
        sessions(request),
        usualTerminals,
        passes ? batches(request, parameters.spread().ownFromDays()) : batches,
        judged.newBatch() ? told.with(request.batch()) : told,
        doubt(request, now, judged));
  }

  /**
   * A person's word for a lasting shift holds for a few requests more; what is left open adds up.
   */
  private static Operator answered(
      Operator operator, Judged judged, boolean confirmed, Parameters parameters) {
    if (judged.outcome() != Outcome.PASS) {
      return judged.working()
          ? operator.answered(operator.vouched(), operator.unanswered() + 1)
          : operator;
    }
    if (confirmed) {
      return operator.answered(
          judged.volume() ? parameters.vouched().requests() : operator.vouched(), 0);
    }
    return operator.answered(
        judged.volume() ? Math.max(0, operator.vouched() - 1) : operator.vouched(),
        operator.unanswered());
  }

  private Doubt doubt(Features request, Moment now, Judged judged) {
    Doubt next = judged.doubtfulBatch() ? doubt.batch() : doubt;
    if (judged.outcome() != Outcome.PASS) {
      return next.stopped(now.second(), judged.atOddTime(), judged.begun());
    }
    return request.confirmed() ? next.confirmed(request) : next;
  }

  /** At how many terminals the card of a request is used today, its own included. */
  public int terminalsOf(Features request) {
    int card = OpenSession.card(request.card());
    Set<Long> terminals = new HashSet<>();
    terminals.add(request.terminal());
    for (OpenSession session : sessions.all()) {
      if (session.lastDay() == today && session.card() == card) {
        terminals.add(session.terminal());
      }
    }
    return terminals.size();
  }

  /** The most of them that one card has, those left out that are new: a thief's are not usual. */
  private int terminalsToday() {
    Map<Integer, Set<Long>> byCard = new HashMap<>();
    for (OpenSession session : sessions.all()) {
      Terminal terminal = terminals.find(session.terminal());
      boolean known = terminal != null && (terminal.trusted() || terminal.settled(today));
      if (session.lastDay() == today
          && session.card() != 0
          && (known || age() < Terminal.NEW_DAYS)) {
        byCard.computeIfAbsent(session.card(), card -> new HashSet<>()).add(session.terminal());
      }
    }
    return byCard.values().stream().mapToInt(Set::size).max().orElse(0);
  }

  /** Where one was used first stays: a stolen one does not become its thief's. */
  private Known<OpenSession> sessions(Features request) {
    OpenSession session = sessions.find(request.session());
    if (session != null && session.lastDay() == today) {
      return sessions;
    }
    return sessions.with(
        new OpenSession(
            request.session(),
            session == null ? today : session.firstDay(),
            today,
            session == null ? request.terminal() : session.terminal(),
            OpenSession.card(request.card())));
  }

  /**
   * Its own use of a batch, or null.
   *
   * @param former the batch's token of the quarter before; 0 if there is none
   */
  public UsedBatch usedBatch(long batch, long former) {
    UsedBatch used = batches.find(batch);
    return used == null && former != 0 ? batches.find(former) : used;
  }

  /**
   * Whether it normally names the batch of a vaccination: it has for some time, and leaving it out
   * is not a habit of its own.
   *
   * @param ownFromDays so many days make a habit
   */
  public boolean namesBatches(int ownFromDays) {
    boolean sinceLong = false;
    boolean lately = false;
    for (UsedBatch one : batches.all()) {
      boolean named = one.id() != UsedBatch.NONE;
      sinceLong |= named && today - one.firstDay() >= ownFromDays;
      lately |= named && today - one.lastDay() <= ownFromDays;
    }
    UsedBatch unnamed = batches.find(UsedBatch.NONE);
    return sinceLong && lately && !(unnamed != null && goesOn(unnamed, ownFromDays, true));
  }

  /**
   * Whether leaving a batch out today would go on with what was done before.
   *
   * @param habit only if that is a habit already
   */
  private boolean goesOn(UsedBatch unnamed, int ownFromDays, boolean habit) {
    int rested = today - unnamed.lastDay();
    return unnamed.lastDay() - unnamed.firstDay() >= ownFromDays
        ? rested <= HABIT_RESTS_DAYS
        : !habit && rested <= HABIT_GAP_DAYS;
  }

  private Known<UsedBatch> batches(Features request, int ownFromDays) {
    if (request.batch() != UsedBatch.NONE) {
      return batches(request.batch(), request.formerBatch());
    }
    return request.eventDate() == null ? batches : unnamed(ownFromDays);
  }

  /** A habit is what happens again every few days; once it is one it may rest for some weeks. */
  private Known<UsedBatch> unnamed(int ownFromDays) {
    UsedBatch before = batches.find(UsedBatch.NONE);
    if (before != null && before.lastDay() == today) {
      return batches;
    }
    boolean goesOn = before != null && goesOn(before, ownFromDays, false);
    return batches.with(new UsedBatch(UsedBatch.NONE, goesOn ? before.firstDay() : today, today));
  }

  /** What has a former token takes its new one: a batch stays one's own when a quarter turns. */
  private Known<UsedBatch> batches(long batch, long former) {
    UsedBatch used = usedBatch(batch, former);
    if (used != null && used.id() == batch && used.lastDay() == today) {
      return batches;
    }
    Known<UsedBatch> kept =
        used == null || used.id() == batch
            ? batches
            : batches.without(one -> one.id() == used.id());
    return kept.with(new UsedBatch(batch, used == null ? today : used.firstDay(), today));
  }

  /** Only what operators ask who are known is counted: of others a person is asked on and on. */
  private Known<Terminal> terminals(
      Features request, boolean confirmed, Judged judged, boolean known) {
    Terminal terminal = terminals.find(request.terminal());
    int before = terminal == null ? 0 : terminal.asked();
    int after = before;
    if (confirmed || before == Terminal.CONFIRMED) {
      after = Terminal.CONFIRMED;
    } else if (judged.moved() || before == Terminal.MOVED) {
      after = Terminal.MOVED;
    } else if (judged.newTerminal() && known) {
      after = Math.min(Terminal.MOST_ASKED, before + 1);
    }
    int since = terminal == null || after == Terminal.MOVED ? 0 : terminal.passedSince();
    if (since == 0 && judged.outcome() == Outcome.PASS) {
      since = today;
    }
    if (terminal != null
        && terminal.lastDay() == today
        && after == before
        && since == terminal.passedSince()) {
      return terminals;
    }
    return terminals.with(
        new Terminal(
            request.terminal(),
            terminal == null ? today : terminal.firstDay(),
            today,
            after,
            since));
  }
}
