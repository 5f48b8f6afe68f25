package de.siegel.sequencer;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.service.ServiceMain;

/** The sequencer as a process of its own. */
public final class SequencerMain {
  private SequencerMain() {}

  /**
   * Runs until the process is asked to end.
   *
   * @param arguments {@code --config FILE}
   */
  public static void main(String[] arguments) {
    System.exit(ServiceMain.run(TopicCatalogue.SEQUENCER, arguments, SequencerService::new));
  }
}
