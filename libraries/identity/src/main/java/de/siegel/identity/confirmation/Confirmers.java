package de.siegel.identity.confirmation;

import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerKind;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Sha256;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** Rules of who may confirm. */
public final class Confirmers {
  /** Ids of such records begin with it. */
  public static final String PREFIX = "confirmer/";

  /** Longest credential id in bytes that is enrolled; a confirmation has 4 KiB for all. */
  public static final int LONGEST_CREDENTIAL_ID = 256;

  private static final int HASH_LENGTH = 16;

  private Confirmers() {}

  /**
   * The id of a confirmer: its pharmacy, and 16 bytes of SHA-256 over kind and means in hex. So one
   * means has one record in a pharmacy, whose versions enrol and revoke it.
   */
  public static String id(Confirmer confirmer) {
    byte[] hash =
        Sha256.of(
            PreAuthenticationEncoding.of("siegel/confirmer/v1")
                .add(confirmer.getKind().name())
                .add(confirmer.getTelematikId())
                .add(confirmer.getCredentialId())
                .bytes());
    return PREFIX
        + confirmer.getPharmacyId()
        + "/"
        + HexFormat.of().formatHex(hash, 0, HASH_LENGTH);
  }

  /** The pharmacy that an id of a confirmer is about; empty if it is none. */
  public static Optional<String> pharmacyId(String id) {
    int end = id.lastIndexOf('/');
    return id.startsWith(PREFIX) && end > PREFIX.length()
        ? Optional.of(id.substring(PREFIX.length(), end))
        : Optional.empty();
  }

  /** A professional's card, ACTIVE; the header is to be set. */
  public static Confirmer hba(String pharmacyId, String telematikId) {
    return new Confirmer(
        null,
        pharmacyId,
        ConfirmerKind.HBA,
        telematikId,
        nothing(),
        nothing(),
        "",
        "",
        ConfirmerState.ACTIVE);
  }

  /**
   * A credential on a second device, ACTIVE; the header is to be set.
   *
   * @param credentialId 1 to {@link #LONGEST_CREDENTIAL_ID} bytes
   * @param publicKey on P-256, SubjectPublicKeyInfo, DER
   * @param relyingPartyId that it was made for
   * @param origin the one that may ask it
   */
  public static Confirmer webAuthn(
      String pharmacyId,
      byte[] credentialId,
      byte[] publicKey,
      String relyingPartyId,
      String origin) {
    return new Confirmer(
        null,
        pharmacyId,
        ConfirmerKind.WEBAUTHN,
        "",
        ByteBuffer.wrap(credentialId),
        ByteBuffer.wrap(publicKey),
        relyingPartyId,
        origin,
        ConfirmerState.ACTIVE);
  }

  private static ByteBuffer nothing() {
    return ByteBuffer.allocate(0);
  }

  /** Whether this is an enrolled card with this Telematik-ID, of this pharmacy. */
  static boolean isCard(Confirmer confirmer, String pharmacyId, String telematikId) {
    return isOf(confirmer, pharmacyId, ConfirmerKind.HBA)
        && !telematikId.isEmpty()
        && confirmer.getTelematikId().equals(telematikId);
  }

  /** Whether this is an enrolled credential with this id, of this pharmacy. */
  static boolean isCredential(Confirmer confirmer, String pharmacyId, byte[] credentialId) {
    return isOf(confirmer, pharmacyId, ConfirmerKind.WEBAUTHN)
        && credentialId.length > 0
        && java.util.Arrays.equals(Bytes.of(confirmer.getCredentialId()), credentialId);
  }

  private static boolean isOf(Confirmer confirmer, String pharmacyId, ConfirmerKind kind) {
    return confirmer.getPharmacyId().equals(pharmacyId)
        && confirmer.getKind() == kind
        && confirmer.getState() == ConfirmerState.ACTIVE;
  }
}
