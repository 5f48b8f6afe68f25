package de.siegel.fraudcheck.domain;

import de.siegel.fraudrules.Contribution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What goes on at a pharmacy, by rule and by who works where, so that analysts hear of it once a
 * day and not with each request, and of a second one that begins meanwhile too. Immutable, bounded.
 *
 * @param ongoing in no particular order
 */
public record Raised(List<Ongoing> ongoing) {
  /** Nothing goes on. */
  public static final Raised NONE = new Raised(List.of());

  /** After such a pause it is something new, and while it goes on it is told again so often. */
  private static final Duration DAY = Duration.ofDays(1);

  /** Who brings many names gets many alerts, up to here; what is more is told as one of a rule. */
  private static final int LARGEST = 32;

  private static final byte VERSION = 2;

  public Raised {
    ongoing = List.copyOf(ongoing);
  }

  /**
   * What one rule keeps saying.
   *
   * @param rule id of a rule, or code of a limit
   * @param subject who works where, a token
   * @param since event time of the first request of which it said so, in milliseconds since 1970
   * @param last of the last one
   * @param told of the one with which analysts were told
   * @param requests of how many it said so
   */
  public record Ongoing(
      String rule, long subject, long since, long last, long told, int requests) {}

  /**
   * After a rule said something.
   *
   * @param raised what goes on now
   * @param now what the rule keeps saying
   * @param tell whether analysts have to hear of it
   */
  public record Next(Raised raised, Ongoing now, boolean tell) {}

  /**
   * After a rule said something of a request. An older event time than the last one counts as that.
   *
   * @param rule id of a rule, or code of a limit
   * @param subject token of who works where
   * @param at event time of the request
   */
  public Next after(String rule, long subject, Instant at) {
    long named = find(rule, subject) == null && isFull(at) ? 0 : subject;
    Ongoing before = find(rule, named);
    long time = before == null ? at.toEpochMilli() : Math.max(at.toEpochMilli(), before.last());
    Ongoing next;
    if (before == null || time - before.last() > DAY.toMillis()) {
      next = new Ongoing(rule, named, time, time, time, 1);
    } else {
      boolean again = time - before.told() > DAY.toMillis();
      next =
          new Ongoing(
              rule,
              named,
              before.since(),
              time,
              again ? time : before.told(),
              before.requests() + 1);
    }
    List<Ongoing> all = new ArrayList<>();
    for (Ongoing one : ongoing) {
      if (one != before && time - one.last() <= DAY.toMillis()) {
        all.add(one);
      }
    }
    if (all.size() >= LARGEST) {
      all.remove(Collections.min(all, Comparator.comparingLong(Ongoing::last)));
    }
    all.add(next);
    boolean tell = before == null || next.told() != before.told();
    return new Next(new Raised(all), next, tell);
  }

  /** Whether analysts hear of what a rule said: of everything that can stop a request. */
  public static boolean concerns(Contribution contribution) {
    return !contribution.rule().weak();
  }

  private boolean isFull(Instant at) {
    long live =
        ongoing.stream().filter(one -> at.toEpochMilli() - one.last() <= DAY.toMillis()).count();
    return live >= LARGEST;
  }

  private Ongoing find(String rule, long subject) {
    for (Ongoing one : ongoing) {
      if (one.rule().equals(rule) && one.subject() == subject) {
        return one;
      }
    }
    return null;
  }

  /** As bytes, for a state store. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeByte(ongoing.size());
      for (Ongoing one : ongoing) {
        out.writeUTF(one.rule());
        out.writeLong(one.subject());
        out.writeLong(one.since());
        out.writeLong(one.last());
        out.writeLong(one.told());
        out.writeInt(one.requests());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * From bytes.
   *
   * @throws IllegalStateException if they are none of this
   */
  public static Raised decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        throw new IllegalStateException("the store of alerts has an unknown version");
      }
      int count = in.readByte();
      List<Ongoing> all = new ArrayList<>();
      for (int at = 0; at < count; at++) {
        all.add(
            new Ongoing(
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt()));
      }
      return new Raised(all);
    } catch (IOException e) {
      throw new IllegalStateException("the store of alerts cannot be read", e);
    }
  }
}
