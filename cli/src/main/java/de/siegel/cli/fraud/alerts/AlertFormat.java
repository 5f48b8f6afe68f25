package de.siegel.cli.fraud.alerts;

import de.siegel.schemas.event.FraudAlert;
import java.util.List;

/** How alerts are shown. */
interface AlertFormat {
  /** The lines of the next alerts, in the order in which they come. */
  List<String> lines(List<FraudAlert> alerts);
}
