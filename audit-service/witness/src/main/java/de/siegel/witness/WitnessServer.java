package de.siegel.witness;

import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.http.HttpLimits;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.witness.domain.AddCheckpoint;
import de.siegel.witness.domain.WitnessRules;
import de.siegel.witness.domain.WitnessRules.Decision;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A witness over HTTP (C2SP tlog-witness). */
public final class WitnessServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WitnessServer.class);
  private static final int MAXIMUM_THREADS = 8;

  private final Witness witness;
  private final Javalin server;

  /**
   * @param witness is closed with the server, and where that cannot be started
   * @param port 0 for any that is free
   */
  public WitnessServer(Witness witness, String host, int port) {
    this.witness = witness;
    server =
        Javalin.create(
            config -> {
              HttpLimits.apply(config, MAXIMUM_THREADS, AddCheckpoint.LONGEST);
              config.routes.post("/add-checkpoint", this::add);
            });
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      witness.close();
      throw new ConfigurationError(
          "Port " + port + " for the witness is in use: choose another one");
    }
  }

  private void add(Context context) {
    context.contentType("text/plain; charset=utf-8");
    AddCheckpoint request;
    try {
      request = AddCheckpoint.parse(context.bodyAsBytes());
    } catch (MalformedNote e) {
      context.status(HttpStatus.BAD_REQUEST).result(e.getMessage() + "\n");
      return;
    }
    Witness.Answer answer = witness.look(request);
    if (answer instanceof Witness.Answer.Signed signed) {
      context.result(signed.signature().line());
      return;
    }
    if (answer instanceof Witness.Answer.Forgotten forgotten) {
      forgotten(context, request.checkpoint(), forgotten);
      return;
    }
    Decision decision = ((Witness.Answer.Not) answer).decision();
    if (decision instanceof Decision.Conflict conflict) {
      context
          .status(HttpStatus.CONFLICT)
          .contentType("text/x.tlog.size")
          .result(conflict.size() + "\n");
      return;
    }
    Decision.Refused refused = (Decision.Refused) decision;
    if (refused.why() == WitnessRules.Why.INCONSISTENT) {
      // The log's own key has signed it: this is to be looked into.
      LOG.atError()
          .addKeyValue("origin", request.checkpoint().origin())
          .addKeyValue("size", request.checkpoint().size())
          .addKeyValue("root", request.checkpoint().root().toString())
          .log("A checkpoint does not begin with what was co-signed before");
    }
    context.status(
        switch (refused.why()) {
          case UNKNOWN_ORIGIN -> HttpStatus.NOT_FOUND;
          case NOT_SIGNED -> HttpStatus.FORBIDDEN;
          case SHRINKS -> HttpStatus.BAD_REQUEST;
          case INCONSISTENT -> HttpStatus.UNPROCESSABLE_CONTENT;
        });
  }

  /** A person has to look; what is to be put back into the folder stands in the log. */
  private static void forgotten(
      Context context, Checkpoint asked, Witness.Answer.Forgotten forgotten) {
    LOG.atError()
        .addKeyValue("origin", asked.origin())
        .addKeyValue("why", forgotten.why())
        .addKeyValue("signed", forgotten.last().map(Checkpoint::text).orElse("nothing"))
        .log("The folder is not as this witness left it: nothing is signed until it is put back");
    context
        .status(HttpStatus.SERVICE_UNAVAILABLE)
        .result(
            "Nothing is signed: the folder of this witness is not as it left it. Whoever runs it"
                + " has to look.\n");
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
    witness.close();
  }
}
