package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * One identity on about 100 strangers' devices: the holder approved each login without reading, and
 * each device issues 1 to 20 certificates.
 */
final class PushFatigue implements Fraud {
  static final String LABEL = "push-fatigue";

  private static final int DEVICES = 100;
  private static final int MOST = 20;
  private static final int DAYS = 14;
  private static final int EARLIEST = 8 * 60;
  private static final int LATEST = 22 * 60;

  private record Device(Seat seat, LocalDate day, int minute, int count) {}

  private final Forger forger;
  private final List<Device> devices = new ArrayList<>();

  PushFatigue(Forger forger, String operator, LocalDate from) {
    this.forger = forger;
    for (int n = 0; n < DEVICES; n++) {
      devices.add(
          new Device(
              new Seat(forger.newTerminal(), operator),
              from.plusDays(Sampling.below(forger.random(), DAYS)),
              EARLIEST + Sampling.below(forger.random(), LATEST - EARLIEST),
              1 + Sampling.below(forger.random(), MOST)));
    }
  }

  @Override
  public List<TraceEvent> on(LocalDate day, HonestDay honest) {
    List<TraceEvent> events = new ArrayList<>();
    for (Device device : devices) {
      if (device.day().equals(day)) {
        events.addAll(
            forger.events(
                Rhythm.FROM_A_LIST.run(
                    forger.random(),
                    Berlin.at(day, device.minute()),
                    Berlin.at(day, device.minute() + 240),
                    device.count()),
                device.seat(),
                LABEL));
      }
    }
    return events;
  }
}
