package de.siegel.servicekit.authority;

import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.ControlSignature;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records that persons have to sign before they are published, as they were drafted, with the
 * signatures that are there. The authority has no key that could sign them.
 *
 * <p>Not safe for use by several threads.
 */
public final class DraftBundle {
  private final List<ControlPayload> drafts;
  private final List<byte[]> payloads;
  private final Map<String, PersonalSignatures> signatures = new LinkedHashMap<>();

  /**
   * @param drafts of one topic, in its order
   */
  public DraftBundle(List<ControlPayload> drafts) {
    this.drafts = List.copyOf(drafts);
    this.payloads = drafts.stream().map(ControlPayload::bytes).toList();
  }

  /** The drafts. */
  public List<ControlPayload> drafts() {
    return drafts;
  }

  /** The bytes of each that persons sign, the same at every call. */
  public List<byte[]> payloads() {
    return payloads;
  }

  /** How many persons have signed. */
  public int signers() {
    return signatures.size();
  }

  /** Who has signed, by key. */
  public List<String> persons() {
    return List.copyOf(signatures.keySet());
  }

  /**
   * Takes a person's signatures; a second time from the same person they count once.
   *
   * @throws IllegalArgumentException if one of them is not by a key of the authority over its draft
   */
  public void sign(PersonalSignatures person, ControlSignatures check) {
    // No signature over nothing counts as a person's.
    boolean genuine = !drafts.isEmpty() && person.signatures().size() == drafts.size();
    for (int n = 0; genuine && n < drafts.size(); n++) {
      genuine =
          check.isOfAuthority(
              drafts.get(n).header().getTopic(), payloads.get(n), signature(person, n));
    }
    if (!genuine) {
      throw new IllegalArgumentException(
          "SIGNATURE_INVALID: the signatures are not by a key"
              + role()
              + " over these drafts. Fetch the drafts again, look at them, and sign those.");
    }
    signatures.put(person.keyId(), person);
  }

  private String role() {
    return drafts.isEmpty() ? "" : " of the role " + drafts.get(0).header().getAuthority();
  }

  private static ControlSignature signature(PersonalSignatures person, int n) {
    return new ControlSignature(person.keyId(), ByteBuffer.wrap(person.signatures().get(n)));
  }

  /** The drafts with all signatures that are there. */
  public List<ControlRecord> records() {
    List<ControlRecord> records = new ArrayList<>();
    for (int n = 0; n < payloads.size(); n++) {
      int place = n;
      records.add(
          new ControlRecord(
              ByteBuffer.wrap(payloads.get(n)),
              signatures.values().stream().map(person -> signature(person, place)).toList()));
    }
    return records;
  }
}
