package de.siegel.embedded.ti;

import static de.siegel.embedded.ti.TestTi.NOW;
import static de.siegel.embedded.ti.TestTi.TELEMATIK_ID;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.embedded.ti.TestOcspResponder.Fault;
import de.siegel.identity.card.CardChallenge;
import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.OcspQuestion;
import de.siegel.identity.card.PharmacyCard;
import de.siegel.identity.card.TiObjectIdentifiers;
import de.siegel.identity.session.CardProof;
import de.siegel.identity.session.SessionApplication;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.SessionKeys;
import de.siegel.sealing.Sha256;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import de.siegel.sessionauthority.TestSessionDesk;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.teletrust.TeleTrusTNamedCurves;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way in which a login can be wrong, N01 to N48 of the project's list of cases, at the
 * session authority's desk: each is stopped at its step with its code.
 */
class IdentityTableTest {
  @TempDir Path folder;

  private static final ASN1ObjectIdentifier TI = new ASN1ObjectIdentifier("1.2.276.0.76.4");
  private static final ASN1ObjectIdentifier PHARMACY = TiObjectIdentifiers.PUBLIC_PHARMACY;
  private static final String ITEM = "Öffentliche Apotheke";

  /** What is tried, and with which code it must end. */
  private record Case(
      String name, CardCode expected, Consumer<TestTi> trust, Consumer<LoginBench> attempt) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, CardCode expected, Consumer<LoginBench> attempt) {
    return new Case(
        name, expected, ti -> ti.trust(true, Set.of(TiObjectIdentifiers.HCI_AUT.getId())), attempt);
  }

  /** A card that is changed in one way, known to the responder, and whose holder logs in. */
  private static Case card(String name, CardCode expected, UnaryOperator<TestCardBuilder> change) {
    return of(name, expected, bench -> bench.loginKnown(change.apply(bench.ti.card()).build()));
  }

  private static Case admission(String name, CardCode expected, ASN1Encodable admission) {
    return card(
        name, expected, card -> card.extension(TiObjectIdentifiers.ADMISSION, false, admission));
  }

  private static Case ocsp(String name, CardCode expected, Fault fault) {
    return of(
        name,
        expected,
        bench -> {
          bench.ti.ocsp.fault(fault);
          bench.loginKnown(bench.ti.card().build());
        });
  }

  private static Case times(String name, CardCode expected, int produced, int update, int next) {
    return of(
        name,
        expected,
        bench -> {
          bench.ti.ocsp.times(
              Duration.ofSeconds(produced), Duration.ofSeconds(update), Duration.ofSeconds(next));
          bench.loginKnown(bench.ti.card().build());
        });
  }

  private static void present(LoginBench bench, byte[] der) {
    bench.login(new TestCard(der, TiKeys.brainpool()));
  }

  static Stream<Case> unreadable() {
    return Stream.of(
        of(
            "N01 not DER",
            CardCode.CERT_UNREADABLE,
            bench -> present(bench, "hello".getBytes(StandardCharsets.US_ASCII))),
        of("N01 empty", CardCode.CERT_UNREADABLE, bench -> present(bench, new byte[0])),
        of(
            "N01 truncated",
            CardCode.CERT_UNREADABLE,
            bench -> {
              byte[] der = bench.ti.card().build().der();
              present(bench, Arrays.copyOf(der, der.length - 1));
            }),
        of(
            "N01 trailing byte",
            CardCode.CERT_UNREADABLE,
            bench -> {
              byte[] der = bench.ti.card().build().der();
              present(bench, Arrays.copyOf(der, der.length + 1));
            }),
        of("N01 1 MB large", CardCode.CERT_UNREADABLE, bench -> present(bench, new byte[1 << 20])),
        of("N01 deeply nested", CardCode.CERT_UNREADABLE, bench -> present(bench, nested())));
  }

  private static byte[] nested() {
    byte[] nested = new byte[4_096];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80; // of indefinite length, for ever
    }
    return nested;
  }

  static Stream<Case> algorithms() {
    return Stream.of(
        card(
            "N02 key on P-256",
            CardCode.ALGORITHM_NOT_ALLOWED,
            card -> card.keys(TiKeys.onCurve("secp256r1"))),
        card(
            "N02 key on secp256k1",
            CardCode.ALGORITHM_NOT_ALLOWED,
            card -> card.keys(TiKeys.onCurve("secp256k1"))),
        of(
            "N02 explicit curve parameters",
            CardCode.ALGORITHM_NOT_ALLOWED,
            bench -> {
              TestCardBuilder card = bench.ti.card();
              SubjectPublicKeyInfo named =
                  SubjectPublicKeyInfo.getInstance(card.keys().getPublic().getEncoded());
              AlgorithmIdentifier explicit =
                  new AlgorithmIdentifier(
                      X9ObjectIdentifiers.id_ecPublicKey,
                      TeleTrusTNamedCurves.getByName("brainpoolP256r1"));
              bench.login(
                  card.publicKey(
                          new SubjectPublicKeyInfo(explicit, named.getPublicKeyData().getBytes()))
                      .build());
            }),
        of(
            "N03 RSA",
            CardCode.ALGORITHM_NOT_ALLOWED,
            bench -> present(bench, bench.ti.card().keys(rsa()).build().der())),
        of(
            "V1 signed with SHA-384",
            CardCode.ALGORITHM_NOT_ALLOWED,
            bench ->
                bench.login(
                    bench
                        .ti
                        .card()
                        .signedBy(TiKeys.signer(bench.ti.ca.keys().getPrivate(), "SHA384withECDSA"))
                        .build())));
  }

  private static java.security.KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Case> issuers() {
    return Stream.of(
        of(
            "N04 self-signed copy of a real pharmacy's data",
            CardCode.CA_UNKNOWN,
            bench -> {
              TestCardBuilder card = bench.ti.card();
              bench.loginKnown(
                  card.issuedAs(card.subject())
                      .signedBy(TiKeys.signer(card.keys().getPrivate()))
                      .build());
            }),
        of(
            "N05 own CA with the name of a listed one",
            CardCode.AKI_MISMATCH,
            bench ->
                bench.loginKnown(
                    bench
                        .ti
                        .ca
                        .impostor(NOW)
                        .card(TELEMATIK_ID, "Apotheke am Markt", NOW)
                        .build())),
        of(
            "N06 own CA with name and key identifier of a listed one",
            CardCode.SIGNATURE_INVALID,
            bench ->
                bench.loginKnown(
                    bench
                        .ti
                        .card()
                        .signedBy(TiKeys.signer(bench.ti.ca.impostor(NOW).keys().getPrivate()))
                        .build())),
        card(
            "N07 no authority key identifier",
            CardCode.AKI_MISMATCH,
            card -> card.without(Extension.authorityKeyIdentifier)),
        card(
            "N07 another authority key identifier",
            CardCode.AKI_MISMATCH,
            card ->
                card.extension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new AuthorityKeyIdentifier(new byte[20]))),
        of(
            "N08 no trust list",
            CardCode.TSL_INVALID,
            bench -> {
              bench.ti.trustList = Optional.empty();
              bench.loginKnown(bench.ti.card().build());
            }),
        of(
            "N08 trust list expired beyond grace",
            CardCode.TSL_INVALID,
            bench -> {
              bench.ti.load(
                  bench.ti.list.xml(
                      8,
                      NOW.minus(Duration.ofDays(60)),
                      NOW.minus(Duration.ofDays(3)).minusMillis(1)));
              bench.loginKnown(bench.ti.card().build());
            }),
        card(
            "N09 expired",
            CardCode.NOT_VALID_NOW,
            card -> card.valid(NOW.minusSeconds(10), NOW.minusSeconds(1))),
        card(
            "N09 not yet valid",
            CardCode.NOT_VALID_NOW,
            card -> card.valid(NOW.plusSeconds(1), NOW.plusSeconds(10))),
        of("N10 bit of tbs flipped", CardCode.SIGNATURE_INVALID, IdentityTableTest::flippedSubject),
        of(
            "N10 bit of the signature flipped",
            CardCode.SIGNATURE_INVALID,
            bench -> {
              byte[] der = bench.ti.card().build().der();
              der[der.length - 1] ^= 1;
              present(bench, der);
            }),
        new Case(
            "N11 CA revoked, also for cards from before (L7)",
            CardCode.CA_REVOKED,
            ti -> ti.trust(false, Set.of(TiObjectIdentifiers.HCI_AUT.getId())),
            bench -> bench.loginKnown(bench.ti.card().build())));
  }

  private static void flippedSubject(LoginBench bench) {
    byte[] der = bench.ti.card().build().der();
    byte[] name = "Apotheke am Markt".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < der.length - name.length; i++) {
      if (Arrays.equals(Arrays.copyOfRange(der, i, i + name.length), name)) {
        der[i] ^= 1;
        present(bench, der);
        return;
      }
    }
    throw new IllegalStateException("the name is not in the certificate");
  }

  static Stream<Case> profiles() {
    return Stream.of(
        card("N12 no key usage", CardCode.KEY_USAGE, card -> card.without(Extension.keyUsage)),
        card("N12 wrong key usage", CardCode.KEY_USAGE, usage(KeyUsage.nonRepudiation)),
        card(
            "N12 one bit too many",
            CardCode.KEY_USAGE,
            usage(KeyUsage.digitalSignature | KeyUsage.keyAgreement)),
        card("N13 no EKU", CardCode.EKU, card -> card.without(Extension.extendedKeyUsage)),
        card("N13 serverAuth", CardCode.EKU, purposes(KeyPurposeId.id_kp_serverAuth)),
        card(
            "N13 clientAuth and another",
            CardCode.EKU,
            purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_emailProtection)),
        card(
            "N14 no policies",
            CardCode.TYPE_MISSING,
            card -> card.without(Extension.certificatePolicies)),
        card("N14 policies empty", CardCode.TYPE_MISSING, TestCardBuilder::policies),
        card("N14 only the general one", CardCode.TYPE_MISSING, types()),
        card("N15 ENC", CardCode.TYPE_MISMATCH, types(TiObjectIdentifiers.HCI_ENC)),
        card("N15 OSIG", CardCode.TYPE_MISMATCH, types(TiObjectIdentifiers.HCI_OSIG)),
        card("N15 HBA", CardCode.TYPE_MISMATCH, types(TI.branch("75"))),
        card("N15 eGK", CardCode.TYPE_MISMATCH, types(TI.branch("70"))),
        card(
            "N16 two types",
            CardCode.TYPE_AMBIGUOUS,
            types(TiObjectIdentifiers.HCI_AUT, TI.branch("101"))),
        new Case(
            "N17 CA of another service",
            CardCode.CA_NOT_AUTHORIZED,
            ti -> ti.trust(true, Set.of(TI.branch("101").getId())),
            bench -> bench.loginKnown(bench.ti.card().build())),
        new Case(
            "N17 and the other type beside (L2)",
            CardCode.TYPE_AMBIGUOUS,
            ti -> ti.trust(true, Set.of(TI.branch("101").getId())),
            bench ->
                bench.loginKnown(
                    types(TiObjectIdentifiers.HCI_AUT, TI.branch("101"))
                        .apply(bench.ti.card())
                        .build())),
        card(
            "N18 unknown critical extension",
            CardCode.CRITICAL_EXTENSIONS,
            card ->
                card.extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.1"), true, DERNull.INSTANCE)),
        card(
            "N18 basicConstraints not critical",
            CardCode.CRITICAL_EXTENSIONS,
            card -> card.extension(Extension.basicConstraints, false, new BasicConstraints(false))),
        card(
            "N18 CA",
            CardCode.CRITICAL_EXTENSIONS,
            card -> card.extension(Extension.basicConstraints, true, new BasicConstraints(true))));
  }

  private static UnaryOperator<TestCardBuilder> usage(int bits) {
    return card -> card.extension(Extension.keyUsage, true, new KeyUsage(bits));
  }

  private static UnaryOperator<TestCardBuilder> purposes(KeyPurposeId... purposes) {
    return card ->
        card.extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
  }

  private static UnaryOperator<TestCardBuilder> types(ASN1ObjectIdentifier... types) {
    ASN1ObjectIdentifier[] all = Arrays.copyOf(types, types.length + 1);
    all[types.length] = TiObjectIdentifiers.GENERAL_POLICY;
    return card -> card.policies(all);
  }

  static Stream<Case> admissions() {
    ASN1Encodable id = new DERPrintableString(TELEMATIK_ID);
    ASN1Encodable good = TestAdmission.profession(ITEM, List.of(PHARMACY), id);
    ASN1Encodable doctor = TestAdmission.profession("Arzt", List.of(TI.branch("50")), id);
    Stream<Case> wrongRoles =
        Stream.of("50", "55", "32", "225")
            .map(
                role ->
                    admission(
                        "N22 profession ." + role,
                        CardCode.ROLE_NOT_ALLOWED,
                        TestAdmission.of(null, "x", TI.branch(role), TELEMATIK_ID)));
    Stream<Case> wrongForms =
        Stream.of("1-20014", "2-883", "3-", "3-" + "1".repeat(127), "3-a b", "3-a\nb", "3-a\0b")
            .map(
                form ->
                    admission(
                        "N27, N28 form of " + form.length() + " characters",
                        CardCode.TELEMATIK_ID_FORM,
                        TestAdmission.of(null, ITEM, PHARMACY, form)));
    return Stream.of(
            Stream.of(
                card(
                    "N20 no admission",
                    CardCode.ADMISSION_MISSING,
                    card -> card.without(TiObjectIdentifiers.ADMISSION)),
                admission("N20 no AdmissionSyntax", CardCode.ADMISSION_MISSING, DERNull.INSTANCE),
                admission("N20 empty", CardCode.ADMISSION_MISSING, new DERSequence()),
                admission(
                    "N21 no professionOIDs (L3)",
                    CardCode.ROLE_MISSING,
                    TestAdmission.syntax(null, List.of(TestAdmission.profession(ITEM, null, id)))),
                admission(
                    "N21 empty professionOIDs",
                    CardCode.ROLE_MISSING,
                    TestAdmission.syntax(
                        null, List.of(TestAdmission.profession(ITEM, List.of(), id)))),
                admission(
                    "N23 the text says pharmacy, the OID psychotherapist",
                    CardCode.ROLE_NOT_ALLOWED,
                    TestAdmission.of(null, ITEM, TI.branch("52"), TELEMATIK_ID)),
                admission(
                    "N24 two Admissions, the second a pharmacy",
                    CardCode.ADMISSION_AMBIGUOUS,
                    TestAdmission.severalAdmissions(null, List.of(List.of(doctor), List.of(good)))),
                admission(
                    "N24 two ProfessionInfos, the second a pharmacy",
                    CardCode.ADMISSION_AMBIGUOUS,
                    TestAdmission.syntax(null, List.of(doctor, good))),
                admission(
                    "N25 two professionOIDs",
                    CardCode.ADMISSION_AMBIGUOUS,
                    TestAdmission.syntax(
                        null,
                        List.of(
                            TestAdmission.profession(
                                ITEM, List.of(PHARMACY, TI.branch("50")), id)))),
                admission(
                    "N26 no registrationNumber",
                    CardCode.TELEMATIK_ID_MISSING,
                    TestAdmission.syntax(
                        null, List.of(TestAdmission.profession(ITEM, List.of(PHARMACY), null)))),
                admission(
                    "N26 registrationNumber empty",
                    CardCode.TELEMATIK_ID_MISSING,
                    TestAdmission.of(null, ITEM, PHARMACY, "")),
                admission(
                    "N28 homoglyph in a UTF8String",
                    CardCode.TELEMATIK_ID_FORM,
                    TestAdmission.syntax(
                        null,
                        List.of(
                            TestAdmission.profession(
                                ITEM, List.of(PHARMACY), new DERUTF8String("3-О7.2"))))),
                admission(
                    "N28 good characters in a UTF8String",
                    CardCode.TELEMATIK_ID_FORM,
                    TestAdmission.syntax(
                        null,
                        List.of(
                            TestAdmission.profession(
                                ITEM, List.of(PHARMACY), new DERUTF8String(TELEMATIK_ID)))))),
            wrongRoles,
            wrongForms)
        .flatMap(cases -> cases);
  }

  static Stream<Case> possession() {
    return Stream.of(
        of("N35 signed by another key", CardCode.POP_FAILED, IdentityTableTest::anotherKey),
        of(
            "N36 used twice",
            CardCode.POP_REPLAY,
            bench -> {
              TestCard card = bench.ti.card().build();
              bench.ti.ocsp.know(card);
              SessionApplication application = bench.application();
              byte[] challenge = bench.desk().challenge(application.binding());
              Optional<CardProof> proof =
                  Optional.of(new CardProof(card.der(), challenge, card.sign(challenge)));
              // The first time it is taken, and something else goes wrong.
              bench.ti.ocsp.fault(Fault.TRY_LATER);
              assertThat(LoginBench.code(() -> bench.desk().open(application, proof)))
                  .contains("OCSP_UNAVAILABLE");
              bench.ti.ocsp.fault(Fault.NONE);
              bench.forget();
              bench.desk().open(application, proof);
            }),
        of("N36 too old", CardCode.POP_EXPIRED, bench -> answered(bench, Duration.ofSeconds(61))),
        of(
            "N36 of another audience",
            CardCode.POP_FAILED,
            bench -> {
              TestCard card = bench.ti.card().build();
              bench.login(card, given -> card.sign(changed(given, "admission-desk").bytes()));
            }),
        of(
            "N36 for another application",
            CardCode.POP_FAILED,
            bench -> {
              TestCard card = bench.ti.card().build();
              byte[] theirs = bench.desk().challenge(bench.application().binding());
              bench.login(
                  card,
                  given -> CardChallenge.read(theirs).orElseThrow(),
                  given -> card.sign(theirs));
            }),
        of(
            "N36 nonce unknown",
            CardCode.POP_FAILED,
            bench -> {
              TestCard card = bench.ti.card().build();
              bench.login(
                  card,
                  given ->
                      new CardChallenge("session-authority", new byte[32], NOW, given.binding()),
                  given -> card.sign(given));
            }),
        of(
            "N37 signed with the card's other key",
            CardCode.POP_FAILED,
            IdentityTableTest::anotherKey),
        of(
            "V8 no signature",
            CardCode.POP_FAILED,
            bench -> bench.login(bench.ti.card().build(), given -> new byte[64])));
  }

  private static CardChallenge changed(byte[] given, String audience) {
    CardChallenge ours = CardChallenge.read(given).orElseThrow();
    return new CardChallenge(audience, ours.nonce(), ours.issuedAt(), ours.binding());
  }

  private static void anotherKey(LoginBench bench) {
    bench.login(new TestCard(bench.ti.card().build().der(), TiKeys.brainpool()));
  }

  private static void answered(LoginBench bench, Duration later) {
    TestCard card = bench.ti.card().build();
    bench.login(
        card,
        given -> {
          bench.house.pass(later);
          return card.sign(given);
        });
  }

  static Stream<Case> statuses() {
    return Stream.of(
        ocsp("N19 nonce missing (L5)", CardCode.OCSP_NONCE, Fault.NONCE_MISSING),
        ocsp("N19 nonce of another", CardCode.OCSP_NONCE, Fault.NONCE_OF_ANOTHER),
        of("N38 revoked", CardCode.CERT_REVOKED, bench -> revoked(bench, NOW.minusSeconds(60))),
        of(
            "N38 revoked as of next year (L4)",
            CardCode.CERT_REVOKED,
            bench -> revoked(bench, NOW.plus(Duration.ofDays(365)))),
        of("N39 unknown", CardCode.CERT_UNKNOWN, bench -> bench.login(bench.ti.card().build())),
        ocsp("N40 certHash missing", CardCode.CERTHASH, Fault.CERT_HASH_MISSING),
        ocsp("N40 certHash of another", CardCode.CERTHASH, Fault.CERT_HASH_OF_ANOTHER),
        ocsp("N41 responder not listed", CardCode.OCSP_SIGNER, Fault.SIGNER_NOT_LISTED),
        ocsp("N41 signature broken", CardCode.OCSP_SIGNER, Fault.SIGNATURE_BROKEN),
        times("N42 produced 38 s ago", CardCode.OCSP_TIME, 38, 0, 0),
        times("N42 produced in 38 s", CardCode.OCSP_TIME, -38, 0, 0),
        times("N42 this update in 38 s", CardCode.OCSP_TIME, 0, 38, 0),
        times("N42 next update 38 s past", CardCode.OCSP_TIME, 0, 0, 38),
        ocsp("N43 try later", CardCode.OCSP_UNAVAILABLE, Fault.TRY_LATER),
        ocsp("N43 internal error", CardCode.OCSP_UNAVAILABLE, Fault.INTERNAL_ERROR),
        of(
            "N43 silent",
            CardCode.OCSP_UNAVAILABLE,
            bench -> {
              bench.statusAnswer = silence();
              bench.loginKnown(bench.ti.card().build());
            }),
        of(
            "N43 junk",
            CardCode.OCSP_UNAVAILABLE,
            bench -> answer(bench, new byte[] {0x30, 0x03, 0x0A})),
        of("N43 a megabyte", CardCode.OCSP_UNAVAILABLE, bench -> answer(bench, new byte[1 << 20])),
        ocsp("N44 of another serial", CardCode.OCSP_CERTID, Fault.SERIAL_OF_ANOTHER),
        of(
            "N44 of another CA's card with the same serial (L1)",
            CardCode.OCSP_NONCE,
            IdentityTableTest::answerForEqualSerial),
        of(
            "N45 a responder of the card's own choice (L6)",
            CardCode.CERT_REVOKED,
            IdentityTableTest::attackersResponder));
  }

  private static void revoked(LoginBench bench, Instant asOf) {
    TestCard card = bench.ti.card().build();
    bench.ti.ocsp.revoke(card, asOf);
    bench.login(card);
  }

  private static void answer(LoginBench bench, byte[] response) {
    bench.statusAnswer = CompletableFuture.completedFuture(response);
    bench.loginKnown(bench.ti.card().build());
  }

  /** What a cache by serial would hand over: a good answer to another question. */
  private static void answerForEqualSerial(LoginBench bench) {
    TestCard other = bench.ti.card().serial(BigInteger.TEN).build();
    bench.ti.ocsp.know(other);
    PharmacyCard verified = bench.ti.verify(other).orElseThrow();
    answer(bench, bench.ti.ocsp.answer(new OcspQuestion<>(verified, new byte[32]).request(), NOW));
  }

  /** The certificate names a responder of the attacker's (L6). */
  private static void attackersResponder(LoginBench bench) {
    TestCard card = bench.ti.card().statusAt("http://attacker.invalid/ocsp").build();
    bench.ti.ocsp.revoke(card, NOW.minusSeconds(60));
    try {
      bench.login(card);
    } finally {
      assertThat(bench.asked).containsExactly("http://127.0.0.1/ocsp");
    }
  }

  private static CompletableFuture<byte[]> silence() {
    return CompletableFuture.failedFuture(new IOException("no answer"));
  }

  static Stream<Case> registers() {
    return Stream.of(
        of(
            "N29 good ID in the subject, another in registrationNumber",
            CardCode.REGISTER_NO_MATCH,
            bench ->
                bench.loginKnown(
                    bench
                        .ti
                        .ca
                        .card("3-another", "Apotheke am Markt", NOW)
                        .subject(
                            new X500Name("C=DE,O=" + TELEMATIK_ID + " NOT-VALID,CN=x TEST-ONLY"))
                        .build())),
        of(
            "N30 perfect certificate, invented ID (2021)",
            CardCode.REGISTER_NO_MATCH,
            bench ->
                bench.loginKnown(bench.ti.ca.card("3-2021.07", "Sonnen-Apotheke", NOW).build())),
        entered("N31 inactive", CardCode.REGISTER_INACTIVE, false, PHARMACY.getId()),
        entered("N32 another type", CardCode.REGISTER_TYPE, true, TI.branch("55").getId()),
        entered(
            "N32 the type among several",
            CardCode.REGISTER_TYPE,
            true,
            TI.branch("55").getId(),
            PHARMACY.getId()),
        of(
            "N33 value matches in ldapUID and alias only",
            CardCode.REGISTER_NO_MATCH,
            bench -> {
              bench.ti.directory.add(
                  new TestDirectory.Entry(
                      "3-x", "3-y", "3-y", "x", true, List.of(PHARMACY.getId()), "s", "1", "c"));
              bench.loginKnown(bench.ti.ca.card("3-y", "x", NOW).build());
            }),
        of(
            "N33 two hits",
            CardCode.REGISTER_AMBIGUOUS,
            bench -> {
              bench.ti.directory.add(TestDirectory.Entry.pharmacy(TELEMATIK_ID, "Apotheke zwei"));
              bench.loginKnown(bench.ti.card().build());
            }),
        of(
            "N34 no answer",
            CardCode.REGISTER_UNAVAILABLE,
            bench -> {
              bench.directoryAnswer = silence();
              bench.loginKnown(bench.ti.card().build());
            }),
        directory("N34 malformed JSON", CardCode.REGISTER_UNAVAILABLE, "{\"resourceType\":"),
        directory("N34 another resource", CardCode.REGISTER_UNAVAILABLE, "{\"a\":1}"),
        directory(
            "N33 more pages",
            CardCode.REGISTER_AMBIGUOUS,
            "{\"resourceType\":\"Bundle\",\"link\":[{\"relation\":\"next\",\"url\":\"u\"}]}"),
        directory("N34 a list", CardCode.REGISTER_UNAVAILABLE, "[]"),
        directory("N34 nothing", CardCode.REGISTER_UNAVAILABLE, ""));
  }

  private static Case entered(String name, CardCode expected, boolean active, String... types) {
    return of(
        name,
        expected,
        bench -> {
          bench.ti.directory.add(
              new TestDirectory.Entry(
                  "3-z", "u", "3-z", "z", active, List.of(types), "Weg 1", "10115", "Berlin"));
          bench.loginKnown(bench.ti.ca.card("3-z", "z", NOW).build());
        });
  }

  private static Case directory(String name, CardCode expected, String answer) {
    return of(
        name,
        expected,
        bench -> {
          bench.directoryAnswer =
              CompletableFuture.completedFuture(answer.getBytes(StandardCharsets.UTF_8));
          bench.loginKnown(bench.ti.card().build());
        });
  }

  static Stream<Case> ownState() {
    return Stream.of(
        stopped("N46 suspended by its id", RestrictionScope.PHARMACY, card -> ""),
        stopped("N46 suspended by its cohort", RestrictionScope.COHORT, card -> "guests"),
        stopped(
            "N46 suspended by the card's fingerprint",
            RestrictionScope.CARD,
            card -> HexFormat.of().formatHex(Sha256.of(card.der()))),
        state("N46 only applied", AdmissionState.APPLIED),
        state("N46 verified, not admitted yet", AdmissionState.VERIFIED),
        state("N46 revoked", AdmissionState.REVOKED),
        of(
            "N46 the card of another pharmacy",
            CardCode.NOT_ACTIVE,
            bench -> {
              bench.ti.directory.add(TestDirectory.Entry.pharmacy("3-other", "Andere Apotheke"));
              bench.loginKnown(bench.ti.ca.card("3-other", "Andere Apotheke", NOW).build());
            }));
  }

  private static Case stopped(
      String name, RestrictionScope scope, Function<TestCard, String> value) {
    return of(
        name,
        CardCode.NOT_ACTIVE,
        bench -> {
          TestCard card = bench.ti.card().build();
          admit(bench, admission -> admission.setCohorts(List.of("guests")));
          bench.house.restrict(scope, value.apply(card), RestrictionState.ACTIVE);
          bench.loginKnown(card);
        });
  }

  private static Case state(String name, AdmissionState state) {
    return of(
        name,
        CardCode.NOT_ACTIVE,
        bench -> {
          admit(bench, admission -> admission.setState(state));
          bench.loginKnown(bench.ti.card().build());
        });
  }

  private static void admit(LoginBench bench, Consumer<Admission> change) {
    bench.house.admit(
        TestHouse.PHARMACY,
        admission -> {
          admission.setTelematikIds(List.of(TELEMATIK_ID));
          change.accept(admission);
        });
  }

  static Stream<Case> bindings() {
    return Stream.of(
        of(
            "N47 a token in place of a card",
            CardCode.TOKEN_REJECTED,
            bench -> TestSessionDesk.offerToken(bench.desk())),
        of(
            "V8 no card at all",
            CardCode.POP_FAILED,
            bench -> bench.desk().open(bench.application(), Optional.empty())),
        of(
            "N48 another key ends the session",
            CardCode.SESSION_BINDING,
            bench -> {
              TestSession session = bench.house.session();
              bench
                  .desk()
                  .end(
                      session.id(),
                      SessionKeys.generate(SigningAlgorithm.ED25519, bench.house.provider())
                          .signEnd(session.id()));
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "unreadable",
    "algorithms",
    "issuers",
    "profiles",
    "admissions",
    "possession",
    "statuses",
    "registers",
    "ownState",
    "bindings"
  })
  void isStoppedAtItsStepWithItsCodeAndLeavesOneAuditEventAndNothingElse(Case wrong) {
    LoginBench bench = new LoginBench(folder);
    wrong.trust().accept(bench.ti);

    Optional<String> code = LoginBench.code(() -> wrong.attempt().accept(bench));

    assertThat(code).contains(wrong.expected().name());
    // The authority's only other way to change anything is a session's record.
    assertThat(bench.audit())
        .containsExactly(wrong.expected().step() + " " + wrong.expected().name());
  }

  @Test
  void aGoodCardIsLetIn() {
    LoginBench bench = new LoginBench(folder);
    bench.ti.trust(true, Set.of(TiObjectIdentifiers.HCI_AUT.getId()));

    assertThat(LoginBench.code(() -> bench.loginKnown(bench.ti.card().build()))).isEmpty();

    assertThat(bench.topics()).containsExactly(TopicCatalogue.SESSIONS);
  }
}
