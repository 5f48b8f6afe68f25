package de.siegel.fraudcheck;

import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.kafka.StreamsService;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;

/** Makes the stage from its configuration. */
public final class FraudCheckService {
  private FraudCheckService() {}

  public static Service of(ServiceContext context) {
    ControlView view = new ControlView(context.clock());
    // A bad trust list of cards is told at the start, not with the first session.
    context.sessionEvidence();
    context
        .configuration()
        .require(
            "epoch-keys.holders",
            "attestation-keys.folder",
            "audit-link-keys.folder",
            "fraud-token-keys.folder");
    return new StreamsService(
        context,
        context.controlReader(view),
        view::fresh,
        FraudCheckTopology.of(() -> Parts.of(context, view)));
  }
}
