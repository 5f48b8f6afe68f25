package de.siegel.servicekit.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Lets a body come whole before anybody works on it, within a time: one that takes longer is cut
 * off. Of long ones only few come at a time, because each is kept in memory.
 */
final class WholeBodies extends Handler.Wrapper {
  /** For a body of usual length: 64 KiB on a slow line. */
  private static final int SECONDS = 5;

  private static final int SECONDS_WHEN_LONG = 30;
  private static final int LONG_AT_A_TIME = 2;
  private static final String WAITING = WholeBodies.class.getName();

  private final BodyLimits limits;
  private final Semaphore longOnes = new Semaphore(LONG_AT_A_TIME);

  private WholeBodies(BodyLimits limits) {
    this.limits = limits;
  }

  /** What stands before all that looks at a request. */
  static Handler handlers(BodyLimits limits) {
    WholeBodies outer = new WholeBodies(limits);
    EagerContentHandler eager =
        new EagerContentHandler(
            new EagerContentHandler.RetainedContentLoaderFactory(limits.longestOfAll(), 0, true));
    eager.setHandler(new Came());
    outer.setHandler(eager);
    return outer;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long length = request.getLength();
    if (length < 0 && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
      return refuse(request, response, callback, HttpStatus.LENGTH_REQUIRED_411);
    }
    boolean isLong = length > limits.longest();
    if (isLong
        && (length > limits.longestOfAll()
            || !limits.longPaths().contains(Request.getPathInContext(request)))) {
      return refuse(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
    }
    if (isLong && !longOnes.tryAcquire()) {
      return refuse(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
    }
    Waiting waiting =
        new Waiting(
            request
                .getComponents()
                .getScheduler()
                .schedule(
                    () -> request.getConnectionMetaData().getConnection().getEndPoint().close(),
                    isLong ? SECONDS_WHEN_LONG : SECONDS,
                    TimeUnit.SECONDS),
            isLong ? longOnes : new Semaphore(0));
    request.setAttribute(WAITING, waiting);
    return super.handle(request, response, Callback.from(callback, waiting::over));
  }

  private static boolean refuse(Request request, Response response, Callback callback, int status) {
    // What is still to come of it is not waited for.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    Response.writeError(request, response, callback, status);
    return true;
  }

  /** A body that has not come whole yet. */
  private record Waiting(Scheduler.Task cutOff, Semaphore room, AtomicBoolean isOver) {
    Waiting(Scheduler.Task cutOff, Semaphore room) {
      this(cutOff, room, new AtomicBoolean());
    }

    void came() {
      cutOff.cancel();
    }

    void over() {
      came();
      if (isOver.compareAndSet(false, true)) {
        room.release();
      }
    }
  }

  /** Where a request arrives when its body is there. */
  private static final class Came extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      ((Waiting) request.getAttribute(WAITING)).came();
      return super.handle(request, response, callback);
    }
  }
}
