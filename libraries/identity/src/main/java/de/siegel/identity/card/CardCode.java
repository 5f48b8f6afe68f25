package de.siegel.identity.card;

/** Why a card is refused. A code never changes its meaning; what to do is told in its sentence. */
public enum CardCode {
  CERT_UNREADABLE(
      CheckStep.V1, "The certificate is not one DER certificate. Read it from the card again."),
  ALGORITHM_NOT_ALLOWED(
      CheckStep.V1,
      "The certificate is not ECDSA with SHA-256 on brainpoolP256r1. Use the card's ECC certificate."),
  TSL_INVALID(
      CheckStep.V2,
      "The trust list is missing, expired or not signed by its pinned signer. Load a new one."),
  CA_UNKNOWN(CheckStep.V2, "The trust list knows no such issuer. Use an SMC-B of the TI."),
  AKI_MISMATCH(
      CheckStep.V2, "The certificate does not name the key of its issuer. Use an SMC-B of the TI."),
  NOT_VALID_NOW(
      CheckStep.V3,
      "The certificate is expired or not valid yet. Use the pharmacy's current card."),
  SIGNATURE_INVALID(
      CheckStep.V4, "The issuer has not signed this certificate. Use an SMC-B of the TI."),
  CA_REVOKED(CheckStep.V5, "The issuer of the card has been revoked. A new card is needed."),
  KEY_USAGE(
      CheckStep.V6, "The key usage is not exactly digitalSignature. Use the card's C.HCI.AUT."),
  EKU(CheckStep.V6, "The extended key usage is not exactly clientAuth. Use the card's C.HCI.AUT."),
  TYPE_MISSING(CheckStep.V6, "The certificate names no type. Use the card's C.HCI.AUT."),
  TYPE_AMBIGUOUS(CheckStep.V6, "The certificate names several types. Use the card's C.HCI.AUT."),
  TYPE_MISMATCH(CheckStep.V6, "The certificate is of another type. Use the card's C.HCI.AUT."),
  CA_NOT_AUTHORIZED(
      CheckStep.V6, "The trust list does not let this issuer issue SMC-B. Use an SMC-B of the TI."),
  CRITICAL_EXTENSIONS(
      CheckStep.V6,
      "The critical extensions are not exactly keyUsage and basicConstraints of a non-CA. Use the"
          + " card's C.HCI.AUT."),
  ADMISSION_MISSING(
      CheckStep.V7, "The certificate has no readable admission. Use an SMC-B of a pharmacy."),
  ADMISSION_AMBIGUOUS(
      CheckStep.V7, "The admission names more than one profession. A new card is needed."),
  ROLE_MISSING(CheckStep.V7, "The admission names no profession. Use an SMC-B of a pharmacy."),
  ROLE_NOT_ALLOWED(
      CheckStep.V7, "The profession is not a public pharmacy. Use an SMC-B of a public pharmacy."),
  TELEMATIK_ID_MISSING(CheckStep.V7, "The admission has no Telematik-ID. A new card is needed."),
  TELEMATIK_ID_FORM(
      CheckStep.V7, "The Telematik-ID is not of the pharmacies' form. A new card is needed."),
  POP_FAILED(
      CheckStep.V8,
      "The challenge was not signed by this card for this request. Ask for a new challenge."),
  POP_REPLAY(CheckStep.V8, "The challenge was used before. Ask for a new challenge."),
  POP_EXPIRED(CheckStep.V8, "The challenge is too old. Ask for a new one and sign it at once."),
  OCSP_UNAVAILABLE(CheckStep.V9, "The card's status could not be had. Try again in a few minutes."),
  OCSP_SIGNER(
      CheckStep.V9, "The status was not signed by a listed responder. Tell the TI provider."),
  OCSP_NONCE(CheckStep.V9, "The status answers another question than ours. Tell the TI provider."),
  CERT_REVOKED(CheckStep.V9, "The card has been revoked. Use the pharmacy's current card."),
  CERT_UNKNOWN(CheckStep.V9, "The responder does not know the card. Tell the card's publisher."),
  CERTHASH(CheckStep.V9, "The status is not about this very certificate. Tell the TI provider."),
  OCSP_TIME(CheckStep.V9, "The status is not of now. Check the clock, and try again."),
  OCSP_CERTID(CheckStep.V9, "The status is about another card. Tell the TI provider."),
  REGISTER_NO_MATCH(
      CheckStep.V10, "The directory has no entry with this Telematik-ID. Ask the chamber."),
  REGISTER_AMBIGUOUS(
      CheckStep.V10, "The directory has several entries with this Telematik-ID. Ask the chamber."),
  REGISTER_INACTIVE(CheckStep.V10, "The directory's entry is not active. Ask the chamber."),
  REGISTER_TYPE(
      CheckStep.V10, "The directory's entry is not a public pharmacy alone. Ask the chamber."),
  REGISTER_UNAVAILABLE(
      CheckStep.V10, "The directory could not be asked. Try again in a few minutes."),
  NOT_ACTIVE(
      CheckStep.V11,
      "Not let in: the pharmacy is not admitted or is stopped, or its terminal, operator or card is,"
          + " or the card is another pharmacy's. Ask the admission desk."),
  TOKEN_REJECTED(
      CheckStep.V12,
      "Login tokens are not accepted. The pharmacy's card has to sign the challenge."),
  CLOSED_NOW(
      CheckStep.V12,
      "The pharmacy is closed by the opening hours of its admission. Have the desk enter a duty."),
  SESSION_BINDING(
      CheckStep.V12, "The session is not known, or belongs to another key. Open a new one.");

  private final CheckStep step;
  private final String sentence;

  CardCode(CheckStep step, String sentence) {
    this.step = step;
    this.sentence = sentence;
  }

  /** The check that finds it. */
  public CheckStep step() {
    return step;
  }

  /** What is wrong and what to do, for a person. */
  public String sentence() {
    return sentence;
  }
}
