package de.siegel.client.confirm;

import de.siegel.client.session.CardTerminal;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A professional's test card of a simulated TI, which asks instead of taking a PIN. No real card is
 * like that.
 */
public final class SoftProfessionalCard implements ProfessionalCard {
  private final CardTerminal card;
  private final BooleanSupplier person;

  /**
   * @param card holds certificate and key, for example a {@link de.siegel.client.session.SoftCard}
   * @param person whether the person signs; asked for each signature
   */
  public SoftProfessionalCard(CardTerminal card, BooleanSupplier person) {
    this.card = card;
    this.person = person;
  }

  @Override
  public byte[] certificate() {
    return card.certificate();
  }

  @Override
  public Optional<byte[]> sign(byte[] statement) {
    return person.getAsBoolean() ? Optional.of(card.sign(statement)) : Optional.empty();
  }
}
