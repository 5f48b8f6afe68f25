package de.siegel.cli.trail.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.trail.Leaf;
import de.siegel.replay.view.LeafColumn;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.serde.GeneratedClasses;
import de.siegel.servicekit.record.LeafLinks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judged by the library's own reader. */
class ReplayParquetTest {
  private static final Instant AT = Instant.parse("2026-11-03T10:00:00.250Z");

  @TempDir Path folder;

  @Test
  void aFileReadsAsItWasWritten() throws IOException {
    List<Group> rows = writtenAndRead(leaf(7, "tür=1"), leaf(8, ""));

    assertThat(rows).hasSize(2);
    Group first = rows.get(0);
    assertThat(first.getLong("index", 0)).isEqualTo(7);
    assertThat(first.getLong("time", 0)).isEqualTo(AT.toEpochMilli());
    assertThat(first.getString("kind", 0)).isEqualTo("COMMAND");
    assertThat(first.getString("terminal", 0)).isEqualTo("tür=1");
    assertThat(first.getString("command", 0)).isEqualTo("epoch.begin");
    Group actors = first.getGroup("actors", 0);
    assertThat(actors.getFieldRepetitionCount("list")).isEqualTo(2);
    assertThat(actors.getGroup("list", 1).getString("element", 0)).isEqualTo("key-2");
    assertThat(rows.get(1).getLong("index", 0)).isEqualTo(8);
  }

  @Test
  void whatALeafDoesNotHaveIsAbsent() throws IOException {
    Group row = writtenAndRead(leaf(7, "t")).get(0);

    assertThat(row.getFieldRepetitionCount("score")).isZero();
    assertThat(row.getFieldRepetitionCount("linkKey")).isZero();
    assertThat(row.getFieldRepetitionCount("parkedTopic")).isZero();
  }

  @Test
  void aFileWithoutLeavesHasItsColumns() throws IOException {
    assertThat(writtenAndRead()).isEmpty();
    assertThat(schema().getFields())
        .extracting(org.apache.parquet.schema.Type::getName)
        .containsExactlyElementsOf(LeafColumn.ALL.stream().map(LeafColumn::name).toList());
  }

  @Test
  void takesSeveralGroupsOfRows() throws IOException {
    Leaf[] many = new Leaf[20_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = leaf(i, "terminal-" + i);
    }

    List<Group> rows = writtenAndRead(many);

    assertThat(rows).hasSize(many.length);
    assertThat(rows.get(many.length - 1).getString("terminal", 0)).isEqualTo("terminal-19999");
  }

  private List<Group> writtenAndRead(Leaf... leaves) throws IOException {
    Path file = folder.resolve("trail.parquet");
    ReplayParquet parquet = new ReplayParquet(file);
    List.of(leaves).forEach(parquet::write);
    parquet.end();
    List<Group> rows = new ArrayList<>();
    try (ParquetFileReader reader = reader()) {
      MessageType schema = reader.getFileMetaData().getSchema();
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        for (long row = 0; row < pages.getRowCount(); row++) {
          rows.add(records.read());
        }
      }
    }
    return rows;
  }

  private MessageType schema() throws IOException {
    try (ParquetFileReader reader = reader()) {
      return reader.getFileMetaData().getSchema();
    }
  }

  private ParquetFileReader reader() throws IOException {
    return ParquetFileReader.open(
        new LocalInputFile(folder.resolve("trail.parquet")),
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new JdkGzip())
            .build());
  }

  private static Leaf leaf(long index, String terminal) {
    GeneratedClasses.trust();
    AuditEvent event =
        new AuditEvent(
            new EventHeader("type", "topic", "desk"),
            AuditKind.COMMAND,
            "desk",
            "instance",
            AT,
            ByteBuffer.allocate(16),
            null,
            null,
            null,
            null,
            new Command("epoch.begin", List.of("key-1", "key-2"), "", 3L),
            null);
    Links links = Links.newBuilder().setTerminal(terminal).build();
    return new Leaf(index, AT, event, new LeafLinks.Opened(links));
  }
}
