package de.siegel.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class AccessCatalogueTest {
  private static final TopicCatalogue TOPICS = new TopicCatalogue(24, List.of("acme", "other"));
  private static final Set<AclBinding> ACCESS = AccessCatalogue.of(TOPICS, false);

  private static List<String> writers(String topic) {
    return AccessCatalogue.principals(ACCESS).stream()
        .filter(who -> AccessCatalogue.allows(ACCESS, who, topic, AclOperation.WRITE))
        .toList();
  }

  @Test
  void eachControlTopicAndTheAuditLogHaveOneWriter() {
    assertThat(writers(TopicCatalogue.ADMISSIONS)).containsExactly("desk");
    assertThat(writers(TopicCatalogue.SESSIONS)).containsExactly("session-authority");
    assertThat(writers(TopicCatalogue.EPOCH_KEYS)).containsExactly("epoch-keys");
    assertThat(writers(TopicCatalogue.STAGE_KEYS)).containsExactly("key-desk");
    assertThat(writers(TopicCatalogue.FRAUD_CONFIGURATION)).containsExactly("fraud-desk");
    assertThat(writers(TopicCatalogue.AUDIT_LOG)).containsExactly("sequencer");
  }

  @Test
  void aTenantWritesRequestsAndReadsItsOwnOutcomesAndNothingElse() {
    assertThat(
            ACCESS.stream()
                .filter(binding -> binding.entry().principal().equals("User:tenant-acme"))
                .map(
                    binding ->
                        binding.entry().operation()
                            + " "
                            + binding.pattern().resourceType()
                            + " "
                            + binding.pattern().name()))
        .containsExactly(
            "WRITE TOPIC certificate.requests", "READ TOPIC certificate.outcomes.acme");
  }

  @Test
  void securityWritesNothingAndNobodyDeletesOrChangesTopics() {
    assertThat(ACCESS)
        .noneMatch(
            binding ->
                Set.of(
                        AclOperation.ALL,
                        AclOperation.DELETE,
                        AclOperation.ALTER,
                        AclOperation.ALTER_CONFIGS)
                    .contains(binding.entry().operation()));
    assertThat(ACCESS)
        .noneMatch(
            binding ->
                binding.entry().principal().equals("User:security")
                    && binding.entry().operation() == AclOperation.WRITE);
  }

  @Test
  void isWhatTheDocumentSays() throws IOException {
    List<String> document = Files.readAllLines(Path.of("..", "docs", "ACCESS.md"));
    TopicCatalogue documented = new TopicCatalogue(24, List.of("TENANT"));
    assertThat(document)
        .containsSubsequence(AccessCatalogue.table(AccessCatalogue.of(documented, false)));
  }
}
