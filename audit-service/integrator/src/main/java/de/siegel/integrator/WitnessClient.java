package de.siegel.integrator;

import de.siegel.tamperlog.merkle.Nodes;
import de.siegel.tamperlog.merkle.Proofs;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.NoteSignature;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Asks one witness for cosignatures (C2SP tlog-witness).
 *
 * <p>Not safe for use by several threads.
 */
final class WitnessClient {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 64 * 1024;
  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

  private final URI address;
  private final VerifierKey key;
  private final HttpClient http;
  private final Duration longest;
  private long known;

  /**
   * @param prefix its submission prefix
   * @param key for its cosignatures
   */
  WitnessClient(URI prefix, VerifierKey key) {
    this(prefix, key, LONGEST);
  }

  /** With another patience for a whole answer. */
  WitnessClient(URI prefix, VerifierKey key, Duration longest) {
    this.longest = longest;
    this.http = HttpClient.newBuilder().connectTimeout(longest).build();
    String text = prefix.toString();
    this.address = URI.create((text.endsWith("/") ? text : text + "/") + "add-checkpoint");
    this.key = key;
  }

  private record Answer(int status, byte[] body) {}

  /** Whom it asks. */
  String name() {
    return key.name();
  }

  /**
   * Asks for a cosignature.
   *
   * @param nodes of the tree of the checkpoint
   * @return empty if the witness has seen a larger tree: a newer checkpoint may do
   * @throws IOException if it does not answer, refuses, or answers with something else
   */
  Optional<NoteSignature> ask(SignedNote note, Checkpoint checkpoint, Nodes nodes)
      throws IOException, InterruptedException {
    if (known > checkpoint.size()) {
      return Optional.empty();
    }
    Answer answer = send(note, checkpoint, nodes);
    if (answer.status() == CONFLICT) {
      known = size(answer.body());
      if (known > checkpoint.size()) {
        return Optional.empty();
      }
      answer = send(note, checkpoint, nodes);
    }
    if (answer.status() != OK) {
      throw new IOException(name() + " refuses with " + answer.status());
    }
    NoteSignature signature = signature(note, answer.body());
    known = checkpoint.size();
    return Optional.of(signature);
  }

  private Answer send(SignedNote note, Checkpoint checkpoint, Nodes nodes)
      throws IOException, InterruptedException {
    StringBuilder head = new StringBuilder("old ").append(known).append('\n');
    Proofs.consistency(known, checkpoint.size(), nodes)
        .path()
        .forEach(hash -> head.append(hash).append('\n'));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(head.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(note.bytes());
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(
            HttpRequest.newBuilder(address)
                .timeout(longest)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build(),
            answer -> new BoundedBody(MOST_BYTES));
    try {
      // The request's own timeout ends with the headers; a body may come for ever.
      HttpResponse<byte[]> response = asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (ExecutionException e) {
      throw new IOException(name() + " does not answer: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(name() + " has not answered within " + longest.toMillis() + " ms", e);
    } finally {
      asked.cancel(true);
    }
  }

  private long size(byte[] body) throws IOException {
    String text = new String(body, StandardCharsets.US_ASCII);
    if (!SIZE.matcher(text).matches()) {
      throw new IOException(name() + " answers a conflict without a size");
    }
    return Long.parseLong(text.strip());
  }

  /** Only the witness's own signature over this very checkpoint counts. */
  private NoteSignature signature(SignedNote note, byte[] body) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes((note.text() + "\n").getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(body);
    try {
      for (NoteSignature signature : SignedNote.parse(whole.toByteArray()).signatures()) {
        SignedNote one = new SignedNote(note.text(), List.of(signature));
        if (one.check(List.of(key)) instanceof SignedNote.Check.Signed) {
          return signature;
        }
      }
    } catch (MalformedNote e) {
      throw new IOException(name() + " answers with no signature: " + e.getMessage(), e);
    }
    throw new IOException(name() + " answers with another signature than its own");
  }
}
