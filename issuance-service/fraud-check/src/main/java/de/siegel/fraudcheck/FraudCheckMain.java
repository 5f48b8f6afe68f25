package de.siegel.fraudcheck;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.service.ServiceMain;

/** {@code java -jar fraud-check.jar --config FILE}. */
public final class FraudCheckMain {
  private FraudCheckMain() {}

  public static void main(String[] arguments) {
    System.exit(ServiceMain.run(TopicCatalogue.FRAUD_CHECK, arguments, FraudCheckService::of));
  }
}
