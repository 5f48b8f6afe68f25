package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.TopicAccess;
import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.TopicAdministration;
import de.siegel.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/**
 * I9 as far as brokers that run can show it: nobody is permitted what the access catalogue does not
 * name. That a broker keeps to its permissions is what AccessIT tries.
 *
 * @param lines what is to be said
 * @param surplus permissions that nobody should have
 */
record PermissionCheck(List<String> lines, List<AclBinding> surplus) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Permissions do not depend on it. */
  private static final int ANY_PARTITIONS = 1;

  PermissionCheck {
    lines = List.copyOf(lines);
    surplus = List.copyOf(surplus);
  }

  /** Of a cluster; of a folder at rest nothing can be said, its own broker asks nobody. */
  static PermissionCheck of(Cluster cluster) {
    if (cluster.atRest()) {
      return new PermissionCheck(List.of("I9: not checked: no brokers run."), List.of());
    }
    try (Admin admin = Admin.create(cluster.kafka().common())) {
      String prefix = TopicCatalogue.outcomes("");
      List<String> tenants =
          TopicAdministration.await(admin.listTopics().names(), "list topics", PATIENCE).stream()
              .filter(name -> name.startsWith(prefix))
              .map(name -> name.substring(prefix.length()))
              .sorted()
              .toList();
      return of(admin, new TopicCatalogue(ANY_PARTITIONS, tenants));
    } catch (CommandFailure e) {
      return new PermissionCheck(
          List.of("I9: NOT PROVEN, permissions cannot be read. " + e.getMessage()), List.of());
    }
  }

  private static PermissionCheck of(Admin admin, TopicCatalogue topics) {
    List<AclBinding> production = new TopicAccess(admin, topics, false).difference().surplus();
    Set<AclBinding> test = AccessCatalogue.of(topics, true);
    boolean testing =
        production.stream()
            .anyMatch(
                binding ->
                    binding.entry().principal().equals("User:" + AccessCatalogue.TEST_AUTHORITY));
    List<AclBinding> surplus =
        testing ? production.stream().filter(one -> !test.contains(one)).toList() : production;
    List<String> lines = new ArrayList<>();
    lines.add(
        "I9: "
            + (surplus.isEmpty()
                ? "nobody is permitted what the access catalogue does not name."
                : surplus.size() + " permissions that nobody should have:"));
    surplus.forEach(
        binding ->
            lines.add(
                "I9: %s may %s %s %s"
                    .formatted(
                        binding.entry().principal(),
                        binding.entry().operation(),
                        binding.pattern().resourceType(),
                        binding.pattern().name())));
    if (testing) {
      lines.add("I9: a test authority may admit here. No production has one.");
    }
    return new PermissionCheck(lines, surplus);
  }
}
