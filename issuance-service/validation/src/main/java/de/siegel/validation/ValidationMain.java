package de.siegel.validation;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.service.ServiceMain;

/** {@code java -jar validation.jar --config FILE}. */
public final class ValidationMain {
  private ValidationMain() {}

  public static void main(String[] arguments) {
    System.exit(ServiceMain.run(TopicCatalogue.VALIDATION, arguments, ValidationService::of));
  }
}
