package de.siegel.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BrokerProcessIT {

  @TempDir Path folder;

  /**
   * A race without {@link OldSession}: then more than half of all kills end a reader's progress.
   */
  @RepeatedTest(3)
  void showsACommittedRecordToReadersWhenItIsKilledDirectlyBehindTheCommit() throws Exception {
    try (BrokerProcess broker = start()) {
      String bootstrapServers = broker.bootstrapServers();
      long firstPid = broker.pid();
      CommittedRecord.write(bootstrapServers, "one");

      broker.kill();
      assertThat(ProcessHandle.of(firstPid).filter(ProcessHandle::isAlive)).isEmpty();
      broker.restart();

      assertThat(broker.pid()).isNotEqualTo(firstPid);
      assertThat(broker.bootstrapServers()).isEqualTo(bootstrapServers);
      assertThat(CommittedRecord.read(bootstrapServers)).containsExactly("one");
    }
  }

  @Test
  void keepsACommittedRecordWhenItIsStoppedAndStartedAgain() throws Exception {
    try (BrokerProcess broker = start()) {
      CommittedRecord.write(broker.bootstrapServers(), "one");

      broker.stop();
      broker.restart();

      assertThat(CommittedRecord.read(broker.bootstrapServers())).containsExactly("one");
    }
    assertThat(log()).isNotEmptyFile();
  }

  private BrokerProcess start() {
    return BrokerProcess.start(new BrokerSettings(folder.resolve("data"), 0), log());
  }

  private Path log() {
    return folder.resolve("broker.log");
  }
}
