package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.kafka.AuditTrailReader;
import de.siegel.replay.log.LogFolder;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.tamperlog.proof.TlogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siegel audit prove}: a receipt. */
@Command(
    name = "prove",
    description = {
      "Makes the receipt of a certificate, or of an entry by its number: that it is in the log, to be",
      "checked off line. To find a certificate it reads the trail, and needs --link-keys."
    })
final class ProveCommand implements Callable<Integer> {
  private static final int HANDLE = 16;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "CERTIFICATE",
      description = "A certificate's id (ci), such as URN:UVCI:01DE/…, or an entry's number.")
  private String which;

  @Option(
      names = "--tiles",
      paramLabel = "DIR",
      description = "The log's files; siegel-data/log, or with --data DIR/log, if not named.")
  private Path tiles;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the receipt is written, a new file; ${DEFAULT-VALUE} if not named.")
  private Path out = Path.of("receipt.tlog-proof");

  @Mixin private LogKeyOption log = new LogKeyOption();
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  ProveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    // Before the trail is read, which can take minutes.
    if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      throw there(null);
    }
    LogFiles files = LogFiles.named(tiles, cluster.data());
    LogFolder folder = files.open(log.key());
    long index = which.matches("[0-9]{1,18}") ? Long.parseLong(which) : find();
    if (index >= folder.checkpoint().size()) {
      throw CommandFailure.negative(
          "Entry "
              + index
              + " is not under a checkpoint yet, the last one has "
              + folder.checkpoint().size()
              + ": try again in some seconds.");
    }
    write(files.prove(folder, index));
    terminal
        .out()
        .println("Entry " + index + " of " + folder.checkpoint().size() + ", receipt in " + out);
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private void write(TlogProof proof) {
    try {
      Files.write(out, proof.bytes(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw there(e);
    } catch (IOException e) {
      throw CommandFailure.usage(out + " cannot be written: " + FileTrouble.reason(e) + ".", e);
    }
  }

  private CommandFailure there(IOException cause) {
    return CommandFailure.usage(
        "--out: " + out + " is there already: name another file, or remove it.", cause);
  }

  private long find() {
    byte[] handle = handle(which);
    AtomicLong found = new AtomicLong(-1);
    try (Cluster opened = cluster.open();
        AuditTrailReader reader =
            new AuditTrailReader(
                opened.kafka(), opened.registry(), () -> ReplayCommand.links(opened))) {
      reader.readToEnd(
          leaf -> {
            if (leaf.event().getKind() == AuditKind.ISSUED
                && leaf.links()
                    .opened()
                    .filter(
                        links ->
                            links.getCertificateIdHash().equals(java.nio.ByteBuffer.wrap(handle)))
                    .isPresent()) {
              found.compareAndSet(-1, leaf.index());
            }
          });
    }
    return OptionalLong.of(found.get()).stream()
        .filter(index -> index >= 0)
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.negative(
                    "No entry tells of this certificate: is its id right, and are the month's"
                        + " --link-keys there?"));
  }

  /** The revocation handle UCI: the first 16 bytes of SHA-256 over the id. */
  private static byte[] handle(String certificateId) {
    try {
      return Arrays.copyOf(
          MessageDigest.getInstance("SHA-256")
              .digest(certificateId.getBytes(StandardCharsets.UTF_8)),
          HANDLE);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
