package de.siegel.certificate;

/** Where reading or verifying a certificate stopped, in the order of the work. */
public enum Layer {
  PREFIX,
  BASE45,
  COMPRESSION,
  COSE,
  CWT,
  SIGNER,
  SIGNATURE,
  VALIDITY,
  REVOCATION,
  SCHEMA,
  SELF_CHECK
}
