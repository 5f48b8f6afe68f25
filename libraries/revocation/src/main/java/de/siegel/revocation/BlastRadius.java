package de.siegel.revocation;

import de.siegel.certificate.KeyId;
import de.siegel.certificate.RevocationHandle;
import de.siegel.certificate.RevocationHandle.Kind;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.audit.SigningAttempts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Finds the certificates that an incident touched: the trail is handed over twice, first to {@link
 * #seek}, then to {@link #attempts}. Keeps nothing but what it found.
 *
 * <p>Why the attempts too: ECDSA is not deterministic, and a signer that was killed may have made a
 * signature of the same bytes that was never published. A list that names the published one alone
 * would let the other pass (rule 3 of the design); the id's hash holds for both, but not every
 * reader looks at each kind.
 *
 * <p>Not safe for use by several threads.
 */
public final class BlastRadius {
  private record Batch(String run, long number) {
    static Batch of(SigningAttempts attempts) {
      return new Batch(attempts.getRun(), attempts.getBatch());
    }
  }

  private static final class Found {
    private final long index;
    private final Decision decision;
    private final Links links;
    private final Set<ByteBuffer> signatures;

    private Found(long index, Decision decision, Links links) {
      this.index = index;
      this.decision = decision;
      this.links = links;
      this.signatures = new LinkedHashSet<>(links.getSignatureHashes());
    }
  }

  /** The end of the year 9999, in seconds: later times cannot be written. */
  private static final long LATEST = 253_402_300_799L;

  private final BiPredicate<Links, Instant> wanted;
  private final Map<Long, Found> found = new LinkedHashMap<>();
  private final Map<ByteBuffer, List<Found>> byCommitment = new HashMap<>();
  private final Map<Batch, List<ByteBuffer>> announced = new HashMap<>();
  private long malformed;

  /** Of a window. */
  public BlastRadius(Window window) {
    this(window::touches);
  }

  /**
   * Of whatever is asked for.
   *
   * @param wanted by links and the event time of the request
   */
  public BlastRadius(BiPredicate<Links, Instant> wanted) {
    this.wanted = wanted;
  }

  /**
   * Looks at a leaf for the first time.
   *
   * @param links of the leaf, opened
   */
  public void seek(long index, AuditEvent event, Links links) {
    Decision decision = event.getDecision();
    if (event.getKind() == AuditKind.ISSUED
        && decision != null
        && wanted.test(links, decision.getRequestedAt())) {
      if (!isWhole(decision, links)) {
        malformed++;
        return;
      }
      Found one = new Found(index, decision, links);
      found.put(index, one);
      byCommitment.computeIfAbsent(decision.getCommitment(), none -> new ArrayList<>()).add(one);
    }
  }

  /** Whether a leaf could be that of a certificate: nobody may make the search end with another. */
  private static boolean isWhole(Decision decision, Links links) {
    return decision.getKeyId().remaining() == KeyId.LENGTH
        && links.getCertificateIdHash().remaining() == RevocationHandle.LENGTH
        && links.getCountryCertificateIdHash().remaining() == RevocationHandle.LENGTH
        && links.getSignatureHashes().stream().allMatch(BlastRadius::isHandle)
        && Math.abs(decision.getExpiresAt()) <= LATEST;
  }

  private static boolean isHandle(ByteBuffer bytes) {
    return bytes.remaining() == RevocationHandle.LENGTH;
  }

  /** How many leaves say that they issued what was wanted, and name no certificate. */
  public long malformed() {
    return malformed;
  }

  /**
   * Looks at a leaf for the second time: which signatures were made of what was found.
   *
   * @param links of the leaf, opened
   */
  public void attempts(AuditEvent event, Links links) {
    SigningAttempts signing = event.getSigning();
    if (signing == null) {
      return;
    }
    if (event.getKind() == AuditKind.SIGNING_ANNOUNCED) {
      if (signing.getCommitments().stream().anyMatch(byCommitment::containsKey)) {
        announced.put(Batch.of(signing), signing.getCommitments());
      }
    } else if (event.getKind() == AuditKind.SIGNING_DONE) {
      List<ByteBuffer> commitments = announced.remove(Batch.of(signing));
      List<ByteBuffer> signatures = links.getSignatureHashes();
      for (int n = 0;
          commitments != null && n < Math.min(commitments.size(), signatures.size());
          n++) {
        if (isHandle(signatures.get(n))) {
          for (Found one : byCommitment.getOrDefault(commitments.get(n), List.of())) {
            one.signatures.add(signatures.get(n));
          }
        }
      }
    }
  }

  /** What was found, in the order of the log. */
  public List<TouchedCertificate> certificates() {
    return found.values().stream().map(BlastRadius::certificate).toList();
  }

  private static TouchedCertificate certificate(Found one) {
    List<RevocationHandle> handles = new ArrayList<>();
    handles.add(handle(Kind.UCI, one.links.getCertificateIdHash()));
    handles.add(handle(Kind.COUNTRYCODEUCI, one.links.getCountryCertificateIdHash()));
    one.signatures.forEach(signature -> handles.add(handle(Kind.SIGNATURE, signature)));
    return new TouchedCertificate(
        one.index,
        one.decision.getRequestedAt(),
        KeyId.of(bytes(one.decision.getKeyId())),
        Instant.ofEpochSecond(one.decision.getExpiresAt()),
        handles,
        one.links.getPharmacyId(),
        one.links.getTerminal(),
        one.links.getOperator(),
        one.links.getSessionId(),
        one.links.getRequestId());
  }

  private static RevocationHandle handle(Kind kind, ByteBuffer bytes) {
    return RevocationHandle.ofBytes(kind, bytes(bytes));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
