package de.siegel.cli.outcome;

import de.siegel.cli.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Writes {@code <requestId>.hc1} and {@code <requestId>.png} on a few threads of its own, because a
 * picture costs milliseconds. A picture is read back before anything of its certificate is written
 * (C-17). Safe for use by several threads.
 */
public final class CertificateFiles implements AutoCloseable {
  private static final String TEXT = ".hc1";
  private static final int MOST_THREADS = 2;
  private static final int MOST_WAITING = 256;

  private final OutputFolder folder;
  private final Function<String, Optional<byte[]>> pictures;
  private final ExecutorService workers;
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /** Where the text of a certificate is, or would be. */
  public static Path text(OutputFolder folder, String requestId) {
    return folder.file(requestId + TEXT);
  }

  /** Starts the threads. */
  public CertificateFiles(OutputFolder folder) {
    this(folder, CertificatePicture::render);
  }

  /** With pictures of a test's own. */
  CertificateFiles(OutputFolder folder, Function<String, Optional<byte[]>> pictures) {
    this.folder = folder;
    this.pictures = pictures;
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    this.workers =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "certificate-files");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Has both files of a certificate written soon; waits while too many are waiting already.
   *
   * @param requestId of a {@code RequestLine.Good}: safe as a file name
   * @param certificate the HC1 text
   * @throws CommandFailure when one before it could not be written: no further one will be
   * @throws InterruptedException when the thread is asked to end
   */
  public void write(String requestId, String certificate) throws InterruptedException {
    room.acquire();
    try {
      throwFailure();
      workers.execute(() -> writeNow(requestId, certificate));
    } catch (RuntimeException e) {
      room.release();
      throw e;
    }
  }

  /**
   * Waits until everything is written.
   *
   * @throws CommandFailure when something could not be written
   * @throws InterruptedException when the thread is asked to end
   */
  public void finish() throws InterruptedException {
    room.acquire(MOST_WAITING);
    room.release(MOST_WAITING);
    throwFailure();
  }

  /** Ends the threads; what still waits is not written. */
  @Override
  public void close() {
    workers.shutdownNow();
  }

  private void writeNow(String requestId, String certificate) {
    try {
      if (failure.get() == null) {
        byte[] png =
            pictures
                .apply(certificate)
                .orElseThrow(
                    () ->
                        CommandFailure.negative(
                            "The QR picture of request "
                                + requestId
                                + " does not read back as its certificate (C-17): neither is"
                                + " written."));
        folder.write(requestId + TEXT, certificate.getBytes(StandardCharsets.UTF_8));
        folder.write(requestId + ".png", png);
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    } finally {
      room.release();
    }
  }

  private void throwFailure() {
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
  }
}
