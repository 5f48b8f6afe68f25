package de.siegel.embedded.pipeline;

import de.siegel.embedded.authority.AuthorityFolder;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.servicekit.file.PrivateFiles;
import de.siegel.servicekit.key.AuthorityKeyFile;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.witness.Witness;
import de.siegel.witness.WitnessServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A witness in the process of what it looks at: it shows the protocol, and protects nobody. */
public final class EmbeddedWitness {
  private static final String NAME = "witness.siegel.test/1";

  private EmbeddedWitness() {}

  /**
   * Starts it, and writes into a file where it is.
   *
   * @param list the file for the integrator
   */
  public static WitnessServer start(AuthorityFolder folder, Path data, Path list) {
    AuthorityKey log = AuthorityKeyFile.read(folder.authorityKey("log", 1));
    AuthorityKey own = AuthorityKeyFile.read(folder.authorityKey("witness", 1));
    NoteSigner signer =
        new NoteSigner(
            VerifierKey.of(NAME, SignatureType.ED25519_COSIGNATURE, own.publicKey()),
            own.privateKey());
    VerifierKey logKey =
        VerifierKey.of(AuthorityFolder.LOG_ORIGIN, SignatureType.ED25519, log.publicKey());
    WitnessServer server =
        new WitnessServer(
            new Witness(signer, List.of(logKey), data, Clock.systemUTC()), "127.0.0.1", 0);
    PrivateFiles.write(
        list,
        ("http://127.0.0.1:" + server.port() + " " + signer.verifier() + "\n")
            .getBytes(StandardCharsets.UTF_8));
    return server;
  }
}
