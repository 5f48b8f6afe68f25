package de.siegel.sequencer.kafka;

import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.AccessDifference;
import de.siegel.schemas.topic.Deviation;
import de.siegel.schemas.topic.Replication;
import de.siegel.schemas.topic.Topic;
import de.siegel.schemas.topic.TopicAdministration;
import de.siegel.schemas.topic.TopicAdministrationFailure;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.schemas.topic.TopicCheck;
import de.siegel.sequencer.domain.HeldBack;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Looks whether the audit topics still are what the trail relies on: their number of partitions,
 * their settings, who may do what with them, and whether what is committed can be read. Whoever
 * administers the brokers can change all of that; this does not hinder them, it says so.
 */
final class TrailGuard {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Stages keep transactions for 15 s; a broker needs some time to abort one. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(30);

  private static final String ACCESS = "access";
  private static final Set<String> AUDIT =
      Set.of(
          TopicCatalogue.AUDIT_EVENTS, TopicCatalogue.AUDIT_LOG, TopicCatalogue.AUDIT_CHECKPOINTS);

  private final Admin admin;
  private final TopicCheck check;
  private final List<Topic> topics;
  private final boolean access;
  private final HeldBack heldBack = new HeldBack(LONGEST_TRANSACTION);
  private final Map<TopicPartition, OffsetSpec> sources = new HashMap<>();

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
    for (int partition = 0; partition < partitions; partition++) {
      sources.put(new TopicPartition(TopicCatalogue.AUDIT_EVENTS, partition), OffsetSpec.latest());
    }
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
    addHeldBack(deviations);
    return deviations;
  }

  private void addHeldBack(Set<Deviation> deviations) {
    Map<TopicPartition, Long> stable = ends(IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> all = ends(IsolationLevel.READ_UNCOMMITTED);
    Map<Integer, HeldBack.Ends> partitions = new HashMap<>();
    stable.forEach(
        (source, offset) ->
            partitions.put(source.partition(), new HeldBack.Ends(offset, all.get(source))));
    heldBack
        .look(partitions, System.nanoTime())
        .forEach(
            (partition, offset) ->
                deviations.add(
                    new Deviation(
                        TopicCatalogue.AUDIT_EVENTS,
                        "last stable offset of partition " + partition,
                        "going on",
                        "held at " + offset + " by a transaction that does not end")));
  }

  private Map<TopicPartition, Long> ends(IsolationLevel isolation) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    TopicAdministration.await(
            admin.listOffsets(sources, new ListOffsetsOptions(isolation)).all(),
            "list offsets",
            LONGEST)
        .forEach((source, end) -> ends.put(source, end.offset()));
    return ends;
  }

  private void addAccess(Set<Deviation> deviations) {
    Collection<AclBinding> found;
    try {
      found =
          TopicAdministration.await(
              admin.describeAcls(AclBindingFilter.ANY).values(), "describe ACLs", LONGEST);
    } catch (TopicAdministrationFailure e) {
      if (e.getCause() instanceof SecurityDisabledException) {
        deviations.add(unknown("no authorizer: whoever reaches the brokers may write"));
        return;
      } else if (e.getCause() instanceof ClusterAuthorizationException) {
        deviations.add(unknown("not to be seen: the sequencer may not describe the cluster"));
        return;
      }
      throw e;
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
