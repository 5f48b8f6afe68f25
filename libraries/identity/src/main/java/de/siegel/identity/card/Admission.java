package de.siegel.identity.card;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;

/**
 * Check V7: the admission extension names exactly one profession, the expected one, and its
 * Telematik-ID (Common PKI part 1, AdmissionSyntax; gemSpec_PKI GS-A_4709).
 *
 * <p>Read by hand, because a library reads the first of several (trap L3 and type confusion), and
 * refuses other string types with an exception that says nothing.
 */
final class Admission {
  /**
   * Fixed is the prefix of the sector, for pharmacies and pharmacists, only; the rest is compared
   * and never parsed.
   */
  private static final Pattern TELEMATIK_ID = Pattern.compile("3-[A-Za-z0-9.\\-]{1,126}");

  private Admission() {}

  /** The Telematik-ID of who has the profession that the type of card is for. */
  static Checked<String> telematikId(CardCertificate card, CardType expected) {
    Optional<ASN1Primitive> extension = card.extension(TiObjectIdentifiers.ADMISSION);
    if (extension.isEmpty()) {
      return Checked.refused(CardCode.ADMISSION_MISSING, "no admission extension");
    }
    try {
      return contents(ASN1Sequence.getInstance(extension.get()), expected);
    } catch (IllegalArgumentException | ClassCastException e) {
      return Checked.refused(CardCode.ADMISSION_MISSING, "the extension is no AdmissionSyntax");
    }
  }

  /** Whether an institution's profession stands anywhere in the admission, well-formed or not. */
  static boolean isOfAnInstitution(CardCertificate card) {
    return card.extension(TiObjectIdentifiers.ADMISSION)
        .filter(Admission::namesInstitution)
        .isPresent();
  }

  private static boolean namesInstitution(ASN1Encodable part) {
    if (part instanceof ASN1ObjectIdentifier oid) {
      return TiObjectIdentifiers.INSTITUTIONS.contains(oid);
    }
    return part instanceof ASN1Sequence sequence
        && java.util.Arrays.stream(sequence.toArray()).anyMatch(Admission::namesInstitution);
  }

  private static Checked<String> contents(ASN1Sequence syntax, CardType expected) {
    // AdmissionSyntax ::= SEQUENCE { admissionAuthority GeneralName OPTIONAL, contents SEQUENCE OF
    // }
    List<ASN1Encodable> parts = withoutTagged(syntax);
    if (parts.size() != 1) {
      throw new IllegalArgumentException("not one contentsOfAdmissions");
    }
    ASN1Sequence admissions = ASN1Sequence.getInstance(parts.get(0));
    if (admissions.size() != 1) {
      return several(admissions.size() + " admissions");
    }
    // Admissions ::= SEQUENCE { [0] OPTIONAL, [1] OPTIONAL, professionInfos SEQUENCE OF }
    List<ASN1Encodable> admission =
        withoutTagged(ASN1Sequence.getInstance(admissions.getObjectAt(0)));
    if (admission.size() != 1) {
      throw new IllegalArgumentException("not one professionInfos");
    }
    ASN1Sequence infos = ASN1Sequence.getInstance(admission.get(0));
    return infos.size() == 1
        ? profession(ASN1Sequence.getInstance(infos.getObjectAt(0)), expected)
        : several(infos.size() + " professionInfos");
  }

  private static Checked<String> profession(ASN1Sequence info, CardType expected) {
    // ProfessionInfo ::= SEQUENCE { [0] OPTIONAL, professionItems SEQUENCE OF DirectoryString,
    //   professionOIDs SEQUENCE OF OPTIONAL, registrationNumber PrintableString OPTIONAL,
    //   addProfessionInfo OCTET STRING OPTIONAL }
    List<ASN1Encodable> parts = withoutTagged(info);
    ASN1Sequence.getInstance(parts.isEmpty() ? null : parts.get(0));
    int next = 1;
    ASN1Sequence professions = null;
    if (next < parts.size() && parts.get(next) instanceof ASN1Sequence oids) {
      professions = oids;
      next++;
    }
    if (professions == null || professions.size() == 0) {
      return Checked.refused(CardCode.ROLE_MISSING, "no professionOID");
    }
    if (professions.size() > 1) {
      return several(professions.size() + " professionOIDs");
    }
    ASN1ObjectIdentifier role = ASN1ObjectIdentifier.getInstance(professions.getObjectAt(0));
    if (!role.equals(expected.role())) {
      return Checked.refused(CardCode.ROLE_NOT_ALLOWED, "another profession");
    }
    ASN1Encodable number = next < parts.size() ? parts.get(next) : null;
    return registration(number);
  }

  private static Checked<String> registration(ASN1Encodable number) {
    if (number == null || number instanceof ASN1OctetString) {
      return Checked.refused(CardCode.TELEMATIK_ID_MISSING, "no registrationNumber");
    }
    if (!(number instanceof ASN1String text)) {
      throw new IllegalArgumentException("registrationNumber is no text");
    }
    String id = text.getString();
    if (id.isEmpty()) {
      return Checked.refused(CardCode.TELEMATIK_ID_MISSING, "the registrationNumber is empty");
    }
    if (!(number instanceof ASN1PrintableString) || !TELEMATIK_ID.matcher(id).matches()) {
      return Checked.refused(
          CardCode.TELEMATIK_ID_FORM, "not 3- and 1 to 126 characters A-Z a-z 0-9 . -");
    }
    return Checked.passed(id);
  }

  private static Checked<String> several(String what) {
    return Checked.refused(CardCode.ADMISSION_AMBIGUOUS, what);
  }

  private static List<ASN1Encodable> withoutTagged(ASN1Sequence sequence) {
    return java.util.Arrays.stream(sequence.toArray())
        .filter(part -> !(part instanceof ASN1TaggedObject))
        .toList();
  }
}
