package de.siegel.signer;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.service.ServiceMain;

/** {@code java -jar signer-service.jar --config FILE}. */
public final class SignerMain {
  private SignerMain() {}

  public static void main(String[] arguments) {
    System.exit(ServiceMain.run(TopicCatalogue.SIGNER, arguments, SignerService::new));
  }
}
