package de.siegel.cli.operate;

import de.siegel.cli.CommandFailure;
import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.PatternType;

/** Holds the ACLs of a cluster against the access catalogue. */
final class TopicAccess {
  private static final int LONGEST_SECONDS = 30;

  private final Admin admin;
  private final Set<AclBinding> wanted;

  TopicAccess(Admin admin, TopicCatalogue topics, boolean test) {
    this.admin = admin;
    this.wanted = AccessCatalogue.of(topics, test);
  }

  /**
   * What is there and what is not.
   *
   * @param missing permissions that somebody needs and does not have
   * @param surplus permissions that nobody should have
   */
  record Difference(List<AclBinding> missing, List<AclBinding> surplus) {}

  Set<AclBinding> wanted() {
    return wanted;
  }

  Difference difference() {
    Collection<AclBinding> found = answer(admin.describeAcls(AclBindingFilter.ANY).values());
    Set<AclBinding> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(found);
    List<AclBinding> surplus = new ArrayList<>();
    for (AclBinding binding : found) {
      boolean allows = binding.entry().permissionType() == AclPermissionType.ALLOW;
      if (allows && !wanted.contains(binding) && concerns(binding)) {
        surplus.add(binding);
      }
    }
    return new Difference(List.copyOf(missing), surplus);
  }

  /** Whether it reaches anything of ours; other tenants of the cluster are not our business. */
  private boolean concerns(AclBinding binding) {
    String name = binding.pattern().name();
    boolean prefixed = binding.pattern().patternType() == PatternType.PREFIXED;
    return name.equals("*")
        || wanted.stream()
            .filter(ours -> ours.pattern().resourceType() == binding.pattern().resourceType())
            .map(ours -> ours.pattern().name())
            .anyMatch(ours -> prefixed ? ours.startsWith(name) : ours.equals(name));
  }

  void make(Collection<AclBinding> missing) {
    answer(admin.createAcls(missing).all());
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SecurityDisabledException
          ? CommandFailure.negative(
              "The brokers have no authorizer: whoever reaches them may do anything. Set"
                  + " authorizer.class.name, and a listener that asks who comes.",
              e)
          : CommandFailure.negative("The brokers refuse: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw CommandFailure.negative("The brokers do not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.negative("Stopped while waiting for the brokers.", e);
    }
  }
}
