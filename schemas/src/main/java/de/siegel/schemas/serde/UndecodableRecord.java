package de.siegel.schemas.serde;

/**
 * The bytes of a record are not what its topic holds. Trying again does not help: the record is
 * parked. Neither message nor cause quotes content.
 */
public final class UndecodableRecord extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why; the names are stable codes that stand in parked records and in the audit. */
  public enum Reason {
    /** There is no value (a tombstone where none belongs). */
    NULL_VALUE("there is no value"),
    /** Fewer bytes than magic byte and schema id take. */
    TOO_SHORT("shorter than magic byte and schema id"),
    /** Longer than any record of the house ({@link AvroDeserializer#LONGEST}). */
    TOO_LONG("longer than any record may be"),
    /** The first byte is not 0. */
    WRONG_MAGIC("the first byte is not 0"),
    /** The registry knows no Avro schema of this id. */
    UNKNOWN_SCHEMA_ID("the registry has no usable schema of this id"),
    /** Written with a schema whose values cannot be read in bounded time. */
    UNREASONABLE_SCHEMA("the schema lets a value have parts without end"),
    /** Written with the schema of another record type, or one that cannot be read as this one. */
    WRONG_TYPE("written as another record type"),
    /** The bytes do not follow the schema they name. */
    MALFORMED("the bytes do not follow the schema that they name"),
    /** More bytes than the record has. */
    TRAILING_BYTES("bytes after the end of the record");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private final Reason reason;

  UndecodableRecord(Reason reason) {
    // No stack trace: poison comes in floods, and the reason says all.
    super(reason + ": " + reason.words, null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
