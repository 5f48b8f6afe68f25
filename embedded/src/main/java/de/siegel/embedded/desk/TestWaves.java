package de.siegel.embedded.desk;

import de.siegel.client.session.CardTerminal;
import de.siegel.desk.DeskService;
import de.siegel.desk.WaveDesk;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.desk.domain.wave.Reopening;
import de.siegel.identity.session.CardProof;
import de.siegel.identity.trust.AuthorityKey;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Two persons who bring a cohort back in waves, and pharmacies that show their cards again. */
public final class TestWaves {
  private final DeskService desk;
  private final List<AuthorityKey> persons;
  private final Function<String, Optional<CardTerminal>> cards;
  private final Provider provider;

  /**
   * @param cards the card of a pharmacy
   */
  public TestWaves(
      DeskService desk,
      List<AuthorityKey> persons,
      Function<String, Optional<CardTerminal>> cards,
      Provider provider) {
    this.desk = desk;
    this.persons = List.copyOf(persons);
    this.cards = cards;
    this.provider = provider;
  }

  /** The plan and how it goes. */
  public Optional<WaveDesk.View> view() {
    return desk.waves().view();
  }

  /** One person plans. */
  public Reopening plan(String cohort, List<Integer> sizes, Gates gates, String notice) {
    return desk.waves().plan(cohort, sizes, gates, notice, one());
  }

  private String one() {
    return persons.get(0).id();
  }

  /**
   * Everybody in the plan shows the card again.
   *
   * @return who did not pass, and why
   */
  public Map<String, String> verify() {
    Map<String, String> not = new TreeMap<>();
    for (Set<String> wave : view().orElseThrow().plan().waves()) {
      for (String pharmacy : wave) {
        CardTerminal card = cards.apply(pharmacy).orElseThrow();
        byte[] challenge = desk.waves().challenge(pharmacy);
        desk.waves()
            .verify(pharmacy, new CardProof(card.certificate(), challenge, card.sign(challenge)))
            .ifPresent(refusal -> not.put(pharmacy, refusal.text()));
      }
    }
    return not;
  }

  /**
   * Both persons sign the next wave.
   *
   * @throws IllegalArgumentException if it may not be opened, with the reason
   */
  public Reopening open() {
    for (AuthorityKey person : persons) {
      desk.waves().open(Signing.by(person, desk.waves().opening(), provider));
    }
    return view().orElseThrow().plan();
  }

  /** One person stops the waves that are open; {@code all} ends the plan. */
  public Reopening rollBack(boolean all, String reason) {
    return desk.waves().rollBack(all, reason, one());
  }

  /** One person goes on after a stop. */
  public Reopening resume() {
    return desk.waves().resume(one());
  }
}
