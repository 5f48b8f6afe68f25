package de.siegel.witness.domain;

import de.siegel.tamperlog.merkle.ConsistencyProof;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a log asks a witness for (C2SP tlog-witness, add-checkpoint).
 *
 * @param oldSize of the last checkpoint that the witness has seen, as the log believes
 * @param proof from that to the new one
 * @param note the new checkpoint, signed
 * @param checkpoint its content, not believed yet
 */
public record AddCheckpoint(
    long oldSize, List<Hash> proof, SignedNote note, Checkpoint checkpoint) {
  /** In bytes. */
  public static final int LONGEST = SignedNote.LONGEST + 8 * 1024;

  private static final int LONGEST_PROOF = 63;
  private static final String OLD = "old ";
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

  public AddCheckpoint {
    proof = List.copyOf(proof);
  }

  /** Reads a request. */
  public static AddCheckpoint parse(byte[] body) throws MalformedNote {
    int blank = blank(body);
    if (blank < 0) {
      throw new MalformedNote("a request is: old SIZE, proof lines, an empty line, a checkpoint");
    }
    String[] lines = new String(body, 0, blank, StandardCharsets.US_ASCII).split("\n", -1);
    if (!lines[0].startsWith(OLD) || !SIZE.matcher(lines[0].substring(OLD.length())).matches()) {
      throw new MalformedNote("the first line must be: old SIZE");
    }
    if (lines.length - 1 > LONGEST_PROOF) {
      throw new MalformedNote("no proof has more than " + LONGEST_PROOF + " lines");
    }
    List<Hash> proof = new ArrayList<>();
    for (int n = 1; n < lines.length; n++) {
      int line = n + 1;
      proof.add(
          Hash.parse(lines[n])
              .orElseThrow(() -> new MalformedNote("line " + line + " is no hash in base64")));
    }
    SignedNote note = SignedNote.parse(Arrays.copyOfRange(body, blank + 2, body.length));
    return new AddCheckpoint(
        Long.parseLong(lines[0].substring(OLD.length())),
        proof,
        note,
        Checkpoint.parse(note.text()));
  }

  private static int blank(byte[] body) {
    for (int at = 0; at + 1 < body.length; at++) {
      if (body[at] == '\n' && body[at + 1] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** The request as it is sent. */
  public byte[] bytes() {
    StringBuilder head = new StringBuilder(OLD).append(oldSize).append('\n');
    proof.forEach(hash -> head.append(hash).append('\n'));
    byte[] first = head.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    byte[] second = note.bytes();
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  ConsistencyProof consistency() {
    return new ConsistencyProof(oldSize, checkpoint.size(), proof);
  }
}
