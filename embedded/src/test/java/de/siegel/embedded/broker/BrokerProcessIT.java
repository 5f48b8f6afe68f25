package de.siegel.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BrokerProcessIT {

  @TempDir Path folder;

  @Test
  void keepsACommittedRecordWhenItIsKilledAndStartedAgain() throws Exception {
    Path log = folder.resolve("broker.log");
    try (BrokerProcess broker =
        BrokerProcess.start(new BrokerSettings(folder.resolve("data"), 0), log)) {
      String bootstrapServers = broker.bootstrapServers();
      long firstPid = broker.pid();
      CommittedRecord.write(bootstrapServers, "one");
      // Seen as committed before the kill: how soon a broker finishes a transaction whose markers
      // it
      // still owed is another matter than whether it keeps what was there.
      assertThat(CommittedRecord.read(bootstrapServers)).containsExactly("one");

      broker.kill();
      assertThat(ProcessHandle.of(firstPid).filter(ProcessHandle::isAlive)).isEmpty();
      broker.restart();

      assertThat(broker.pid()).isNotEqualTo(firstPid);
      assertThat(broker.bootstrapServers()).isEqualTo(bootstrapServers);
      assertThat(CommittedRecord.read(bootstrapServers)).containsExactly("one");

      broker.stop();
      broker.restart();
      assertThat(CommittedRecord.read(bootstrapServers)).containsExactly("one");
    }
    assertThat(log).isNotEmptyFile();
  }
}
