package de.siegel.schemas.registry;

/** The registry was asked and has no usable Avro schema of this id: the record is at fault. */
public final class UnknownSchemaId extends RegistryException {

  private static final long serialVersionUID = 1L;

  private final int id;

  public UnknownSchemaId(int id) {
    super("the schema registry has no usable Avro schema with id " + id, null);
    this.id = id;
  }

  /** The id that was asked for. */
  public int id() {
    return id;
  }
}
