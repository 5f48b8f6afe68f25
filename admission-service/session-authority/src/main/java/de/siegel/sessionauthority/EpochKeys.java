package de.siegel.sessionauthority;

import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.control.ControlState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The keys that a new session's secret is wrapped for. */
final class EpochKeys {
  private EpochKeys() {}

  /** Those of the youngest epoch that takes sessions; empty if there is none. */
  static List<EpochKey> current(ControlState control, Instant now) {
    Map<String, List<EpochKey>> epochs =
        control.epochKeys().stream()
            .filter(key -> key.getState() == KeyState.ACTIVE)
            .filter(key -> TopicCatalogue.READING_STAGES.contains(key.getStage()))
            .filter(key -> now.isBefore(key.getAcceptsSessionsUntil()))
            .collect(Collectors.groupingBy(EpochKey::getEpoch));
    return epochs.values().stream()
        .filter(keys -> keys.size() == TopicCatalogue.READING_STAGES.size())
        .max(Comparator.comparing(keys -> keys.get(0).getDestroyedAt()))
        .orElse(List.of());
  }
}
