package de.siegel.cli.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.terminal.Terminal;
import de.siegel.tamperlog.merkle.ConsistencyProof;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.merkle.InclusionProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code siegel audit merkle-check}: one proof, as JSON. */
@Command(
    name = "merkle-check",
    description = {
      "Says whether a proof holds: a JSON object with leafIdx, treeSize, root, leafHash, proof, or with",
      "size1, size2, root1, root2, proof; hashes in base64. Ends with 1 and the reason if it does not."
    })
final class MerkleCheckCommand implements Callable<Integer> {
  private static final long LONGEST = 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The proof.")
  private Path file;

  MerkleCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonNode vector = read();
    List<Hash> path = new ArrayList<>();
    for (JsonNode hash : vector.path("proof")) {
      path.add(parse(hash, "proof[" + path.size() + "]"));
    }
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
      if (Files.size(file) > LONGEST) {
        throw CommandFailure.negative("The proof has more than " + LONGEST + " bytes.");
      }
      JsonNode vector = JSON.readTree(Files.readAllBytes(file));
      if (vector == null || !vector.isObject()) {
        throw CommandFailure.negative(file + " is no JSON object.");
      }
      return vector;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw CommandFailure.negative(file + " is no JSON object.", e);
    } catch (IOException e) {
      throw CommandFailure.usage(file + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    }
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
    return Hash.parse(value.asText(""))
        .orElseThrow(
            () -> CommandFailure.negative(field + " must be a hash of 32 bytes in base64."));
  }
}
