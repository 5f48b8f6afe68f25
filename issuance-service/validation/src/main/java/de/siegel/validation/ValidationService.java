package de.siegel.validation;

import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.kafka.StreamsService;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;

/** Makes the stage from its configuration. */
public final class ValidationService {
  private ValidationService() {}

  public static Service of(ServiceContext context) {
    ControlView view = new ControlView(context.clock());
    int partitions = context.configuration().whole("topics.partitions", 6, 1, 1_000);
    // A bad trust list of cards is told at the start, not with the first session.
    context.sessionEvidence();
    context
        .configuration()
        .require(
            "topics.tenants",
            "epoch-keys.holders",
            "attestation-keys.folder",
            "audit-link-keys.folder",
            "sameness-keys.folder");
    return new StreamsService(
        context,
        context.controlReader(view),
        view::fresh,
        ValidationTopology.of(() -> Parts.of(context, view), partitions));
  }
}
