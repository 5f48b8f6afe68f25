package de.siegel.fraudrules.state;

import de.siegel.fraudrules.Moment;

/**
 * When in the week a pharmacy works, learnt: how many requests passed in each hour of each weekday,
 * older ones counting less. Immutable.
 */
public final class WeekPattern {
  /** Hours of a week. */
  public static final int SLOTS = 7 * 24;

  /** What has not been seen. */
  public static final WeekPattern EMPTY = new WeekPattern(new float[SLOTS]);

  /** A day counts half after 45 of them, and a tenth after thirteen weeks and a half. */
  private static final double DAILY_DECAY = Math.pow(0.5, 1 / 45.0);

  /** Of an average opening day, Monday to Sunday, where little was seen. */
  private static final double[] USUAL = {1.05, 1.05, 1.05, 1.05, 1.05, 0.6, 0.15};

  private static final double OPENING_DAYS = 6;

  /** What is left of one request after nine months: it says nothing any more. */
  private static final float FORGOTTEN = 1 / 64f;

  /** How many requests what is usual weighs. */
  private static final double USUAL_WEIGHT = 20;

  /** Of all requests, what makes an hour of the day an established one; */
  private static final float ESTABLISHED = 0.02f;

  /** or what does, if it was on several weekdays: early and late hours are thin. */
  private static final float SEVERAL_DAYS_ESTABLISHED = 0.002f;

  private static final int SEVERAL_DAYS = 3;

  /** One request, and what is left of others. */
  private static final float ONE = 1.5f;

  private final float[] slots;
  private final float[] hours = new float[24];
  private final float[] weekdays = new float[7];
  private final float total;

  /** Of {@value #SLOTS} numbers, Monday 0:00 first, not negative; the array becomes its own. */
  WeekPattern(float[] slots) {
    this.slots = slots;
    float sum = 0;
    for (int weekday = 0; weekday < 7; weekday++) {
      for (int hour = 0; hour < 24; hour++) {
        float slot = slots[24 * weekday + hour];
        hours[hour] += slot;
        weekdays[weekday] += slot;
        sum += slot;
      }
    }
    total = sum;
  }

  /**
   * After a day.
   *
   * @param day which, in days since 1970
   * @param passed how many passed in each of its 24 hours
   * @param elapsed days until the next one that is counted, at least 1
   */
  public WeekPattern after(int day, short[] passed, int elapsed) {
    float decay = (float) Math.pow(DAILY_DECAY, elapsed);
    float[] next = new float[SLOTS];
    int first = 24 * Moment.weekday(day);
    for (int slot = 0; slot < SLOTS; slot++) {
      float left = decay * slots[slot];
      next[slot] = left < FORGOTTEN ? 0 : left;
    }
    for (int hour = 0; hour < 24; hour++) {
      next[first + hour] += passed[hour];
    }
    return new WeekPattern(next);
  }

  /** All that counts. */
  public float total() {
    return total;
  }

  /** What counts on a weekday, 0 Monday. */
  public float onWeekday(int weekday) {
    return weekdays[weekday];
  }

  /**
   * What counts in an hour of any day, if there was more than one request in it, and in the hours
   * before and after as far as they are established: else a night would become usual with one
   * request that a person confirmed, or hour by hour.
   */
  public float aroundHour(int hour) {
    boolean more = hours[hour] > ONE || weekdaysAt(hour) > 1;
    float own = more ? hours[hour] : lent(hour);
    return own + lent((hour + 23) % 24) + lent((hour + 1) % 24);
  }

  /** Whether no hour within two of an hour of the day is established. */
  public boolean isFar(int hour) {
    for (int away = -2; away <= 2; away++) {
      if (lent((hour + away + 24) % 24) > 0) {
        return false;
      }
    }
    return true;
  }

  private float lent(int hour) {
    boolean established =
        hours[hour] >= ESTABLISHED * total
            || (hours[hour] >= SEVERAL_DAYS_ESTABLISHED * total
                && weekdaysAt(hour) >= SEVERAL_DAYS);
    return established ? hours[hour] : 0;
  }

  /** On how many weekdays something counts in an hour. */
  private int weekdaysAt(int hour) {
    int count = 0;
    for (int slot = hour; slot < SLOTS; slot += 24) {
      count += slots[slot] > 0 ? 1 : 0;
    }
    return count;
  }

  /** What counts in that hour of that weekday, the hours before and after included. */
  public float around(int weekday, int hour) {
    int slot = 24 * weekday + hour;
    return slots[slot] + slots[(slot + SLOTS - 1) % SLOTS] + slots[(slot + 1) % SLOTS];
  }

  /** How busy a weekday is beside an average opening day, above 0. */
  public double factor(int weekday) {
    double average = total / OPENING_DAYS;
    return (weekdays[weekday] + USUAL_WEIGHT * USUAL[weekday]) / (average + USUAL_WEIGHT);
  }

  /** The share of a day's requests that come before the end of an hour, 0 to 1. */
  public double shareBy(int hour) {
    double before = 0;
    for (int at = 0; at <= hour; at++) {
      before += hours[at];
    }
    return total == 0 ? 1 : before / total;
  }

  /** The share of a day's requests that come in an hour, or in the one next to it, 0 to 1. */
  public double shareAround(int hour) {
    double most = Math.max(hours[hour], Math.max(hours[(hour + 23) % 24], hours[(hour + 1) % 24]));
    return total == 0 ? 1 : most / total;
  }

  float slot(int index) {
    return slots[index];
  }
}
