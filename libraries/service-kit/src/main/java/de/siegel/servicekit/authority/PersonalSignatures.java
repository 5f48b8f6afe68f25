package de.siegel.servicekit.authority;

import java.util.List;

/**
 * What one person signed: one signature for each record of a bundle, in its order.
 *
 * @param keyId names the person's key
 * @param signatures Ed25519, 64 bytes each
 */
public record PersonalSignatures(String keyId, List<byte[]> signatures) {
  public PersonalSignatures {
    signatures = List.copyOf(signatures);
  }
}
