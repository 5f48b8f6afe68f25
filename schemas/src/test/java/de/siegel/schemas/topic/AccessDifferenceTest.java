package de.siegel.schemas.topic;

import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which permissions on a cluster nobody should have. */
class AccessDifferenceTest {
  private static final TopicCatalogue TOPICS = new TopicCatalogue(1, List.of("acme"));

  private static AclBinding binding(
      String principal,
      ResourceType type,
      String name,
      PatternType pattern,
      AclOperation operation,
      AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(type, name, pattern),
        new AccessControlEntry("User:" + principal, "*", operation, permission));
  }

  private static AclBinding allow(
      String principal, ResourceType type, String name, PatternType pattern, AclOperation what) {
    return binding(principal, type, name, pattern, what, AclPermissionType.ALLOW);
  }

  private static List<AclBinding> surplus(AclBinding found) {
    return AccessDifference.of(TOPICS, false, List.of(found)).surplus();
  }

  @ParameterizedTest
  @CsvSource({
    "TOPIC, audit.log, LITERAL, WRITE",
    "TOPIC, audit., PREFIXED, WRITE",
    "TOPIC, *, LITERAL, READ",
    "TOPIC, validation-requests-changelog, LITERAL, WRITE",
    "TOPIC, validation-requests-changelog, LITERAL, DELETE",
    "TOPIC, validation-requests, PREFIXED, WRITE",
    "TOPIC, validation-, PREFIXED, ALL",
    "TOPIC, val, PREFIXED, WRITE",
    "GROUP, signer, LITERAL, READ",
    "GROUP, signer.parked-mallory, LITERAL, READ",
    "TRANSACTIONAL_ID, signer-0, LITERAL, WRITE",
    "TRANSACTIONAL_ID, signer-, PREFIXED, WRITE",
    "TRANSACTIONAL_ID, signer-0, PREFIXED, WRITE",
    "TRANSACTIONAL_ID, *, LITERAL, WRITE",
    "CLUSTER, kafka-cluster, LITERAL, ALTER",
    "USER, User:sequencer, LITERAL, CREATE_TOKENS",
    "USER, User:tenant-acme, LITERAL, CREATE_TOKENS",
    "USER, User:seq, PREFIXED, CREATE_TOKENS",
    "USER, *, LITERAL, CREATE_TOKENS",
    "DELEGATION_TOKEN, User:sequencer, LITERAL, DESCRIBE",
    "DELEGATION_TOKEN, *, LITERAL, DESCRIBE"
  })
  void whatOverlapsWithOursIsSurplusWhicheverOfBothIsTheWider(
      ResourceType type, String name, PatternType pattern, AclOperation operation) {
    AclBinding found = allow("mallory", type, name, pattern, operation);

    assertThat(surplus(found)).containsExactly(found);
  }

  @ParameterizedTest
  @CsvSource({
    "TOPIC, invoices, LITERAL, WRITE",
    "TOPIC, validation, LITERAL, WRITE",
    "TOPIC, audit.logs, PREFIXED, WRITE",
    "GROUP, signer-of-others, LITERAL, READ",
    "TRANSACTIONAL_ID, invoices-1, LITERAL, WRITE",
    "TRANSACTIONAL_ID, invoices-, PREFIXED, WRITE",
    "USER, User:neighbour, LITERAL, CREATE_TOKENS",
    "DELEGATION_TOKEN, f3Jx0dQ, LITERAL, DESCRIBE"
  })
  void whatOthersHaveStaysTheirBusiness(
      ResourceType type, String name, PatternType pattern, AclOperation operation) {
    assertThat(surplus(allow("neighbour", type, name, pattern, operation))).isEmpty();
  }

  @Test
  void whatIsDeniedIsNoSurplus() {
    assertThat(
            surplus(
                binding(
                    "mallory",
                    ResourceType.TRANSACTIONAL_ID,
                    "signer-0",
                    LITERAL,
                    AclOperation.WRITE,
                    AclPermissionType.DENY)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"tenant-mallory, READ", "tenant-acme, READ", "signer, WRITE", "*, READ"})
  void outcomesOfATenantThatIsNotNamedAreNobodysOfUs(String principal, AclOperation operation) {
    for (PatternType pattern : List.of(LITERAL, PREFIXED)) {
      AclBinding found =
          allow(
              principal,
              ResourceType.TOPIC,
              TopicCatalogue.outcomes("mallory"),
              pattern,
              operation);

      assertThat(surplus(found)).containsExactly(found);
    }
  }

  @Test
  void aTenantThatIsNotNamedMayNotWriteRequests() {
    AclBinding found =
        allow(
            "tenant-mallory",
            ResourceType.TOPIC,
            TopicCatalogue.REQUESTS,
            LITERAL,
            AclOperation.WRITE);

    assertThat(surplus(found)).containsExactly(found);
  }

  /** As the guard of the audit topics does, which knows no tenants. */
  @Test
  void whoComparesAPartAlsoSeesWhoMayActAsItsWriters() {
    AclBinding ours =
        allow(
            "sequencer", ResourceType.TOPIC, TopicCatalogue.AUDIT_LOG, LITERAL, AclOperation.WRITE);
    AclBinding token =
        allow("mallory", ResourceType.USER, "User:sequencer", LITERAL, AclOperation.CREATE_TOKENS);
    AclBinding tenants =
        allow(
            "tenant-acme",
            ResourceType.TOPIC,
            TopicCatalogue.outcomes("acme"),
            LITERAL,
            AclOperation.READ);

    AccessDifference difference = AccessDifference.of(Set.of(ours), List.of(ours, token, tenants));

    assertThat(difference.missing()).isEmpty();
    assertThat(difference.surplus()).containsExactly(token);
  }
}
