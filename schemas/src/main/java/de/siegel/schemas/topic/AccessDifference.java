package de.siegel.schemas.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;

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
   * Compares. What reaches nothing of ours is not our business: others may use the cluster too.
   *
   * @param wanted all permissions of the catalogue, or those of some of its resources
   * @param found all that the cluster has
   */
  public static AccessDifference of(Set<AclBinding> wanted, Collection<AclBinding> found) {
    Set<AclBinding> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(found);
    List<AclBinding> surplus = new ArrayList<>();
    for (AclBinding binding : found) {
      boolean allows = binding.entry().permissionType() == AclPermissionType.ALLOW;
      if (allows && !wanted.contains(binding) && reaches(binding, wanted)) {
        surplus.add(binding);
      }
    }
    return new AccessDifference(List.copyOf(missing), surplus);
  }

  private static boolean reaches(AclBinding binding, Set<AclBinding> wanted) {
    String name = binding.pattern().name();
    boolean prefixed = binding.pattern().patternType() == PatternType.PREFIXED;
    return wanted.stream()
        .filter(ours -> ours.pattern().resourceType() == binding.pattern().resourceType())
        .map(ours -> ours.pattern().name())
        .anyMatch(
            ours -> name.equals("*") || (prefixed ? ours.startsWith(name) : ours.equals(name)));
  }
}
