package de.siegel.schemas.registry;

/** What a schema registry could not do. Each kind asks for another reaction. */
public abstract sealed class RegistryException extends RuntimeException
    permits UnknownSchemaId,
        UnregisteredSchema,
        IncompatibleSchema,
        RegistryUnavailable,
        BadRegistryAnswer {

  private static final long serialVersionUID = 1L;

  RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
