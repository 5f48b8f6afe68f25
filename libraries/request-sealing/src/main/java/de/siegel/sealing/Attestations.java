package de.siegel.sealing;

import de.siegel.schemas.event.Attestation;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Mac;
import de.siegel.schemas.event.RequestValidated;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
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
   * Attests a validated request for each stage that this one shares a key with as the sender.
   *
   * @param validated all fields but the attestation are set
   */
  public Attestation attest(RequestValidated validated) {
    return attest(recipient -> transcript(validated, recipient));
  }

  /**
   * Attests an approval.
   *
   * @param approved all fields but the attestation are set
   */
  public Attestation attest(IssuanceApproved approved) {
    return attest(recipient -> transcript(approved, recipient));
  }

  /** Whether validation vouches for the whole record, towards this stage. */
  public boolean holds(RequestValidated validated, String sender) {
    return holds(validated.getAttestation(), sender, transcript(validated, stage));
  }

  /** Whether fraud-check vouches for the whole record, towards this stage. */
  public boolean holds(IssuanceApproved approved, String sender) {
    return holds(approved.getAttestation(), sender, transcript(approved, stage));
  }

  private interface Transcript {
    byte[] towards(String recipient);
  }

  private Attestation attest(Transcript transcript) {
    List<Mac> macs = new ArrayList<>(2);
    for (SharedKey key : keys) {
      if (key.sender().equals(stage)) {
        byte[] tag = tag(key, transcript.towards(key.recipient()));
        macs.add(new Mac(key.recipient(), key.id(), ByteBuffer.wrap(tag)));
      }
    }
    return new Attestation(stage, macs, null, null);
  }

  private boolean holds(Attestation attestation, String sender, byte[] transcript) {
    if (!attestation.getStage().equals(sender)) {
      return false;
    }
    for (Mac mac : attestation.getMacs()) {
      for (SharedKey key : keys) {
        if (mac.getRecipient().equals(stage) && key.isFor(sender, stage, mac.getKeyId())) {
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
    return pieces("siegel/attestation/validated/v1", recipient, validated).bytes();
  }

  private static byte[] transcript(IssuanceApproved approved, String recipient) {
    PreAuthenticationEncoding pieces =
        pieces("siegel/attestation/approved/v1", recipient, approved.getValidated())
            .add(approved.getHeader().getDestination())
            .add(approved.getScore());
    for (String rule : approved.getRules()) {
      pieces.add(rule);
    }
    return RequestSeal.versions(pieces, approved.getReliesOn()).bytes();
  }

  private static PreAuthenticationEncoding pieces(
      String label, String recipient, RequestValidated validated) {
    IssuanceRequest request = validated.getRequest();
    PreAuthenticationEncoding pieces =
        PreAuthenticationEncoding.of(label)
            .add(recipient)
            .add(
                RequestSeal.signedBytes(
                    request.getHeader(), request.getEnvelope(), request.getSealed()))
            .add(request.getSignature())
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
