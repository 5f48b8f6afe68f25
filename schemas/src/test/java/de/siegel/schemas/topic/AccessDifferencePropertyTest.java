package de.siegel.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

class AccessDifferencePropertyTest {

  private static AclBinding binding(String principal, String name, boolean prefixed) {
    return new AclBinding(
        new ResourcePattern(
            ResourceType.TOPIC, name, prefixed ? PatternType.PREFIXED : PatternType.LITERAL),
        new AccessControlEntry(
            "User:" + principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
  }

  private static boolean matches(AclBinding binding, String topic) {
    return AccessCatalogue.allows(
        List.of(binding),
        binding.entry().principal().substring("User:".length()),
        topic,
        AclOperation.WRITE);
  }

  /** Two patterns have a topic in common if one of their names is such a topic. */
  @Property
  void aPermissionIsSurplusIfThereCanBeATopicThatItAndOursAreOn(
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 4) String ours,
      @ForAll boolean oursPrefixed,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 4) String theirs,
      @ForAll boolean theirsPrefixed) {
    AclBinding wanted = binding("us", ours, oursPrefixed);
    AclBinding found = binding("them", theirs, theirsPrefixed);
    boolean common =
        List.of(ours, theirs).stream()
            .anyMatch(topic -> matches(wanted, topic) && matches(found, topic));

    assertThat(AccessDifference.of(Set.of(wanted), List.of(found)).surplus())
        .isEqualTo(common ? List.of(found) : List.of());
  }
}
