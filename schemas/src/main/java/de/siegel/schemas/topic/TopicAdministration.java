package de.siegel.schemas.topic;

import de.siegel.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** Brings a cluster and a registry to what the catalogue wants, and says what is otherwise. */
public final class TopicAdministration {

  public TopicAdministration(
      Admin admin, SchemaRegistry registry, Replication replication, Duration timeout) {}

  public TopicReport apply(TopicCatalogue catalogue) {
    throw new UnsupportedOperationException();
  }

  public List<Deviation> check(TopicCatalogue catalogue) {
    throw new UnsupportedOperationException();
  }
}
