package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.TopicAccess;
import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.TopicAdministration;
import de.siegel.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;

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
  static PermissionCheck of(Cluster cluster, PermissionOptions options) {
    if (cluster.atRest()) {
      return new PermissionCheck(List.of("I9: not checked: no brokers run."), List.of());
    }
    try (Admin admin = Admin.create(cluster.kafka().common())) {
      return of(admin, options);
    } catch (CommandFailure e) {
      return new PermissionCheck(
          List.of("I9: NOT PROVEN, permissions cannot be read. " + e.getMessage()), List.of());
    }
  }

  private static PermissionCheck of(Admin admin, PermissionOptions options) {
    boolean named = !options.tenants().isEmpty();
    List<String> tenants = named ? options.tenants() : found(admin);
    List<AclBinding> surplus =
        new TopicAccess(admin, new TopicCatalogue(ANY_PARTITIONS, tenants), options.testAuthority())
            .difference()
            .surplus();
    List<String> lines = new ArrayList<>(lines(surplus));
    if (!named) {
      // Whoever can make a topic can make a tenant: a person has to look.
      lines.add(
          "I9: tenants found: "
              + (tenants.isEmpty() ? "none" : String.join(", ", tenants))
              + ". Name them with --tenant, then others count as surplus.");
    }
    if (options.testAuthority()) {
      lines.add("I9: a test authority may admit here. No production has one.");
    } else if (surplus.stream().anyMatch(PermissionCheck::isOfTestAuthority)) {
      lines.add("I9: there is a test authority. In a test environment, name --test-authority.");
    }
    return new PermissionCheck(lines, surplus);
  }

  private static List<String> found(Admin admin) {
    String prefix = TopicCatalogue.outcomes("");
    return TopicAdministration.await(admin.listTopics().names(), "list topics", PATIENCE).stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .sorted()
        .toList();
  }

  private static boolean isOfTestAuthority(AclBinding binding) {
    return binding.entry().principal().equals("User:" + AccessCatalogue.TEST_AUTHORITY);
  }

  private static List<String> lines(List<AclBinding> surplus) {
    if (surplus.isEmpty()) {
      return List.of("I9: nobody is permitted what the access catalogue does not name.");
    }
    List<String> lines = new ArrayList<>();
    lines.add("I9: " + surplus.size() + " permissions that nobody should have:");
    surplus.forEach(binding -> lines.add("I9: " + sentence(binding)));
    return lines;
  }

  private static String sentence(AclBinding binding) {
    return "%s may %s %s %s%s"
        .formatted(
            binding.entry().principal(),
            binding.entry().operation(),
            binding.pattern().resourceType(),
            binding.pattern().name(),
            binding.pattern().patternType() == PatternType.PREFIXED ? "…" : "");
  }
}
