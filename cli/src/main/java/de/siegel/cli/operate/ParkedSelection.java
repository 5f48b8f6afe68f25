package de.siegel.cli.operate;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.operate.ParkedRecords.Parked;
import de.siegel.schemas.topic.TopicCatalogue;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Which parked records {@code siegel parked list} shows. */
final class ParkedSelection {
  @Option(names = "--stage", paramLabel = "STAGE", description = "Only what this stage parked.")
  private String stage;

  @Option(names = "--reason", paramLabel = "CODE", description = "Only what has this reason.")
  private String reason;

  @Option(
      names = "--source",
      paramLabel = "TOPIC",
      description = "Only what says that it came from this topic.")
  private String source;

  @Option(names = "--partition", paramLabel = "N", description = "Only what is in this partition.")
  private Integer partition;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "200",
      description = "Shows at most N, and counts the rest; ${DEFAULT-VALUE} if not named.")
  private int limit;

  List<String> stages() {
    return stage == null ? TopicCatalogue.STAGES : List.of(known(stage));
  }

  OptionalInt partition() {
    return partition == null ? OptionalInt.empty() : OptionalInt.of(partition);
  }

  int limit() {
    if (limit < 0) {
      throw CommandFailure.usage("--limit is " + limit + "; it must not be negative");
    }
    return limit;
  }

  boolean includes(Parked parked) {
    return (reason == null || reason.equals(parked.headers().reason()))
        && (source == null || source.equals(parked.headers().topic()));
  }

  /** The stage of that name. */
  static String known(String stage) {
    if (!TopicCatalogue.STAGES.contains(stage)) {
      throw CommandFailure.usage(
          "There is no stage " + stage + "; there are " + String.join(", ", TopicCatalogue.STAGES));
    }
    return stage;
  }
}
