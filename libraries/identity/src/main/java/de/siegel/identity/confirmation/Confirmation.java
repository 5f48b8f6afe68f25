package de.siegel.identity.confirmation;

import java.time.Instant;

/** What a pharmacy sends of a person's act, as it was read; nothing of it is believed yet. */
public sealed interface Confirmation {
  /** Until when the person meant it; milliseconds since 1970, never negative. */
  long untilMillis();

  /** Until when the person meant it. */
  default Instant until() {
    return Instant.ofEpochMilli(untilMillis());
  }

  /**
   * By a professional's card (HBA) with its PIN.
   *
   * @param untilMillis as {@link Confirmation#untilMillis}
   * @param certificate the card's C.HP.AUT, DER
   * @param signature over the statement: ECDSA with SHA-256, r and s, 64 bytes
   * @param ocspResponse the responder's answer about this card, asked for this confirmation before
   *     the card signed, DER
   */
  record Hba(long untilMillis, byte[] certificate, byte[] signature, byte[] ocspResponse)
      implements Confirmation {
    public Hba {
      certificate = certificate.clone();
      signature = signature.clone();
      ocspResponse = ocspResponse.clone();
    }

    @Override
    public byte[] certificate() {
      return certificate.clone();
    }

    @Override
    public byte[] signature() {
      return signature.clone();
    }

    @Override
    public byte[] ocspResponse() {
      return ocspResponse.clone();
    }
  }

  /**
   * By a second device: an assertion (Web Authentication Level 2, section 5.2.2).
   *
   * @param untilMillis as {@link Confirmation#untilMillis}
   * @param credentialId which credential
   * @param authenticatorData as the authenticator signed it
   * @param clientData what the browser says, UTF-8 JSON
   * @param signature ECDSA with SHA-256 on P-256, DER
   */
  record WebAuthn(
      long untilMillis,
      byte[] credentialId,
      byte[] authenticatorData,
      byte[] clientData,
      byte[] signature)
      implements Confirmation {
    public WebAuthn {
      credentialId = credentialId.clone();
      authenticatorData = authenticatorData.clone();
      clientData = clientData.clone();
      signature = signature.clone();
    }

    @Override
    public byte[] credentialId() {
      return credentialId.clone();
    }

    @Override
    public byte[] authenticatorData() {
      return authenticatorData.clone();
    }

    @Override
    public byte[] clientData() {
      return clientData.clone();
    }

    @Override
    public byte[] signature() {
      return signature.clone();
    }
  }
}
