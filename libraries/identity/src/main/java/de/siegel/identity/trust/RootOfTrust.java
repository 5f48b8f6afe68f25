package de.siegel.identity.trust;

import de.siegel.schemas.topic.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may sign what: signed by two or more holders of root keys, pinned in the configuration of
 * each stage. The idea is that of the root role of TUF (specification section 4.3).
 *
 * @param environment {@code test} or {@code production}
 * @param version 1 for the first root, then +1
 * @param expires when it has to have been replaced
 * @param root the root keys themselves
 * @param roles the authorities by their name
 */
public record RootOfTrust(
    String environment, long version, Instant expires, Role root, Map<String, Role> roles) {

  /** The environment of real certificates: there nobody admits, or changes what is fraud, alone. */
  public static final String PRODUCTION = "production";

  /** The role of those who have certificates revoked. */
  public static final String REVOCATIONS = "revocations";

  /** The smallest number of root keys that have to sign. */
  public static final int MINIMUM_THRESHOLD = 2;

  public RootOfTrust {
    roles = Map.copyOf(roles);
    if (root.threshold() < MINIMUM_THRESHOLD) {
      throw new IllegalArgumentException(
          "a root of trust needs at least " + MINIMUM_THRESHOLD + " signatures");
    }
    if (environment.equals(PRODUCTION)) {
      for (String name :
          List.of(
              roleName(TopicCatalogue.ADMISSIONS),
              roleName(TopicCatalogue.FRAUD_CONFIGURATION),
              REVOCATIONS)) {
        Role role = roles.get(name);
        if (role != null && role.threshold() < MINIMUM_THRESHOLD) {
          throw new IllegalArgumentException(
              "role " + role.name() + " needs at least " + MINIMUM_THRESHOLD + " signatures");
        }
      }
    }
  }

  /** The role that signs a control topic: the topic's name without {@code control.}. */
  public Optional<Role> roleFor(String topic) {
    return Optional.ofNullable(roles.get(roleName(topic)));
  }

  /**
   * The role of the process that runs a topic's authority, where persons sign its records: its key
   * says that the authority lives, and may restrict a single pharmacy.
   *
   * @return empty if whoever signs the topic runs it too
   */
  public Optional<Role> runnerOf(String topic) {
    return Optional.ofNullable(roles.get(runnerName(topic)));
  }

  /** The name of the role of the process that runs a topic's authority. */
  public static String runnerName(String topic) {
    return roleName(topic) + "-desk";
  }

  /** The name of the role that signs a control topic. */
  public static String roleName(String topic) {
    return topic.substring(topic.indexOf('.') + 1);
  }
}
