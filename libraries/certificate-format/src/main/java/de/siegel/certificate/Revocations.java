package de.siegel.certificate;

/** What lists of revoked certificates say. Safe for use by several threads. */
public interface Revocations {
  /** No list at all. */
  Revocations NONE = (keyId, handle) -> false;

  /**
   * Whether a list names a handle.
   *
   * @param keyId of the key that signed the certificate; a list without a key speaks of all keys
   */
  boolean revokes(KeyId keyId, RevocationHandle handle);
}
