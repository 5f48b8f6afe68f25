package de.siegel.identity.card;

/** The order in which a card is checked: cheap and local before network; the first error wins. */
public enum CheckStep {
  /** The certificate can be read, and its algorithms are the ones in use. */
  V1,
  /** The trust list is good, and it knows the issuer. */
  V2,
  /** The certificate is valid now. */
  V3,
  /** The issuer has signed it. */
  V4,
  /** The issuer is in good standing. */
  V5,
  /** The certificate is of the one kind that is accepted, and its issuer may issue that kind. */
  V6,
  /** It names one public pharmacy. */
  V7,
  /** Who presents it has its private key now. */
  V8,
  /** Its status is good now. */
  V9,
  /** The chamber has entered the pharmacy in the directory. */
  V10,
  /** We have admitted the pharmacy. */
  V11,
  /** The session that is opened is bound to all this. */
  V12
}
