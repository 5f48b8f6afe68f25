package de.siegel.embedded.broker;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;

/**
 * Watches the metadata until no partition is led by an earlier life of a broker: at once after a
 * clean stop, after the broker's session timeout after a kill.
 */
final class OldSession implements MetadataPublisher {

  private final int broker;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  OldSession(int broker) {
    this.broker = broker;
  }

  /** Completed when the broker leads nothing. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  @Override
  public String name() {
    return "OldSession";
  }

  @Override
  public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
    boolean leads =
        image.topics().topicsById().values().stream()
            .flatMap(topic -> topic.partitions().values().stream())
            .anyMatch(partition -> partition.leader == broker);
    if (!leads) {
      ended.complete(null);
    }
  }

  @Override
  public void close() {}
}
