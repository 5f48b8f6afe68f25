import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.topic.Replication;
import de.siegel.schemas.topic.TopicAdministration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.schemas.topic.TopicReport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Brings a cluster and a registry to the catalogue: schemas, topics, first offsets. Safe to run
 * again.
 *
 * <pre>
 * java -cp 'lib/*' ApplyTopics.java BOOTSTRAP REGISTRY PARTITIONS TENANT[,TENANT] FACTOR MIN_IN_SYNC
 * </pre>
 *
 * Exit code 0: all is as the catalogue wants; 1: something is otherwise, and was left alone.
 */
class ApplyTopics {
  public static void main(String[] arguments) {
    if (arguments.length != 6) {
      System.err.println(
          "BOOTSTRAP REGISTRY PARTITIONS TENANT[,TENANT] FACTOR MIN_IN_SYNC are needed");
      System.exit(2);
    }
    TopicCatalogue catalogue =
        new TopicCatalogue(Integer.parseInt(arguments[2]), List.of(arguments[3].split(",")));
    Replication replication =
        new Replication(Short.parseShort(arguments[4]), Integer.parseInt(arguments[5]));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", arguments[0]))) {
      TopicReport report =
          new TopicAdministration(
                  admin,
                  new HttpSchemaRegistry(HttpRegistrySettings.of(URI.create(arguments[1]))),
                  replication,
                  Duration.ofSeconds(60))
              .apply(catalogue);
      System.out.println("created: " + report.created());
      report.deviations().forEach(System.out::println);
      System.exit(report.deviations().isEmpty() ? 0 : 1);
    }
  }
}
