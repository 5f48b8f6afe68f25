package de.siegel.schemas.topic;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What is ours on a cluster that others may use too, and which permissions reach it. */
final class Reach {
  private static final String ANY = "*";
  private static final String ANYBODY = "User:*";
  private static final String TENANTS = "User:" + AccessCatalogue.ofTenant("");

  /** Of every tenant that there is, was, or could be. */
  private static final ResourcePattern OUTCOMES =
      new ResourcePattern(ResourceType.TOPIC, TopicCatalogue.outcomes(""), PatternType.PREFIXED);

  private final Set<ResourcePattern> resources;
  private final Set<String> principals;

  /**
   * @param wanted permissions of the catalogue; what they are on is ours, but for those on
   *     everything: who may look at everything does not own it
   */
  Reach(Collection<AclBinding> wanted) {
    resources =
        wanted.stream()
            .map(AclBinding::pattern)
            .filter(pattern -> !pattern.name().equals(ANY))
            .collect(Collectors.toUnmodifiableSet());
    principals =
        wanted.stream()
            .map(binding -> binding.entry().principal())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether it is on something of ours, or lets somebody act as one of our principals. */
  boolean covers(AclBinding found) {
    ResourcePattern pattern = found.pattern();
    return switch (pattern.resourceType()) {
      case USER, DELEGATION_TOKEN ->
          principals.stream()
              .map(name -> new ResourcePattern(pattern.resourceType(), name, PatternType.LITERAL))
              .anyMatch(ours -> overlap(ours, pattern));
      default -> resources.stream().anyMatch(ours -> overlap(ours, pattern));
    };
  }

  /** Whether it lets one of our principals, or any tenant, at outcomes of whatever tenant. */
  boolean isOnOutcomes(AclBinding found) {
    String principal = found.entry().principal();
    return overlap(OUTCOMES, found.pattern())
        && (principals.contains(principal)
            || principal.startsWith(TENANTS)
            || principal.equals(ANYBODY));
  }

  private static boolean overlap(ResourcePattern one, ResourcePattern other) {
    return one.resourceType() == other.resourceType() && (covers(one, other) || covers(other, one));
  }

  private static boolean covers(ResourcePattern one, ResourcePattern other) {
    return one.name().equals(ANY)
        || (one.patternType() == PatternType.PREFIXED
            ? other.name().startsWith(one.name())
            : other.patternType() == PatternType.LITERAL && other.name().equals(one.name()));
  }
}
