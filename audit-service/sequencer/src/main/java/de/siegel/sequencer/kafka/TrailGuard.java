package de.siegel.sequencer.kafka;

import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.AccessDifference;
import de.siegel.schemas.topic.Deviation;
import de.siegel.schemas.topic.Replication;
import de.siegel.schemas.topic.Topic;
import de.siegel.schemas.topic.TopicAdministrationFailure;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.schemas.topic.TopicCheck;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Looks whether the audit topics still are what the trail relies on: their number of partitions,
 * their settings, and who may do what with them. Whoever administers the brokers can change all of
 * that; this does not hinder them, it says so.
 */
final class TrailGuard {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final String ACCESS = "access";
  private static final Set<String> AUDIT =
      Set.of(
          TopicCatalogue.AUDIT_EVENTS, TopicCatalogue.AUDIT_LOG, TopicCatalogue.AUDIT_CHECKPOINTS);

  private final Admin admin;
  private final TopicCheck check;
  private final List<Topic> topics;
  private final boolean access;

  /**
   * @param partitions of audit.events
   * @param access whether permissions are looked at; without, whoever reaches the brokers may write
   */
  TrailGuard(Admin admin, Replication replication, int partitions, boolean access) {
    this.admin = admin;
    this.check = new TopicCheck(admin, replication, LONGEST);
    this.topics =
        new TopicCatalogue(partitions, List.of())
            .topics().stream().filter(topic -> AUDIT.contains(topic.name())).toList();
    this.access = access;
  }

  /**
   * Looks once.
   *
   * @return what is otherwise than it should be
   * @throws TopicAdministrationFailure if the cluster does not answer
   */
  Set<Deviation> deviations() {
    Set<Deviation> deviations = new LinkedHashSet<>(check.deviations(topics));
    if (access) {
      addAccess(deviations);
    }
    return deviations;
  }

  private void addAccess(Set<Deviation> deviations) {
    Collection<AclBinding> found;
    try {
      found =
          admin
              .describeAcls(AclBindingFilter.ANY)
              .values()
              .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SecurityDisabledException) {
        deviations.add(unknown("no authorizer: whoever reaches the brokers may write"));
        return;
      } else if (e.getCause() instanceof ClusterAuthorizationException) {
        deviations.add(unknown("not to be seen: the sequencer may not describe the cluster"));
        return;
      }
      throw new TopicAdministrationFailure("describe ACLs: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new TopicAdministrationFailure("describe ACLs: no answer in " + LONGEST, e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    for (AclBinding surplus : AccessDifference.of(wanted(), found).surplus()) {
      deviations.add(
          new Deviation(
              surplus.pattern().name(),
              ACCESS,
              "as the access catalogue says",
              surplus.entry().principal() + " may " + surplus.entry().operation()));
    }
  }

  private static Deviation unknown(String found) {
    return new Deviation(TopicCatalogue.AUDIT_LOG, ACCESS, "as the access catalogue says", found);
  }

  /** With or without a test authority: which of both this is, is not for the trail to judge. */
  private static Set<AclBinding> wanted() {
    TopicCatalogue catalogue = new TopicCatalogue(1, List.of());
    Set<AclBinding> wanted = new LinkedHashSet<>();
    for (boolean test : new boolean[] {true, false}) {
      AccessCatalogue.of(catalogue, test).stream()
          .filter(binding -> binding.pattern().resourceType() == ResourceType.TOPIC)
          .filter(binding -> AUDIT.contains(binding.pattern().name()))
          .forEach(wanted::add);
    }
    return wanted;
  }
}
