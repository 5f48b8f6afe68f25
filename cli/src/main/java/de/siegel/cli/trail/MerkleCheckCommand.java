package de.siegel.cli.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.terminal.Terminal;
import de.siegel.tamperlog.merkle.ConsistencyProof;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.merkle.InclusionProof;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code siegel audit merkle-check}: one proof, as JSON. */
@Command(
    name = "merkle-check",
    description = {
      "Says whether a proof holds: a JSON object with leafIdx, treeSize, root, leafHash, proof, or with",
      "size1, size2, root1, root2, proof; hashes in base64, proof a list of them. Further fields count",
      "for nothing. Ends with 1 and the reason if it does not."
    })
final class MerkleCheckCommand implements Callable<Integer> {
  private static final int LONGEST = 1024 * 1024;

  /** What two readers could read differently is no proof: a name twice, text behind the object. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The proof.")
  private Path file;

  MerkleCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonNode vector = read();
    List<Hash> path = path(vector);
    boolean inclusion = vector.has("leafIdx") || vector.has("treeSize");
    boolean holds =
        inclusion
            ? new InclusionProof(number(vector, "leafIdx"), number(vector, "treeSize"), path)
                .holds(hash(vector, "leafHash"), hash(vector, "root"))
            : new ConsistencyProof(number(vector, "size1"), number(vector, "size2"), path)
                .holds(hash(vector, "root1"), hash(vector, "root2"));
    if (!holds) {
      throw CommandFailure.negative(
          inclusion
              ? "The proof does not hold: from this leaf, index and size it does not lead to this root."
              : "The proof does not hold: the first tree is not shown to be the beginning of the"
                  + " second.");
    }
    terminal.out().println("The proof holds.");
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private JsonNode read() {
    try {
      JsonNode vector = JSON.readTree(content());
      if (vector == null || !vector.isObject()) {
        throw CommandFailure.negative(file + " is no JSON object.");
      }
      return vector;
    } catch (JsonProcessingException e) {
      throw CommandFailure.negative(
          file + " is no JSON object, has a field twice, or goes on behind the object.", e);
    } catch (IOException e) {
      throw CommandFailure.usage(file + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    }
  }

  /** What a file says of its size does not count: a device or a pipe has none and does not end. */
  private byte[] content() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(LONGEST + 1);
      if (content.length > LONGEST) {
        throw CommandFailure.negative("The proof has more than " + LONGEST + " bytes.");
      }
      return content;
    }
  }

  /** Null is the empty list, as Go writes it, and so the vectors that others publish. */
  private static List<Hash> path(JsonNode vector) {
    JsonNode proof = vector.path("proof");
    if (!proof.isArray() && !proof.isNull()) {
      throw CommandFailure.negative("proof must be a list of hashes; an empty proof is [].");
    }
    List<Hash> path = new ArrayList<>();
    for (JsonNode hash : proof) {
      path.add(parse(hash, "proof[" + path.size() + "]"));
    }
    return path;
  }

  private static long number(JsonNode vector, String field) {
    JsonNode value = vector.path(field);
    if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
      throw CommandFailure.negative(field + " must be a whole number, 0 or more.");
    }
    return value.longValue();
  }

  private static Hash hash(JsonNode vector, String field) {
    return parse(vector.path(field), field);
  }

  private static Hash parse(JsonNode value, String field) {
    return Optional.ofNullable(value.textValue())
        .flatMap(Hash::parse)
        .orElseThrow(
            () -> CommandFailure.negative(field + " must be a hash of 32 bytes in base64."));
  }
}
