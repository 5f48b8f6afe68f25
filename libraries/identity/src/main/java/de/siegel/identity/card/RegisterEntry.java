package de.siegel.identity.card;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pharmacy as its chamber entered it in the directory (VZD).
 *
 * @param telematikId its Telematik-ID
 * @param name its name
 * @param addresses where it is, each on one line; the only place an activation code may go to
 */
public record RegisterEntry(String telematikId, String name, List<String> addresses) {
  public RegisterEntry {
    Objects.requireNonNull(telematikId);
    Objects.requireNonNull(name);
    addresses = List.copyOf(addresses);
  }

  /** The region of a pharmacy of which none is known. */
  public static final int NOWHERE = -1;

  private static final Pattern POSTAL_CODE = Pattern.compile("(?:^|, )([0-9]{2})[0-9]{3} [^,]*$");

  /**
   * In which region it is: the first two digits of the postal code, 0 to 99; {@link #NOWHERE} if
   * there is none, or its addresses have several.
   */
  public int region() {
    Set<Integer> regions =
        addresses.stream().map(RegisterEntry::region).collect(Collectors.toSet());
    return regions.size() == 1 ? regions.iterator().next() : NOWHERE;
  }

  private static int region(String address) {
    Matcher code = POSTAL_CODE.matcher(address);
    return code.find() ? Integer.parseInt(code.group(1)) : NOWHERE;
  }
}
