package de.siegel.embedded.ti;

import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Admission extensions (Common PKI part 1), also such as no card should have: put together by hand,
 * because a library refuses to make the wrong ones.
 */
public final class TestAdmission {
  private TestAdmission() {}

  /** What a pharmacy's card has. */
  public static ASN1Encodable of(
      String authority, String item, ASN1ObjectIdentifier role, String telematikId) {
    return syntax(
        authority, List.of(profession(item, List.of(role), new DERPrintableString(telematikId))));
  }

  /** One Admissions with these professions; the authority may be null. */
  public static ASN1Encodable syntax(String authority, List<ASN1Encodable> professions) {
    return severalAdmissions(authority, List.of(professions));
  }

  /** Several Admissions, each with its professions. */
  public static ASN1Encodable severalAdmissions(
      String authority, List<List<ASN1Encodable>> admissions) {
    ASN1EncodableVector syntax = new ASN1EncodableVector();
    if (authority != null) {
      X500Name name =
          new X500NameBuilder(BCStyle.INSTANCE)
              .addRDN(BCStyle.C, new DERPrintableString("DE"))
              .addRDN(BCStyle.O, new DERUTF8String(authority))
              .build();
      syntax.add(new DERTaggedObject(true, 4, name));
    }
    ASN1EncodableVector contents = new ASN1EncodableVector();
    admissions.forEach(
        professions -> contents.add(new DERSequence(new DERSequence(vector(professions)))));
    syntax.add(new DERSequence(contents));
    return new DERSequence(syntax);
  }

  /** One ProfessionInfo; roles or registration number may be null. */
  public static ASN1Encodable profession(
      String item, List<ASN1ObjectIdentifier> roles, ASN1Encodable registrationNumber) {
    ASN1EncodableVector info = new ASN1EncodableVector();
    info.add(new DERSequence(new DERUTF8String(item)));
    if (roles != null) {
      info.add(new DERSequence(vector(roles)));
    }
    if (registrationNumber != null) {
      info.add(registrationNumber);
    }
    return new DERSequence(info);
  }

  private static ASN1EncodableVector vector(List<? extends ASN1Encodable> parts) {
    ASN1EncodableVector vector = new ASN1EncodableVector();
    parts.forEach(vector::add);
    return vector;
  }
}
