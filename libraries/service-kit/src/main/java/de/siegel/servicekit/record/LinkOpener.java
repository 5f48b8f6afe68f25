package de.siegel.servicekit.record;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.audit.SealedLinks;
import de.siegel.schemas.serde.GeneratedClasses;
import de.siegel.schemas.serde.SingleObject;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.LinkSeal;
import de.siegel.servicekit.key.SecretFolder;
import java.io.IOException;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Opens what links a leaf, with the months' keys that are at hand.
 *
 * <p>Not safe for use by several threads.
 */
public final class LinkOpener {
  private final Optional<LinkSeal> seal;
  private final Optional<SecretFolder> keys;
  private final List<SpecificDatumReader<Links>> readers = new ArrayList<>();
  private BinaryDecoder decoder;

  /** An id that is a month. */
  private String lastMonth = "";

  private LinkOpener(Optional<LinkSeal> seal, Optional<SecretFolder> keys) {
    GeneratedClasses.trust();
    this.seal = seal;
    this.keys = keys;
    readers.add(new SpecificDatumReader<>(Links.class));
    // Links of an earlier release end before the fields that came later.
    for (Schema earlier : SingleObject.earlier(Links.getClassSchema())) {
      readers.add(1, new SpecificDatumReader<>(earlier, Links.getClassSchema()));
    }
  }

  /** Has no key: all links stay closed. */
  public static LinkOpener withoutKeys() {
    return new LinkOpener(Optional.empty(), Optional.empty());
  }

  /**
   * Has the keys of a folder: files {@code <year>-<month>.key}.
   *
   * @param seal opens
   * @param keys the folder
   */
  public static LinkOpener of(LinkSeal seal, SecretFolder keys) {
    return new LinkOpener(Optional.of(seal), Optional.of(keys));
  }

  /** The links of an event. */
  public LeafLinks open(AuditEvent event) {
    SealedLinks sealed = event.getLinks();
    if (sealed == null) {
      return new LeafLinks.None();
    }
    Optional<byte[]> key = key(sealed.getKeyId());
    if (key.isEmpty()) {
      return new LeafLinks.Closed(sealed.getKeyId(), LeafLinks.Why.KEY_MISSING);
    }
    return seal.orElseThrow()
        .open(key.get(), LinkBinding.of(event), Bytes.of(sealed.getSealed()))
        .flatMap(this::decode)
        .<LeafLinks>map(LeafLinks.Opened::new)
        .orElseGet(() -> new LeafLinks.Closed(sealed.getKeyId(), LeafLinks.Why.DOES_NOT_OPEN));
  }

  /** A key id comes from the log and names a file: nothing but a month is looked for. */
  private Optional<byte[]> key(String id) {
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    try {
      // Leaves of one month come one after the other: their id need not be read each time.
      if (!id.equals(lastMonth)) {
        if (!YearMonth.parse(id).toString().equals(id)) {
          return Optional.empty();
        }
        lastMonth = id;
      }
      return keys.get().find(id);
    } catch (DateTimeParseException noMonth) {
      return Optional.empty();
    }
  }

  private Optional<Links> decode(byte[] links) {
    for (SpecificDatumReader<Links> reader : readers) {
      decoder = DecoderFactory.get().binaryDecoder(links, decoder);
      try {
        return Optional.of(reader.read(null, decoder));
      } catch (IOException | RuntimeException e) {
        // Of an earlier schema, or no links at all.
      }
    }
    return Optional.empty();
  }
}
