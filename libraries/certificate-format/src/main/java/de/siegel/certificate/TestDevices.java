package de.siegel.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rapid antigen tests ({@code ma} of a test) that may be certified. The published list changed
 * often, so it is data with a date; the house ships examples and an operator loads the real list.
 *
 * @param asOf the state of the list
 * @param codes device codes, digits only
 */
public record TestDevices(LocalDate asOf, Set<String> codes) {

  private static final int MAXIMUM_DEVICES = 20_000;
  private static final Pattern CODE = Pattern.compile("\\d{1,8}");

  public TestDevices {
    Objects.requireNonNull(asOf);
    codes = Set.copyOf(codes);
  }

  /** The few devices that are shipped as examples. */
  public static TestDevices examples() {
    try (InputStream resource = TestDevices.class.getResourceAsStream("test-devices.json")) {
      return read(resource);
    } catch (IOException e) {
      throw new UncheckedIOException("test-devices.json is not readable", e);
    }
  }

  /**
   * Reads {@code {"asOf": "YYYY-MM-DD", "devices": [{"code": "1232", "name": "..."}]}}.
   *
   * @throws IllegalArgumentException when the list has another form, a code is not 1 to 8 digits,
   *     or there are more than 20,000
   * @throws IOException when the stream fails or is no JSON
   */
  public static TestDevices read(InputStream json) throws IOException {
    JsonNode root = new JsonMapper().readTree(json);
    JsonNode devices = root.path("devices");
    String date = root.path("asOf").asText();
    if (!devices.isArray() || devices.size() > MAXIMUM_DEVICES || date.isEmpty()) {
      throw new IllegalArgumentException("a device list has asOf and at most 20000 devices");
    }
    Set<String> codes = new HashSet<>();
    for (JsonNode device : devices) {
      String code = device.path("code").asText();
      if (!CODE.matcher(code).matches()) {
        throw new IllegalArgumentException("a device code is 1 to 8 digits");
      }
      codes.add(code);
    }
    return new TestDevices(LocalDate.parse(date), codes);
  }
}
