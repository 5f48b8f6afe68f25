package de.siegel.tamperlog.proof;

import de.siegel.tamperlog.Base64Text;
import de.siegel.tamperlog.Utf8Text;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.merkle.InclusionProof;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * That an entry is in a log, with all that is needed to check it but the keys (C2SP tlog-proof).
 *
 * @param extra what the application adds; nobody vouches for it
 * @param index of the entry
 * @param path its inclusion proof
 * @param checkpoint the log's signed checkpoint
 */
public record TlogProof(
    Optional<byte[]> extra, long index, List<Hash> path, SignedNote checkpoint) {
  /** In bytes; a path has at most 63 lines. */
  public static final int LONGEST = SignedNote.LONGEST + 256 * 1024;

  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final int LONGEST_PATH = 63;

  public TlogProof {
    path = List.copyOf(path);
  }

  /** What became of a check. */
  public sealed interface Check {
    /**
     * The entry is in the log.
     *
     * @param checkpoint in a tree of which size
     * @param by who signed that
     */
    record Proven(Checkpoint checkpoint, List<VerifierKey> by) implements Check {}

    /** It is not shown. */
    record Refused(String why) implements Check {}
  }

  /** Reads a proof. */
  public static TlogProof parse(byte[] proof) throws MalformedNote {
    if (proof.length > LONGEST) {
      throw new MalformedNote("a proof has at most " + LONGEST + " bytes, not " + proof.length);
    }
    int blank = blank(proof);
    String[] lines = head(proof, blank).split("\n", -1);
    if (blank < 0 || !lines[0].equals(FIRST_LINE)) {
      throw new MalformedNote("a proof begins with " + FIRST_LINE);
    }
    int at = 1;
    Optional<byte[]> extra = Optional.empty();
    if (at < lines.length && lines[at].startsWith(EXTRA)) {
      extra = Base64Text.decode(lines[at].substring(EXTRA.length()));
      if (extra.isEmpty()) {
        throw new MalformedNote("the extra data is no base64");
      }
      at++;
    }
    if (at >= lines.length
        || !lines[at].startsWith(INDEX)
        || !NUMBER.matcher(lines[at].substring(INDEX.length())).matches()) {
      throw new MalformedNote("a proof's line " + (at + 1) + " must be: index NUMBER");
    }
    long index = Long.parseLong(lines[at].substring(INDEX.length()));
    List<Hash> path = new ArrayList<>();
    for (at++; at < lines.length; at++) {
      int line = at + 1;
      if (path.size() == LONGEST_PATH) {
        throw new MalformedNote("no path has more than " + LONGEST_PATH + " hashes");
      }
      path.add(
          Hash.parse(lines[at])
              .orElseThrow(() -> new MalformedNote("line " + line + " is no hash in base64")));
    }
    // The very bytes: a text that was decoded and encoded again is another than what was sent.
    byte[] rest = Arrays.copyOfRange(proof, blank + 2, proof.length);
    return new TlogProof(extra, index, path, SignedNote.parse(rest));
  }

  private static int blank(byte[] proof) {
    for (int at = 0; at + 1 < proof.length; at++) {
      if (proof[at] == '\n' && proof[at + 1] == '\n') {
        return at;
      }
    }
    return -1;
  }

  private static String head(byte[] proof, int blank) throws MalformedNote {
    return Utf8Text.decode(Arrays.copyOf(proof, Math.max(blank, 0)))
        .orElseThrow(() -> new MalformedNote("a proof is UTF-8"));
  }

  /** The proof as a file, {@code .tlog-proof}. */
  public byte[] bytes() {
    StringBuilder head = new StringBuilder(FIRST_LINE).append('\n');
    extra.ifPresent(data -> head.append(EXTRA).append(Base64Text.of(data)).append('\n'));
    head.append(INDEX).append(index).append('\n');
    path.forEach(hash -> head.append(hash).append('\n'));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(checkpoint.bytes());
    return out.toByteArray();
  }

  /**
   * Checks it.
   *
   * @param leaf hash of the entry
   * @param origin which log it must be
   * @param known keys of the log and of witnesses; one of them with the origin's name must have
   *     signed
   */
  public Check check(Hash leaf, String origin, Collection<VerifierKey> known) {
    SignedNote.Check signed = checkpoint.check(known);
    if (signed instanceof SignedNote.Check.Refused refused) {
      return new Check.Refused("checkpoint: " + refused.why());
    }
    List<VerifierKey> by = ((SignedNote.Check.Signed) signed).by();
    Checkpoint head;
    try {
      head = Checkpoint.parse(checkpoint.text());
    } catch (MalformedNote e) {
      return new Check.Refused("checkpoint: " + e.getMessage());
    }
    if (!head.origin().equals(origin)) {
      return new Check.Refused("checkpoint: is of another log, " + head.origin());
    }
    if (by.stream().noneMatch(key -> key.name().equals(origin))) {
      return new Check.Refused("checkpoint: the log itself has not signed it");
    }
    return new InclusionProof(index, head.size(), path).holds(leaf, head.root())
        ? new Check.Proven(head, by)
        : new Check.Refused("path: does not lead from this entry to the checkpoint's root");
  }
}
