package de.siegel.cli.trail;

import de.siegel.identity.control.ControlPayload;
import de.siegel.replay.kafka.ControlScan;
import de.siegel.replay.log.TrailVerification;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.tamperlog.note.VerifierKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What else can explain that a certificate has no leaf, before everybody is told to stop issuing:
 * that these brokers are not those that the key belongs to, or that their trail was cut.
 */
final class CompromiseDoubt {
  private CompromiseDoubt() {}

  /**
   * Looks for it.
   *
   * @param signedBy certificate of the key that has signed
   * @param logKey of the log, if it is at hand
   * @return why nothing can be concluded; empty if nothing speaks against it
   */
  static Optional<String> of(
      Cluster cluster, X509Certificate signedBy, Optional<VerifierKey> logKey) {
    if (!isOfThisCluster(cluster, signedBy)) {
      return Optional.of(
          "the key that has signed it is none of these brokers' stage keys. Is --trust, or are"
              + " --bootstrap or --data, those of another environment?");
    }
    return logKey.flatMap(key -> damage(cluster, key));
  }

  private static Optional<String> damage(Cluster cluster, VerifierKey key) {
    return TrailVerification.of(cluster.kafka(), key)
            instanceof TrailVerification.Result.Broken broken
        ? Optional.of(
            "the trail is not what was signed, from entry "
                + broken.index()
                + " on: "
                + broken.what()
                + ". Its leaf may have been there. Keep everything as it is; search a copy of the"
                + " log's files, or siegel audit restore")
        : Optional.empty();
  }

  private static boolean isOfThisCluster(Cluster cluster, X509Certificate signedBy) {
    byte[] wanted;
    try {
      wanted = signedBy.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException(e);
    }
    boolean[] found = new boolean[1];
    new ControlScan(cluster.kafka(), cluster.registry(), Optional.empty())
        .read(
            List.of(TopicCatalogue.STAGE_KEYS),
            one -> {
              if (one.payload() instanceof ControlPayload.OfStageKey key
                  && key.value().getCertificate() != null) {
                found[0] |= Arrays.equals(wanted, Bytes.of(key.value().getCertificate()));
              }
            });
    return found[0];
  }
}
