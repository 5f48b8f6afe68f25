package de.siegel.cli.trust;

import de.siegel.cli.CommandFailure;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A role as the command line names it: {@code admissions=2:KEY.spki,KEY.spki}.
 *
 * @param role the role
 */
record RoleOption(Role role) {
  private static final Pattern FORM = Pattern.compile("([a-z-]{1,40})=([1-9][0-9]?):(.+)");

  static RoleOption parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw CommandFailure.usage(
          "A role is written NAME=THRESHOLD:KEY.spki,KEY.spki and not " + text);
    }
    List<Path> files = new ArrayList<>();
    for (String file : matcher.group(3).split(",")) {
      files.add(Path.of(file));
    }
    return new RoleOption(role(matcher.group(1), Integer.parseInt(matcher.group(2)), files));
  }

  /** A role of the public keys in these files. */
  static Role role(String name, int threshold, List<Path> files) {
    Map<String, PublicKey> keys = new TreeMap<>();
    for (Path file : files) {
      PublicKey key = TrustFiles.readPublic(file);
      if (keys.put(AuthorityKey.idOf(key), key) != null) {
        throw CommandFailure.usage("Role " + name + " names the key in " + file + " twice.");
      }
    }
    try {
      return new Role(name, threshold, keys);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          "Role "
              + name
              + " wants "
              + threshold
              + " signatures and has "
              + keys.size()
              + " keys: name as many keys at least.",
          e);
    }
  }
}
