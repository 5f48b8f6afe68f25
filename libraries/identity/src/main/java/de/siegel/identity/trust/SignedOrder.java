package de.siegel.identity.trust;

import de.siegel.sealing.PreAuthenticationEncoding;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a person orders from an authority's service, signed with the person's own key. The service
 * takes it once, and only while it is fresh.
 *
 * @param action what to do, for example {@code epoch.destroy}
 * @param details with what; their order and number belong to the action
 * @param at by the person's clock, to the millisecond
 * @param nonce 32 hexadecimal digits that are used once
 * @param keyId names the person's key
 * @param signature Ed25519 over all of it, 64 bytes
 */
public record SignedOrder(
    String action, List<String> details, Instant at, String nonce, String keyId, byte[] signature) {
  private static final int NONCE_BYTES = 16;

  public SignedOrder {
    details = List.copyOf(details);
  }

  /** Signs an order. */
  public static SignedOrder sign(
      String action,
      List<String> details,
      Instant at,
      AuthorityKey key,
      SecureRandom random,
      Provider provider) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    return new SignedOrder(
        action,
        details,
        at,
        nonce,
        key.id(),
        key.sign(signedBytes(action, details, at, nonce), provider));
  }

  /** Whether one of the keys of a role signed it. */
  public boolean isSignedBy(Role role, Provider provider) {
    return Signatures.valid(
            role, signedBytes(action, details, at, nonce), Map.of(keyId, signature), provider)
        == 1;
  }

  private static byte[] signedBytes(String action, List<String> details, Instant at, String nonce) {
    PreAuthenticationEncoding pieces =
        PreAuthenticationEncoding.of("siegel/order/v1").add(action).add(details.size());
    details.forEach(pieces::add);
    return pieces.add(at.toEpochMilli()).add(nonce).bytes();
  }
}
