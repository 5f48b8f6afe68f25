package de.siegel.revocation;

import de.siegel.certificate.KeyId;
import de.siegel.certificate.RevocationHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Certificates of the trail, for tests. */
final class Touched {
  static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

  private Touched() {}

  static KeyId key(int number) {
    byte[] bytes = new byte[KeyId.LENGTH];
    bytes[0] = (byte) number;
    return KeyId.of(bytes);
  }

  static TouchedCertificate certificate(int number, KeyId key, Instant expires, int signatures) {
    String id = "URN:UVCI:01DE/TEST/" + number;
    List<RevocationHandle> handles = new ArrayList<>();
    handles.add(RevocationHandle.ofCertificateId(id));
    handles.add(RevocationHandle.ofCountryAndCertificateId("DE", id));
    for (int n = 0; n < signatures; n++) {
      byte[] hash = new byte[RevocationHandle.LENGTH];
      hash[0] = (byte) number;
      hash[1] = (byte) (number >> 8);
      hash[2] = (byte) n;
      handles.add(RevocationHandle.ofBytes(RevocationHandle.Kind.SIGNATURE, hash));
    }
    return new TouchedCertificate(
        number, NOW.minusSeconds(60), key, expires, handles, "p-1", "t", "o", "s", "r" + number);
  }
}
