package de.siegel.embedded.ti;

import de.siegel.identity.card.CardChallenge;
import de.siegel.identity.card.CardVerifier;
import de.siegel.identity.card.Challenges;
import de.siegel.identity.card.Checked;
import de.siegel.identity.card.OcspAnswer;
import de.siegel.identity.card.OcspQuestion;
import de.siegel.identity.card.PharmacyCard;
import de.siegel.identity.card.RegisterAnswer;
import de.siegel.identity.card.RegisterEntry;
import de.siegel.identity.card.TiObjectIdentifiers;
import de.siegel.identity.card.TrustServiceList;
import de.siegel.identity.card.TrustServiceListReader;
import de.siegel.sealing.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A whole simulated TI, and a login that goes through V1 to V10. */
final class TestTi {
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  static final String TELEMATIK_ID = "3-07.2.1444560000.16.108";
  static final byte[] APPLICATION = Sha256.of("an application".getBytes(StandardCharsets.UTF_8));

  final TestCardCa ca = TestCardCa.make("SIM.SMCB-CA1 TEST-ONLY", NOW);
  final TestOcspResponder ocsp = new TestOcspResponder(NOW);
  final TestTrustList list = new TestTrustList();
  final TestDirectory directory =
      new TestDirectory().add(TestDirectory.Entry.pharmacy(TELEMATIK_ID, "Apotheke am Markt"));
  final Challenges challenges = new Challenges(new SecureRandom());
  Optional<TrustServiceList> trustList = Optional.empty();

  /** With the CA in accord. */
  static TestTi good() {
    TestTi ti = new TestTi();
    ti.trust(true, Set.of(TiObjectIdentifiers.HCI_AUT.getId()));
    return ti;
  }

  void trust(boolean inAccord, Set<String> types) {
    list.ca(ca.certificate(), inAccord, NOW.minusSeconds(60), types, "http://127.0.0.1/ocsp")
        .responder(ocsp.certificate(), NOW.minusSeconds(60), "http://127.0.0.1/ocsp");
    load(list.xml(7, NOW.minusSeconds(60), NOW.plus(Duration.ofDays(30))));
  }

  void load(byte[] xml) {
    Checked<TrustServiceList> read = new TrustServiceListReader(list.signer()).read(xml);
    trustList =
        read instanceof Checked.Passed<TrustServiceList> passed
            ? Optional.of(passed.value())
            : Optional.empty();
  }

  TestCardBuilder card() {
    return ca.card(TELEMATIK_ID, "Apotheke am Markt", NOW);
  }

  Checked<PharmacyCard> verify(TestCard card) {
    return CardVerifier.verify(card.der(), trustList, NOW);
  }

  CardChallenge challenge(Instant at) {
    return challenges.give("session-authority", APPLICATION, at);
  }

  Checked<PharmacyCard> prove(PharmacyCard card, CardChallenge challenge, byte[] signature) {
    return challenges
        .check(challenge, challenge.binding(), NOW)
        .then(own -> own.check(card, signature))
        .then(signed -> challenges.use(challenge, NOW).then(once -> Checked.passed(signed)));
  }

  Checked<PharmacyCard> status(PharmacyCard card) {
    byte[] nonce = new byte[32];
    new SecureRandom().nextBytes(nonce);
    OcspQuestion<PharmacyCard> question = new OcspQuestion<>(card, nonce);
    return OcspAnswer.check(ocsp.answer(question.request(), NOW), question, trustList.get(), NOW);
  }

  Checked<RegisterEntry> register(PharmacyCard card) {
    return RegisterAnswer.check(directory.search(card.telematikId()), card.telematikId());
  }

  /** V1 to V10 of a card whose holder does everything right. */
  Checked<RegisterEntry> login(TestCard card) {
    return verify(card)
        .then(
            verified -> {
              CardChallenge challenge = challenge(NOW);
              return prove(verified, challenge, card.sign(challenge));
            })
        .then(this::status)
        .then(this::register);
  }

  /** As {@link #login}, of a card that the responder knows. */
  Checked<RegisterEntry> loginKnown(TestCard card) {
    ocsp.know(card);
    return login(card);
  }
}
