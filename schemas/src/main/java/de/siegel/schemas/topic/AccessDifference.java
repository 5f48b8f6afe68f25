package de.siegel.schemas.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;

/**
 * What a cluster's permissions have otherwise than the access catalogue wants them.
 *
 * @param missing permissions that somebody needs and does not have
 * @param surplus permissions that nobody should have
 */
public record AccessDifference(List<AclBinding> missing, List<AclBinding> surplus) {
  public AccessDifference {
    missing = List.copyOf(missing);
    surplus = List.copyOf(surplus);
  }

  /**
   * Compares. What reaches nothing of ours is not our business: others may use the cluster too. Who
   * may act as one of our principals reaches what that one does.
   *
   * @param wanted all permissions of the catalogue, or those of some of its resources
   * @param found all that the cluster has
   */
  public static AccessDifference of(Set<AclBinding> wanted, Collection<AclBinding> found) {
    return of(wanted, found, new Reach(wanted)::covers);
  }

  /**
   * Compares with the whole catalogue. Outcomes of tenants that it does not have are nobody's
   * business among our principals and tenants.
   *
   * @param test whether the test authority is there, in place of the key desk
   * @param found all that the cluster has
   */
  public static AccessDifference of(
      TopicCatalogue topics, boolean test, Collection<AclBinding> found) {
    Set<AclBinding> wanted = AccessCatalogue.of(topics, test);
    Reach reach = new Reach(wanted);
    return of(wanted, found, binding -> reach.covers(binding) || reach.isOnOutcomes(binding));
  }

  private static AccessDifference of(
      Set<AclBinding> wanted, Collection<AclBinding> found, Predicate<AclBinding> reaches) {
    Set<AclBinding> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(found);
    List<AclBinding> surplus = new ArrayList<>();
    for (AclBinding binding : found) {
      boolean allows = binding.entry().permissionType() == AclPermissionType.ALLOW;
      if (allows && !wanted.contains(binding) && reaches.test(binding)) {
        surplus.add(binding);
      }
    }
    return new AccessDifference(List.copyOf(missing), surplus);
  }
}
