package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every input. */
class CertificatePropertyTest {

  private static final SelfCheck SELF_CHECK =
      new SelfCheck(TestSigner.ES256.certificate(), TestSigner.PROVIDER);
  private static final CertificateVerifier VERIFIER =
      new CertificateVerifier(TrustList.of(List.of(TestSigner.ES256.certificate())));
  private static final SignedCertificate SIGNED =
      TestSigner.ES256.sign(Requests.accept(Requests.vaccination()));

  @Property
  void c15_base45RoundTrip(@ForAll byte[] bytes) {
    assertThat(Base45.decode(Base45.encode(bytes))).isEqualTo(bytes);
  }

  @Property
  void c14_zlibRoundTrip(@ForAll @Size(max = 2_000) byte[] bytes) throws Exception {
    assertThat(Zlib.inflate(Zlib.deflate(bytes))).isEqualTo(bytes);
  }

  @Property(tries = 300)
  void whatIsAcceptedComesBackFromTheText(@ForAll("requests") ObjectNode request) {
    Draft draft = Requests.accept(request);

    SignedCertificate signed = TestSigner.ES256.sign(draft);

    assertThat(SELF_CHECK.of(signed)).isInstanceOf(Verification.Valid.class);
    assertThat(Requests.FORMAT.recheck(signed.toBeSigned(), Requests.AT)).isEmpty();
    assertThat(ToBeSigned.parse(signed.toBeSigned().bytes())).isEqualTo(signed.toBeSigned());
    Hcert read = ((Decoding.Decoded) Hcert.decode(signed.text())).certificate();
    assertThat(ReissuableRequest.from(read.dcc(), draft.type()).get("payload"))
        .isEqualTo(request.get("payload"));
  }

  @Property
  void n05_standardisedNamesHaveTheirFormAndStayTheSame(@ForAll String name) {
    check(StandardisedName.of(name));
  }

  @Property
  void n05_standardisedLatinNamesHaveTheirFormAndStayTheSame(@ForAll("latinNames") String name) {
    check(StandardisedName.of(name));
  }

  private static void check(StandardisedName standardised) {
    if (standardised instanceof StandardisedName.Text text) {
      assertThat(text.value()).matches("^[A-Z<]*$").hasSizeLessThanOrEqualTo(80);
      assertThat(text.value()).doesNotContain("<<").doesNotStartWith("<").doesNotEndWith("<");
      assertThat(StandardisedName.of(text.value())).isEqualTo(text);
    }
  }

  @Property
  void anyTextIsDecodedOrFailsTyped(@ForAll String text) {
    assertThat(Hcert.decode(text)).isInstanceOf(Decoding.Failed.class);
    assertThat(Hcert.decode(Hcert.PREFIX + text)).isInstanceOf(Decoding.Failed.class);
  }

  @Property
  void anyContentOfAStreamFailsTyped(@ForAll byte[] cose) {
    String text = Hcert.PREFIX + Base45.encode(Zlib.deflate(cose));
    assertThat(VERIFIER.verify(text, Requests.AT)).isInstanceOf(Verification.Invalid.class);
  }

  @Property
  void anyBytesAreARefusedRequest(@ForAll byte[] request) {
    assertThat(Requests.FORMAT.check(request, Requests.AT)).isInstanceOf(Checked.Refused.class);
  }

  @Property
  void aDamagedRequestNeverThrows(
      @ForAll @IntRange(max = 300) int position, @ForAll byte replacement) {
    byte[] request = Requests.vaccination().toString().getBytes(StandardCharsets.UTF_8);
    request[position % request.length] = replacement;

    assertThat(Requests.FORMAT.check(request, Requests.AT)).isNotNull();
  }

  @Property
  void aTamperedMessageNeverVerifies(
      @ForAll @IntRange(max = 600) int position, @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] cose = SIGNED.cose();
    // From the protected header on: the tag and the array's head are no part of what is signed.
    int at = 2 + position % (cose.length - 2);
    cose[at] ^= (byte) change;
    String text = Hcert.PREFIX + Base45.encode(Zlib.deflate(cose));

    Verification verification = VERIFIER.verify(text, Requests.AT);

    if (verification instanceof Verification.Valid valid) {
      // Only the empty unprotected header can change without a change of what was signed.
      assertThat(valid.certificate().signatureStructure()).isEqualTo(SIGNED.toBeSigned().bytes());
      assertThat(valid.certificate().signature()).isEqualTo(SIGNED.signature());
    }
  }

  @Property
  void damagedSignatureStructuresAreParsedOrRefused(
      @ForAll @IntRange(max = 600) int position, @ForAll byte replacement) {
    byte[] bytes = SIGNED.toBeSigned().bytes();
    bytes[position % bytes.length] = replacement;
    try {
      assertThat(ToBeSigned.parse(bytes).bytes()).isEqualTo(bytes);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).doesNotContain("Muster", "Erika");
    }
  }

  @Provide
  Arbitrary<String> latinNames() {
    return Arbitraries.strings()
        .withCharRange('A', 'z')
        .withCharRange('À', 'ſ')
        .withCharRange('Ḁ', 'ỹ')
        .withChars(" -'’.,\u0301\u0308")
        .ofMaxLength(90);
  }

  @Provide
  Arbitrary<ObjectNode> requests() {
    Arbitrary<String> names =
        Arbitraries.strings().alpha().withChars("äöüßÄÖÜéèłŁøñçşıİ").ofMinLength(1).ofMaxLength(80);
    Arbitrary<String> births =
        Arbitraries.of("", "1935", "1979-04", "2001-02-28", "1964-12-31", "2020-01-01");
    Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 3);
    Arbitrary<String> locations =
        Arbitraries.strings().withCharRange('A', 'Z').numeric().ofMinLength(1).ofMaxLength(38);
    return Combinators.combine(names, names, births, kinds, locations)
        .as(
            (family, given, birth, kind, location) -> {
              ObjectNode request = Requests.ofEveryKind().get(kind);
              ((ObjectNode) request.at("/payload/nam")).put("fn", family).put("gn", given);
              ((ObjectNode) request.get("payload")).put("dob", birth);
              String group =
                  CertificateType.ofLetter(request.get("type").textValue()).orElseThrow().group();
              ((ObjectNode) request.at("/payload/" + group + "/0")).put("id", location);
              return request;
            });
  }
}
