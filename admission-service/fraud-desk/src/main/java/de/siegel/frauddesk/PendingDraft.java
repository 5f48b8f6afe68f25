package de.siegel.frauddesk;

import de.siegel.identity.control.ControlPayload;
import de.siegel.servicekit.authority.DraftBundle;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A draft that persons have not all signed yet.
 *
 * <p>Not safe for use by several threads.
 */
final class PendingDraft {
  private static final int ID_BYTES = 6;

  private final String id;
  private final DraftBundle bundle;
  private final Instant made;

  PendingDraft(ControlPayload draft, Instant made) {
    this.bundle = new DraftBundle(List.of(draft));
    this.id = id(bytes());
    this.made = made;
  }

  /** The beginning of the hash of what is signed: it names nobody, and whoever has it can check. */
  private static String id(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String id() {
    return id;
  }

  ControlPayload payload() {
    return bundle.drafts().get(0);
  }

  /** What persons sign. */
  byte[] bytes() {
    return bundle.payloads().get(0);
  }

  DraftBundle bundle() {
    return bundle;
  }

  boolean isSigned() {
    return bundle.signers() > 0;
  }

  Instant made() {
    return made;
  }

  /** Whether it wants what another one wants, wherever each stands in the order of the topic. */
  boolean wantsTheSameAs(ControlPayload other) {
    if (payload() instanceof ControlPayload.OfFraudConfiguration mine
        && other instanceof ControlPayload.OfFraudConfiguration theirs) {
      return mine.value().getParameters().equals(theirs.value().getParameters());
    }
    return payload() instanceof ControlPayload.OfHoldRelease mine
        && other instanceof ControlPayload.OfHoldRelease theirs
        && mine.value().getPharmacyId().equals(theirs.value().getPharmacyId())
        && mine.value().getGrowth() == theirs.value().getGrowth()
        && mine.value().getReason().equals(theirs.value().getReason());
  }
}
