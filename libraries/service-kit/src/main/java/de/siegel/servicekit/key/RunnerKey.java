package de.siegel.servicekit.key;

import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;

/** The own key of a process that runs an authority whose records persons sign. */
public final class RunnerKey {
  private RunnerKey() {}

  /**
   * The persons who sign the records of a topic.
   *
   * @throws ConfigurationError if the root of trust names nobody
   */
  public static Role persons(RootOfTrust root, String topic) {
    return root.roleFor(topic)
        .orElseThrow(
            () ->
                new ConfigurationError(
                    "The root of trust names nobody for the role " + RootOfTrust.roleName(topic)));
  }

  /**
   * Reads the key that a setting names.
   *
   * @param setting for example {@code desk.key}
   * @param topic of the authority
   * @throws ConfigurationError if it is a person's key, or the root of trust does not name it
   */
  public static AuthorityKey read(
      Configuration settings, String setting, RootOfTrust root, String topic) {
    AuthorityKey key = AuthorityKeyFile.read(settings.path(setting));
    if (persons(root, topic).keys().containsKey(key.id())) {
      throw new ConfigurationError(
          "Key " + key.id() + " of " + setting + " is a person's: the desk needs one of its own");
    }
    if (root.runnerOf(topic).filter(role -> role.keys().containsKey(key.id())).isEmpty()) {
      throw new ConfigurationError(
          "The root of trust does not name key "
              + key.id()
              + " of "
              + setting
              + " for the role "
              + RootOfTrust.runnerName(topic)
              + ": add it (siegel trust add), or use the key that it names");
    }
    return key;
  }
}
