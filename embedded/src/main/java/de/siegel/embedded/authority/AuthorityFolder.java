package de.siegel.embedded.authority;

import java.nio.file.Path;

/**
 * Where the test authority keeps what it makes, and where each stage finds what is meant for it and
 * nothing else.
 *
 * @param lasting on disk: root of trust, authorities' keys, signing key, shared secrets
 * @param passing in memory (tmpfs), if there is one: epoch keys and sameness keys
 */
public record AuthorityFolder(Path lasting, Path passing) {
  /** Name of the log and of its key in a test environment. */
  public static final String LOG_ORIGIN = "siegel.test/audit";

  /** The root of trust. */
  public Path root() {
    return lasting.resolve("root-of-trust.json");
  }

  /** Its pin. */
  public Path pin() {
    return lasting.resolve("root-of-trust.pin");
  }

  /** The private keys of the authorities. */
  Path authorities() {
    return lasting.resolve("authorities");
  }

  /** One of an authority's keys, path without ending. */
  public Path authorityKey(String role, int number) {
    return authorities().resolve(role + "-" + number);
  }

  /** Which persons of the desk belong to which pharmacies. */
  public Path interests() {
    return lasting.resolve("interests.json");
  }

  /** The verifier key of the log. */
  public Path logKey() {
    return authorities().resolve("log-1.vkey");
  }

  /** The signer's document signing key. */
  public Path keyStore() {
    return lasting.resolve("signer").resolve("document-signing-key.p12");
  }

  /** The password of that file. */
  public Path keyStorePassword() {
    return lasting.resolve("signer").resolve("document-signing-key.password");
  }

  /** The document signing certificate, DER. */
  public Path signingCertificate() {
    return lasting.resolve("document-signing-certificate.der");
  }

  /** The key of the upload certificate, which signs lists of revoked certificates. */
  public Path uploadKeyStore() {
    return lasting.resolve("revocations").resolve("upload-key.p12");
  }

  /** The password of that file. */
  public Path uploadKeyStorePassword() {
    return lasting.resolve("revocations").resolve("upload-key.password");
  }

  /** The upload certificate, DER: who reads lists of revoked certificates believes this one. */
  public Path uploadCertificate() {
    return lasting.resolve("upload-certificate.der");
  }

  /** The attestation keys of a stage. */
  public Path attestationKeys(String stage) {
    return lasting.resolve("attestation-keys").resolve(stage);
  }

  /** The months' keys for links in the audit. */
  public Path auditLinkKeys() {
    return lasting.resolve("audit-link-keys");
  }

  /** The simulated Telematikinfrastruktur. */
  public Path ti() {
    return lasting.resolve("ti");
  }

  /** The epoch keys, so that they outlive the process. */
  public Path epochVault() {
    return passing.resolve("epoch-keys");
  }

  /** The keys of the tokens that fraud-check remembers in place of names. */
  public Path fraudTokenKeys() {
    return lasting.resolve("fraud-token-keys");
  }

  /** The days' keys that tell whether two requests are the same. */
  public Path samenessKeys() {
    return passing.resolve("sameness-keys");
  }
}
