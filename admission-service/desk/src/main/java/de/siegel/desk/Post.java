package de.siegel.desk;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.servicekit.file.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/** Sends activation codes. */
public interface Post {
  /**
   * Sends a letter; the code is not kept anywhere else.
   *
   * @param pharmacyId whom it is about
   * @param address of the directory's entry, on one line
   * @param code what stands in it
   */
  void send(String pharmacyId, String address, String code);

  /**
   * Lays letters into a folder, from which who prints them takes them away: one JSON file each with
   * {@code pharmacyId}, {@code address}, {@code code}. Only its owner may read it.
   */
  static Post into(Path folder, InstantSource clock) {
    return (pharmacyId, address, code) ->
        PrivateFiles.write(
            folder.resolve(pharmacyId + "-" + clock.instant().toEpochMilli() + ".json"),
            new ObjectMapper()
                .createObjectNode()
                .put("pharmacyId", pharmacyId)
                .put("address", address)
                .put("code", code)
                .toPrettyString()
                .getBytes(StandardCharsets.UTF_8));
  }
}
