package de.siegel.sealing;

import de.siegel.schemas.event.Attestation;
import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Mac;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a stage vouches for: an HMAC-SHA256 (RFC 2104) over everything that was decided about a
 * request, under a key that it shares with exactly one later stage. Who owns the broker cannot make
 * one.
 *
 * <p>Not safe for use by several threads.
 */
public final class Attestations {
  private static final String HMAC = "HmacSHA256";
  private static final String VALIDATED = "siegel/attestation/validated/v1";

  private final String stage;
  private final List<SharedKey> keys;
  private final javax.crypto.Mac hmac;

  /**
   * @param stage the stage that attests or checks here
   * @param keys the keys that it shares with others
   */
  public Attestations(String stage, List<SharedKey> keys) {
    this.stage = stage;
    this.keys = List.copyOf(keys);
    try {
      hmac = javax.crypto.Mac.getInstance(HMAC);
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("HMAC-SHA256 is not available", e);
    }
  }

  /**
   * Attests a validated request for fraud-check and for the signer.
   *
   * @param validated all fields but the attestation are set
   */
  public Attestation attest(RequestValidated validated) {
    byte[] signed = signed(validated.getRequest());
    return attest(
        Set.of(TopicCatalogue.FRAUD_CHECK, TopicCatalogue.SIGNER),
        recipient -> pieces(VALIDATED, recipient, validated, signed).bytes());
  }

  /**
   * Attests an approval for the signer.
   *
   * @param approved all fields but the attestation are set
   */
  public Attestation attest(IssuanceApproved approved) {
    return attest(Set.of(TopicCatalogue.SIGNER), recipient -> transcript(approved, recipient));
  }

  /**
   * Attests what a stage tells validation about requests that it has decided.
   *
   * @param decided all fields but the attestation are set
   */
  public Attestation attest(RequestsDecided decided) {
    return attest(Set.of(TopicCatalogue.VALIDATION), recipient -> transcript(decided, recipient));
  }

  /** Whether validation vouches for the whole record, towards this stage. */
  public boolean holds(RequestValidated validated, String sender) {
    return holds(validated.getAttestation(), sender, transcript(validated, stage));
  }

  /** Whether fraud-check vouches for the whole record, towards this stage. */
  public boolean holds(IssuanceApproved approved, String sender) {
    return holds(approved.getAttestation(), sender, transcript(approved, stage));
  }

  /** Whether a later stage vouches for the whole record, towards this stage. */
  public boolean holds(RequestsDecided decided, String sender) {
    return holds(decided.getAttestation(), sender, transcript(decided, stage));
  }

  /** Whether this stage itself, or another instance of it, wrote the record for validation. */
  public boolean made(RequestsDecided decided) {
    return holds(
        decided.getAttestation(),
        stage,
        TopicCatalogue.VALIDATION,
        transcript(decided, TopicCatalogue.VALIDATION));
  }

  private interface Transcript {
    byte[] towards(String recipient);
  }

  private Attestation attest(Set<String> recipients, Transcript transcript) {
    List<Mac> macs = new ArrayList<>(2);
    for (SharedKey key : keys) {
      if (key.sender().equals(stage) && recipients.contains(key.recipient())) {
        byte[] tag = tag(key, transcript.towards(key.recipient()));
        macs.add(new Mac(key.recipient(), key.id(), ByteBuffer.wrap(tag)));
      }
    }
    return new Attestation(stage, macs, null, null);
  }

  private boolean holds(Attestation attestation, String sender, byte[] transcript) {
    return holds(attestation, sender, stage, transcript);
  }

  private boolean holds(
      Attestation attestation, String sender, String recipient, byte[] transcript) {
    if (!attestation.getStage().equals(sender)) {
      return false;
    }
    for (Mac mac : attestation.getMacs()) {
      for (SharedKey key : keys) {
        if (mac.getRecipient().equals(recipient) && key.isFor(sender, recipient, mac.getKeyId())) {
          return MessageDigest.isEqual(tag(key, transcript), Bytes.of(mac.getTag()));
        }
      }
    }
    return false;
  }

  private byte[] tag(SharedKey key, byte[] transcript) {
    try {
      hmac.init(new SecretKeySpec(key.secret(), HMAC));
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("HMAC-SHA256 refuses the key " + key.id(), e);
    }
    return hmac.doFinal(transcript);
  }

  private static byte[] transcript(RequestValidated validated, String recipient) {
    return pieces(VALIDATED, recipient, validated, signed(validated.getRequest())).bytes();
  }

  private static byte[] transcript(IssuanceApproved approved, String recipient) {
    PreAuthenticationEncoding pieces =
        pieces(
                "siegel/attestation/approved/v1",
                recipient,
                approved.getValidated(),
                signed(approved.getValidated().getRequest()))
            .add(approved.getHeader().getDestination())
            .add(approved.getScore());
    for (String rule : approved.getRules()) {
      pieces.add(rule);
    }
    return RequestSeal.versions(pieces, approved.getReliesOn()).bytes();
  }

  /** What has nothing of the second version is attested as ever: records under way stay good. */
  private static byte[] transcript(RequestsDecided decided, String recipient) {
    boolean told = decided.getDecisions().stream().anyMatch(Attestations::told);
    PreAuthenticationEncoding pieces =
        PreAuthenticationEncoding.of("siegel/attestation/decided/" + (told ? "v2" : "v1"))
            .add(recipient)
            .add(decided.getHeader().getDestination())
            .add(decided.getPartition())
            .add(decided.getIssued().size());
    decided.getIssued().forEach(pieces::add);
    pieces.add(decided.getDecisions().size());
    for (RequestDecision decision : decided.getDecisions()) {
      pieces
          .add(decision.getRequestOffset())
          .add(decision.getRequestedAt().toEpochMilli())
          .add(decision.getPharmacyId())
          .add(decision.getRequestId())
          .add(decision.getKind().name())
          .add(decision.getFindings().size());
      for (Finding finding : decision.getFindings()) {
        pieces.add(finding.getCode()).add(finding.getField());
      }
      if (told) {
        told(pieces, decision);
      }
    }
    return pieces.bytes();
  }

  private static boolean told(RequestDecision decision) {
    return !decision.getMessages().isEmpty()
        || !decision.getScope().isEmpty()
        || decision.getUntil() != null
        || !decision.getNext().isEmpty();
  }

  /** Lists and the end come with their count, so that no two decisions have the same pieces. */
  private static void told(PreAuthenticationEncoding pieces, RequestDecision decision) {
    pieces.add(decision.getMessages().size());
    decision.getMessages().forEach(pieces::add);
    pieces.add(decision.getScope());
    if (decision.getUntil() == null) {
      pieces.add(0);
    } else {
      pieces.add(1).add(decision.getUntil().toEpochMilli());
    }
    pieces.add(decision.getNext());
  }

  private static byte[] signed(IssuanceRequest request) {
    return RequestSeal.signedBytes(request.getHeader(), request.getEnvelope(), request.getSealed());
  }

  private static PreAuthenticationEncoding pieces(
      String label, String recipient, RequestValidated validated, byte[] signed) {
    PreAuthenticationEncoding pieces =
        PreAuthenticationEncoding.of(label)
            .add(recipient)
            .add(signed)
            .add(validated.getRequest().getSignature())
            .add(validated.getHeader().getDestination())
            .add(validated.getRequestedAt().toEpochMilli())
            .add(validated.getSource().getPartition())
            .add(validated.getSource().getOffset())
            .add(validated.getCertificateId())
            .add(validated.getKeyId())
            .add(validated.getIssuedAt())
            .add(validated.getExpiresAt())
            .add(validated.getCommitment())
            .add(validated.getSealedRest());
    return RequestSeal.versions(pieces, validated.getReliesOn());
  }
}
