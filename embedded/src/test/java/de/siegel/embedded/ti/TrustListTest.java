package de.siegel.embedded.ti;

import static de.siegel.embedded.ti.TestTi.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.card.Checked;
import de.siegel.identity.card.TiObjectIdentifiers;
import de.siegel.identity.card.TrustServiceList;
import de.siegel.identity.card.TrustServiceListReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrustListTest {
  private static final Instant NEXT = NOW.plus(Duration.ofDays(30));

  private final TestCardCa ca = TestCardCa.make("SIM.SMCB-CA1 TEST-ONLY", NOW);
  private final TestOcspResponder ocsp = new TestOcspResponder(NOW);
  private final TestTrustList list =
      new TestTrustList()
          .ca(
              ca.certificate(),
              true,
              NOW,
              Set.of(TiObjectIdentifiers.HCI_AUT.getId()),
              "http://127.0.0.1:1/ocsp")
          .responder(ocsp.certificate(), NOW, "http://127.0.0.1:1/ocsp");

  private Checked<TrustServiceList> read(String xml) {
    return read(xml.getBytes(StandardCharsets.UTF_8));
  }

  private Checked<TrustServiceList> read(byte[] xml) {
    return new TrustServiceListReader(list.signer()).read(xml);
  }

  private static void assertInvalid(Checked<TrustServiceList> result) {
    assertThat(result.refusal()).map(CardRefusal::code).contains(CardCode.TSL_INVALID);
  }

  private String signed() {
    return new String(list.xml(7, NOW, NEXT), StandardCharsets.UTF_8);
  }

  @Test
  void readsIssuersAndRespondersOfASignedList() {
    TrustServiceList read = read(signed()).orElseThrow();

    assertThat(read.sequence()).isEqualTo(7);
    assertThat(read.issuedAt()).isEqualTo(NOW);
    assertThat(read.nextUpdate()).isEqualTo(NEXT);
    assertThat(read.responders()).containsExactly(ocsp.certificate());
    assertThat(read.issuers()).hasSize(1);
    assertThat(read.issuers().get(0).certificate()).isEqualTo(ca.certificate());
    assertThat(read.issuers().get(0).types()).containsExactly("1.2.276.0.76.4.77");
    assertThat(read.issuers().get(0).ocsp()).contains(URI.create("http://127.0.0.1:1/ocsp"));
  }

  @Test
  void isUsableUntilItsNextUpdateAndTheGraceAfterIt() {
    TrustServiceList read = read(signed()).orElseThrow();
    Instant last = NEXT.plus(TrustServiceList.GRACE);

    assertThat(read.isUsable(NOW)).isTrue();
    assertThat(read.isUsable(last)).isTrue();
    assertThat(read.isUsable(last.plusMillis(1))).isFalse();
    assertThat(read.isUsable(NOW.minusMillis(1))).isFalse();
  }

  @Test
  void refusesAListWithoutSignature() {
    assertInvalid(read(list.unsigned(7, NOW, NEXT)));
  }

  @Test
  void refusesAListOfAnotherSigner() {
    assertInvalid(
        new TrustServiceListReader(new TestTrustList().signer())
            .read(signed().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void refusesAListThatWasChangedAfterItWasSigned() {
    assertThat(signed()).contains(">7</TSLSequenceNumber>");

    assertInvalid(read(signed().replace(">7</TSLSequenceNumber>", ">8</TSLSequenceNumber>")));
  }

  /** The signed list lies somewhere inside, and another one is read: signature wrapping. */
  @Test
  void refusesASignedListWrappedIntoAnother() {
    String inner = signed().replaceFirst("<\\?xml[^>]*>", "");
    String outer =
        list.unsigned(99, NOW, NEXT)
            .replace("</TrustServiceStatusList>", inner + "</TrustServiceStatusList>");

    assertInvalid(read(outer));
  }

  @Test
  void refusesASignatureThatWasMovedIntoAnotherList() {
    String signature = signed().replaceAll("(?s).*(<Signature.*</Signature>).*", "$1");

    assertInvalid(
        read(
            list.unsigned(99, NOW, NEXT)
                .replace("</TrustServiceStatusList>", signature + "</TrustServiceStatusList>")));
  }

  @Test
  void refusesADocumentType() {
    assertInvalid(
        read(
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>"
                + signed().replaceFirst("<\\?xml[^>]*>", "")));
  }

  @Test
  void refusesWhatIsNoList() {
    assertInvalid(read(new String(list.sign("<a/>"), StandardCharsets.UTF_8)));
    assertInvalid(read("not xml"));
    assertInvalid(read(""));
    assertInvalid(read(new byte[TrustServiceListReader.LONGEST + 1]));
  }

  @Test
  void refusesASignedListWithAFieldThatCannotBeRead() {
    assertInvalid(
        read(list.sign(list.unsigned(7, NOW, NEXT).replace(NEXT.toString(), "tomorrow"))));
    assertInvalid(read(list.sign(list.unsigned(7, NOW, NEXT).replace(">7<", ">many<"))));
  }
}
