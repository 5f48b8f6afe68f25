package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.embedded.broker.BrokerSettings;
import de.siegel.embedded.broker.EmbeddedBroker;
import de.siegel.embedded.demo.SegmentFile;
import de.siegel.replay.log.CrossVerification;
import de.siegel.replay.log.LogFolder;
import de.siegel.replay.log.TileVerification.Result;
import de.siegel.replay.log.TrailVerification;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.tamperlog.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever has the broker's disk rewrites the trail's real segment, with checksums that fit; a
 * broker is started on it, and the oracle names the first entry that is not what was signed.
 */
@Tag("long")
class TamperedTrailIT {
  private static final String TRAIL = TopicCatalogue.AUDIT_LOG + "-0";
  private static final int CERTIFICATES = 10;
  private static final int AT = 7;

  @TempDir static Path house;
  @TempDir Path folder;
  private static VerifierKey key;
  private static List<SimpleRecord> trail;
  private static byte[] oldCopy;

  @BeforeAll
  static void issue() throws Exception {
    long before = TrailHouse.issue(house, CERTIFICATES, 0);
    oldCopy = SegmentFile.find(house.resolve("broker"), TRAIL).bytes();
    TrailHouse.issue(house, 1, before);
    key = VerifierKey.parse(Files.readString(house.resolve("log").resolve("log.vkey")));
    trail = SegmentFile.find(house.resolve("broker"), TRAIL).records();
  }

  /** What the oracle says of a broker on a segment with these records. */
  private Result verified(List<SimpleRecord> records) throws IOException {
    Path broker = TrailHouse.copy(house, folder);
    SegmentFile.find(broker, TRAIL).write(records);
    return verified(broker);
  }

  private Result verified(Path broker) {
    try (EmbeddedBroker running = EmbeddedBroker.start(new BrokerSettings(broker, 0))) {
      KafkaSettings kafka = TrailHouse.kafka(running.bootstrapServers());
      Result result =
          CrossVerification.ofTrail(
              kafka, LogFolder.open(house.resolve("log"), key), entries -> {});
      // The checkpoints alone find it too, if not to the entry.
      assertThat(TrailVerification.of(kafka, key) instanceof TrailVerification.Result.Sound)
          .isEqualTo(result instanceof Result.Sound);
      return result;
    }
  }

  private static void assertBroken(Result result, long index, String what) {
    assertThat(result).isInstanceOf(Result.Broken.class);
    assertThat(((Result.Broken) result).index()).isEqualTo(index);
    assertThat(((Result.Broken) result).what()).contains(what);
  }

  @Test
  void theSameRecordsWrittenAnewAreWhatWasSigned() throws Exception {
    assertThat(verified(trail)).isInstanceOf(Result.Sound.class);
  }

  @Test
  void aByteThatWasChangedIsFoundAlthoughTheChecksumFits() throws Exception {
    List<SimpleRecord> records = new ArrayList<>(trail);
    records.set(AT, SegmentFile.changed(records.get(AT)));

    assertBroken(verified(records), AT, "not the entry that was signed");
  }

  @Test
  void aRecordThatWasDroppedIsFound() throws Exception {
    List<SimpleRecord> records = new ArrayList<>(trail);
    records.remove(AT);

    assertBroken(verified(records), AT, "one was dropped");
  }

  @Test
  void aRecordThatWasDroppedIsFoundAlsoWhereTheOthersWereNumberedAnew() throws Exception {
    List<SimpleRecord> records = new ArrayList<>(trail);
    records.remove(AT);
    for (int n = AT; n < records.size(); n++) {
      records.set(n, SegmentFile.numbered(records.get(n), n));
    }

    assertBroken(verified(records), AT, "not the entry that was signed");
  }

  @Test
  void aRecordThatWasInsertedIsFound() throws Exception {
    List<SimpleRecord> records = new ArrayList<>(trail);
    records.add(AT, SegmentFile.numbered(SegmentFile.changed(records.get(AT)), AT));
    for (int n = AT + 1; n < records.size(); n++) {
      records.set(n, SegmentFile.numbered(records.get(n), n));
    }

    assertBroken(verified(records), AT, "not the entry that was signed");
  }

  @Test
  void aRecordThatWasDoubledIsFound() throws Exception {
    List<SimpleRecord> records = new ArrayList<>(trail);
    records.add(AT, records.get(AT));

    assertBroken(verified(records), AT + 1, "doubled");
  }

  @Test
  void recordsThatWereSwappedAreFound() throws Exception {
    List<SimpleRecord> records = new ArrayList<>(trail);
    Collections.swap(records, AT, AT + 1);

    assertBroken(verified(records), AT, "moved");
  }

  @Test
  void aTailThatWasCutIsFound() throws Exception {
    // What no checkpoint covers yet may be gone without a trace; what one covers may not.
    int signed = Math.toIntExact(LogFolder.open(house.resolve("log"), key).checkpoint().size());

    assertBroken(
        verified(new ArrayList<>(trail.subList(0, signed - 1))), signed - 1, "the trail ends here");
  }

  @Test
  void aPartitionThatWasRestoredFromAnOldCopyIsFound() throws Exception {
    Path broker = TrailHouse.copy(house, folder);
    SegmentFile segment = SegmentFile.find(broker, TRAIL);
    segment.replaceBy(oldCopy);
    int old = segment.records().size();

    assertBroken(verified(broker), old, "the trail ends here");
  }
}
