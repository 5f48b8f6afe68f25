package de.siegel.embedded.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Keeps a node that runs in this process from filling the log with its start and stop. */
final class KafkaLogging {

  private static final List<String> LOGGERS =
      List.of("kafka", "org.apache.kafka", "state.change.logger");

  private KafkaLogging() {}

  /** Warnings and errors only, for loggers whose level nobody has configured. */
  static void quieten() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      for (String name : LOGGERS) {
        Logger logger = context.getLogger(name);
        if (logger.getLevel() == null) {
          logger.setLevel(Level.WARN);
        }
      }
    }
  }
}
