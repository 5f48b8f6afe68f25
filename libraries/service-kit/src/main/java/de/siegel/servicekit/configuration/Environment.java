package de.siegel.servicekit.configuration;

/** Test or production; mandatory, because the two must never mix. */
public enum Environment {
  TEST,
  PRODUCTION;

  /** Reads {@code environment = test | production}. */
  public static Environment of(Configuration configuration) {
    String value = configuration.text("environment");
    return switch (value) {
      case "test" -> TEST;
      case "production" -> PRODUCTION;
      default ->
          throw new ConfigurationError(
              "The setting environment must be test or production, is " + value);
    };
  }
}
