package de.siegel.embedded.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Keeps a node that runs in this process from filling the log with its start and stop. */
final class KafkaLogging {

  private static final Map<String, Level> LEVELS =
      Map.of(
          "kafka", Level.WARN,
          "org.apache.kafka", Level.WARN,
          "state.change.logger", Level.WARN,
          // Warns of each start, and of each look at an internal topic that is just being made.
          "org.apache.kafka.controller.QuorumController", Level.ERROR,
          "kafka.server.DefaultAutoTopicCreationManager", Level.ERROR);

  private KafkaLogging() {}

  /** Only what somebody should act on, for loggers whose level nobody has configured. */
  static void quieten() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      LEVELS.forEach(
          (name, level) -> {
            Logger logger = context.getLogger(name);
            if (logger.getLevel() == null) {
              logger.setLevel(level);
            }
          });
    }
  }
}
