package de.siegel.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {
  private static final TopicCatalogue CATALOGUE = new TopicCatalogue(2, List.of("one"));

  @Test
  void knowsOnWhichTopicsEachStageDecides() {
    assertThat(sources(TopicCatalogue.VALIDATION))
        .containsExactly(TopicCatalogue.REQUESTS, TopicCatalogue.DECISIONS);
    assertThat(sources(TopicCatalogue.FRAUD_CHECK)).containsExactly(TopicCatalogue.VALIDATED);
    assertThat(sources(TopicCatalogue.SIGNER)).containsExactly(TopicCatalogue.APPROVED);
    assertThat(sources(TopicCatalogue.SEQUENCER)).containsExactly(TopicCatalogue.AUDIT_EVENTS);
  }

  @Test
  void givesNoSourcesForAStageThatIsNone() {
    assertThat(sources("one")).isEmpty();
  }

  private static List<String> sources(String stage) {
    return CATALOGUE.sources(stage).stream().map(Topic::name).toList();
  }
}
