package de.siegel.certificate;

import java.util.Optional;

/** What a certificate attests. */
public enum CertificateType {
  VACCINATION("V", "v", 2),
  TEST("T", "t", 1),
  RECOVERY("R", "r", 3);

  private final String letter;
  private final String group;
  private final String shortOid;
  private final String longOid;

  CertificateType(String letter, String group, int purpose) {
    this.letter = letter;
    this.group = group;
    // K-01: two spellings of the same arc are in use.
    this.shortOid = "1.3.6.1.4.1.1847.2021.1." + purpose;
    this.longOid = "1.3.6.1.4.1.0.1847.2021.1." + purpose;
  }

  /** The letter of the issuing API: V, T or R. */
  public String letter() {
    return letter;
  }

  /** The key of the group in the DCC: v, t or r. */
  public String group() {
    return group;
  }

  /** Whether an extended key usage of a DSC stands for this type (section 1.1). */
  public boolean isPurpose(String objectIdentifier) {
    return shortOid.equals(objectIdentifier) || longOid.equals(objectIdentifier);
  }

  /** The type of that letter, or empty. */
  public static Optional<CertificateType> ofLetter(String letter) {
    for (CertificateType type : values()) {
      if (type.letter.equals(letter)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
