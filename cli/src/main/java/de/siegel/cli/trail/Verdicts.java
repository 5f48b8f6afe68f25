package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaException;

/** Verifications that are all made, whatever another one of them finds. */
final class Verdicts {
  private Verdicts() {}

  /** What a verification found to be wrong; throws only where it could not be made as asked. */
  static Optional<CommandFailure> failure(IntSupplier verification) {
    try {
      verification.getAsInt();
      return Optional.empty();
    } catch (CommandFailure e) {
      if (e.exitCode() == ExitCode.USAGE) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  /**
   * Holds the trail against files, and then against what was signed on the brokers: a copy says
   * nothing of what came after it, and checkpoints do not name the very entry.
   *
   * @param comparison what it finds is told first, also where nothing on the brokers can be used
   * @throws CommandFailure if either finds something
   */
  static int both(IntSupplier comparison, IntSupplier brokers) {
    Optional<CommandFailure> compared = failure(comparison);
    Optional<CommandFailure> alone = failure(() -> readable(brokers)).map(Verdicts::ofBrokers);
    if (compared.isPresent() && alone.isPresent()) {
      throw CommandFailure.negative(
          compared.get().getMessage() + " " + alone.get().getMessage(), compared.get());
    }
    compared
        .or(() -> alone)
        .ifPresent(
            failure -> {
              throw failure;
            });
    return ExitCode.OK.value();
  }

  private static int readable(IntSupplier brokers) {
    try {
      return brokers.getAsInt();
    } catch (KafkaException e) {
      throw CommandFailure.negative("The topics cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static CommandFailure ofBrokers(CommandFailure failure) {
    return CommandFailure.negative("From the brokers alone: " + failure.getMessage(), failure);
  }
}
