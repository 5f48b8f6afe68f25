package de.siegel.cli.fraud.audit;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.terminal.ProgressBar;
import de.siegel.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Goes through the requests of a trail, and says what has to be known of the result. */
public final class TrailReplay {
  private final List<TrailRequest> requests;
  private final ClosedLeaves closed;

  /**
   * @throws CommandFailure if there are decisions, and none of them can be opened
   */
  public TrailReplay(TrailRequests read) {
    requests = read.inOrder();
    closed = read.closed();
    if (requests.isEmpty() && closed.count() > 0) {
      throw CommandFailure.negative(
          "Nothing can be replayed: " + closed.sentence("decisions of fraud-check").orElseThrow());
    }
  }

  /** Hands each over, in the order of event time, with a bar. */
  public void each(Terminal terminal, Consumer<TrailRequest> each) {
    if (requests.isEmpty()) {
      return;
    }
    try (ProgressBar progress =
        new ProgressBar(terminal, "requests", OptionalLong.of(requests.size()), System::nanoTime)) {
      for (TrailRequest request : requests) {
        each.accept(request);
        progress.advance(1);
      }
    }
  }

  /** What the trail says was decided on it: the truth about it is not known. */
  public static String label(TrailRequest request) {
    return "then " + request.decided().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What has to be known of the result, a sentence each.
   *
   * @param declared whether a file tells of the pharmacies
   */
  public List<String> notes(boolean declared) {
    if (requests.isEmpty()) {
      return List.of("The trail has no decision of fraud-check.");
    }
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "%,d requests, each by its first decision of fraud-check.",
            requests.size()));
    notes.addAll(TrailRules.sentences(declared));
    closed.sentence("decisions of fraud-check").ifPresent(notes::add);
    return List.copyOf(notes);
  }
}
