package de.siegel.schemas.topic;

import java.util.List;

/**
 * What became of the catalogue's topics.
 *
 * @param created the topics that were missing and were created, in the catalogue's order
 * @param deviations what is otherwise than the catalogue wants; nothing of it was changed
 */
public record TopicReport(List<String> created, List<Deviation> deviations) {

  public TopicReport {
    created = List.copyOf(created);
    deviations = List.copyOf(deviations);
  }
}
