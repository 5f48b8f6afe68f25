package de.siegel.schemas.registry;

/** The registry refused a new version: readers or writers of older versions would break. */
public final class IncompatibleSchema extends RegistryException {

  private static final long serialVersionUID = 1L;

  /**
   * @param subject the subject that stays as it is
   * @param reason what the registry says; no content of records
   */
  public IncompatibleSchema(String subject, String reason) {
    super(
        "the schema registry refuses a new version of subject "
            + subject
            + ": "
            + reason
            + "; add fields only with defaults and remove only such",
        null);
  }
}
