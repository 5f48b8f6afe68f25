package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.proof.TlogProof;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siegel audit check-proof}: a receipt, off line. */
@Command(
    name = "check-proof",
    description = {
      "Checks a receipt (.tlog-proof) with nothing but the file and the log's key. Ends with 1 and the",
      "reason if it proves nothing."
    })
final class CheckProofCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The receipt.")
  private Path file;

  @Option(
      names = "--leaf-hash",
      paramLabel = "HASH",
      description =
          "Refuses a receipt of any other leaf: the leafHash of an outcome in outcomes.jsonl, base64.")
  private String expected;

  @Mixin private LogKeyOption log = new LogKeyOption();

  CheckProofCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    VerifierKey key = log.key();
    TlogProof proof = read();
    byte[] entry =
        proof
            .extra()
            .orElseThrow(
                () -> CommandFailure.negative("The receipt has no entry (extra), so proves none."));
    Hash leaf = Hash.ofLeaf(entry);
    if (expected != null && !expected().equals(leaf)) {
      throw CommandFailure.negative(
          "The receipt is of another entry: its leaf hash is "
              + leaf
              + ", asked was "
              + expected
              + ".");
    }
    TlogProof.Check check = proof.check(leaf, key.name(), List.of(key));
    if (!(check instanceof TlogProof.Check.Proven proven)) {
      throw CommandFailure.negative("Not proven: " + ((TlogProof.Check.Refused) check).why() + ".");
    }
    Table table = Table.of("proven", "");
    table.row("log", proven.checkpoint().origin());
    table.row("entry", Long.toString(proof.index()));
    table.row("leaf hash", leaf.toString());
    table.row("size of the log then", Long.toString(proven.checkpoint().size()));
    table.row("root", proven.checkpoint().root().toString());
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private Hash expected() {
    return Hash.parse(expected)
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "--leaf-hash: must be 32 bytes in base64, as leafHash in outcomes.jsonl, but is '"
                        + expected
                        + "'"));
  }

  private TlogProof read() {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(TlogProof.LONGEST + 1);
    } catch (IOException e) {
      throw CommandFailure.usage(file + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    }
    try {
      return TlogProof.parse(content);
    } catch (MalformedNote e) {
      throw CommandFailure.negative(
          CutReceipt.is(content)
              ? "The receipt is cut off or incomplete: "
                  + file
                  + " begins as one and ends too early. Copy it again, or make it again with siegel"
                  + " audit prove."
              : "Not a receipt: " + e.getMessage() + ".",
          e);
    }
  }
}
