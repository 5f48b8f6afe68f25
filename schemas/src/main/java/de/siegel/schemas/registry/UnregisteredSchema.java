package de.siegel.schemas.registry;

/** A writer's schema is not among the versions of its subject, and it may not register it. */
public final class UnregisteredSchema extends RegistryException {

  private static final long serialVersionUID = 1L;

  public UnregisteredSchema(String subject, String schemaName) {
    super(
        "schema "
            + schemaName
            + " of this release is not registered under subject "
            + subject
            + ": create the topics and register the schemas of this release first",
        null);
  }
}
