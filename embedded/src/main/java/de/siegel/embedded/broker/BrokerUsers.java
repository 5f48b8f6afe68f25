package de.siegel.embedded.broker;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who may connect to a broker that asks (SASL/PLAIN, on loopback), with passwords made for this
 * run. The administrator may do everything; everybody else what ACLs allow.
 */
public final class BrokerUsers {
  /** May do everything: makes topics and ACLs. */
  public static final String ADMINISTRATOR = "administrator";

  /** The node itself. */
  static final String BROKER = "broker";

  private static final int PASSWORD_BYTES = 16;
  private static final String MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private final Map<String, String> passwords = new TreeMap<>();

  /** These, the administrator, and the node itself. */
  public BrokerUsers(Iterable<String> principals) {
    SecureRandom random = new SecureRandom();
    add(BROKER, random);
    add(ADMINISTRATOR, random);
    principals.forEach(principal -> add(principal, random));
  }

  private void add(String principal, SecureRandom random) {
    byte[] password = new byte[PASSWORD_BYTES];
    random.nextBytes(password);
    passwords.put(principal, HexFormat.of().formatHex(password));
  }

  /** A client's settings. */
  public Map<String, String> client(String principal) {
    String password = passwords.get(principal);
    if (password == null) {
      throw new IllegalArgumentException("there is no principal " + principal);
    }
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        MODULE + login(principal, password) + ";");
  }

  /** The node's JAAS configuration: itself, and everybody whom it knows. */
  String server() {
    return MODULE
        + login(BROKER, passwords.get(BROKER))
        + passwords.entrySet().stream()
            .map(user -> " \"user_" + user.getKey() + "\"=\"" + user.getValue() + "\"")
            .collect(Collectors.joining())
        + ";";
  }

  private static String login(String principal, String password) {
    return " username=\"" + principal + "\" password=\"" + password + "\"";
  }
}
