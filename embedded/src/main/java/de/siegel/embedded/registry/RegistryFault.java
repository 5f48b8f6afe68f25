package de.siegel.embedded.registry;

/** A refusal with the codes of Confluent's "Schema Registry API Reference". */
final class RegistryFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int errorCode;

  private RegistryFault(int status, int errorCode, String message) {
    super(message, null, false, false);
    this.status = status;
    this.errorCode = errorCode;
  }

  static RegistryFault subjectNotFound(String subject) {
    return new RegistryFault(404, 40401, "Subject '" + subject + "' not found.");
  }

  static RegistryFault versionNotFound(String version) {
    return new RegistryFault(404, 40402, "Version " + version + " not found.");
  }

  static RegistryFault schemaNotFound() {
    return new RegistryFault(404, 40403, "Schema not found");
  }

  static RegistryFault noLevelOfItsOwn(String subject) {
    return new RegistryFault(
        404, 40408, "Subject '" + subject + "' has no compatibility level of its own");
  }

  static RegistryFault incompatible(String reason) {
    return new RegistryFault(409, 409, reason);
  }

  static RegistryFault invalidSchema(String reason) {
    return new RegistryFault(422, 42201, reason);
  }

  static RegistryFault invalidVersion(String version) {
    return new RegistryFault(
        422, 42202, "Version '" + version + "' is neither a number from 1 nor latest");
  }

  static RegistryFault invalidLevel() {
    return new RegistryFault(
        422, 42203, "The field compatibility must name a compatibility level such as FULL");
  }

  static RegistryFault invalidSubject() {
    return new RegistryFault(
        422, 42208, "A subject has 1 to 255 characters, none of them a control character");
  }

  static RegistryFault cannotStore() {
    return new RegistryFault(500, 50001, "The registry's file cannot be written");
  }

  int status() {
    return status;
  }

  int errorCode() {
    return errorCode;
  }
}
