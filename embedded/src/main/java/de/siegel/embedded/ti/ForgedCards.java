package de.siegel.embedded.ti;

import java.time.Instant;

/** Cards as somebody would have them who is no pharmacy; for tests and for the demonstration. */
public final class ForgedCards {
  private final TestCardCa ca;
  private final TestOcspResponder status;
  private final Instant now;

  ForgedCards(TestCardCa ca, TestOcspResponder status, Instant now) {
    this.ca = ca;
    this.status = status;
    this.now = now;
  }

  /** A card of a CA that its holder made, as perfect as any in its form. */
  public TestCard selfMade(String telematikId, String pharmacy) {
    return TestCardCa.make("SIM.SMCB-CA9 TEST-ONLY", now).card(telematikId, pharmacy, now).build();
  }

  /** A card that the real CA issued by mistake: the responder says good, no chamber knows it. */
  public TestCard unlisted(String telematikId, String pharmacy) {
    TestCard card = ca.card(telematikId, pharmacy, now).build();
    status.know(card);
    return card;
  }

  /** A copy of a real card's certificate, without its private key. */
  public static TestCard copied(byte[] certificate) {
    return new TestCard(certificate, TiKeys.brainpool());
  }
}
