package de.siegel.desk.domain;

import de.siegel.identity.card.RegisterEntry;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What an application rests on. Nothing in it was typed by the applicant: the Telematik-ID comes
 * from a card that proved its possession, name and address from the directory, a guest's licence
 * from its origin.
 *
 * @param card empty until a card proved its possession
 * @param register empty until the directory had exactly one active entry for that card
 * @param licence empty until the licence was confirmed at its origin; guests need it
 */
public record Evidence(
    Optional<Card> card, Optional<Register> register, Optional<Licence> licence) {
  /** Older evidence does not count when the pharmacy is approved. */
  public static final Duration FRESH = Duration.ofDays(30);

  /** An application begins without any. */
  public static final Evidence NONE =
      new Evidence(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * A card that passed V1 to V9.
   *
   * @param telematikId from its certificate
   * @param certificateHash lower-case hex of SHA-256 over the certificate
   * @param provenAt when it signed our challenge
   */
  public record Card(String telematikId, String certificateHash, Instant provenAt) {}

  /**
   * The directory's one active entry of a public pharmacy (V10).
   *
   * @param entry as the chamber entered it
   * @param askedAt when it was asked for
   */
  public record Register(RegisterEntry entry, Instant askedAt) {}

  /**
   * A licence that its origin confirmed, not a copy of it.
   *
   * @param origin the authority that issued it
   * @param reference its file number there
   * @param confirmedAt when it answered
   * @param confirmedBy the id of the key of who asked there
   */
  public record Licence(String origin, String reference, Instant confirmedAt, String confirmedBy) {}

  /**
   * With another card: what the directory said of the one before does not count any more, and a
   * licence is of one pharmacy.
   */
  Evidence with(Card proven) {
    return new Evidence(
        Optional.of(proven),
        Optional.empty(),
        licence.filter(confirmed -> isOf(proven.telematikId())));
  }

  /** Whether the card that is there is of this pharmacy. */
  boolean isOf(String telematikId) {
    return card.filter(proven -> proven.telematikId().equals(telematikId)).isPresent();
  }

  Evidence with(Register found) {
    return new Evidence(card, Optional.of(found), licence);
  }

  Evidence with(Licence confirmed) {
    return new Evidence(card, register, Optional.of(confirmed));
  }

  /** Whether all is there that a class of onboarding needs. */
  public boolean isComplete(OnboardingClass onboardingClass) {
    return card.isPresent()
        && register.isPresent()
        && switch (onboardingClass) {
          case MEMBER, TEST -> true;
          case GUEST -> licence.isPresent();
          case UNKNOWN -> false;
        };
  }

  /** Whether everything that is there is fresh, and nothing is from the future. */
  public boolean isFresh(Instant now) {
    return card.map(Card::provenAt).stream().allMatch(at -> isFresh(at, now))
        && register.map(Register::askedAt).stream().allMatch(at -> isFresh(at, now))
        && licence.map(Licence::confirmedAt).stream().allMatch(at -> isFresh(at, now));
  }

  /** Whether all of it was gathered after a moment: a pharmacy that was verified again. */
  public boolean isSince(Instant moment) {
    return card.map(Card::provenAt).filter(at -> at.isAfter(moment)).isPresent()
        && register.map(Register::askedAt).filter(at -> at.isAfter(moment)).isPresent()
        && licence.map(Licence::confirmedAt).stream().allMatch(at -> at.isAfter(moment));
  }

  private static boolean isFresh(Instant at, Instant now) {
    return !at.isAfter(now) && at.isAfter(now.minus(FRESH));
  }

  /**
   * What an approver signs for: changes with every piece of evidence, and is no other pharmacy's.
   *
   * @return lower-case hex of SHA-256
   */
  public String hash(String pharmacyId, OnboardingClass onboardingClass) {
    PreAuthenticationEncoding bytes =
        PreAuthenticationEncoding.of("siegel/admission-evidence/v1")
            .add(pharmacyId)
            .add(onboardingClass.name())
            .add(card.map(Card::telematikId).orElse(""))
            .add(card.map(Card::certificateHash).orElse(""))
            .add(card.map(c -> c.provenAt().toEpochMilli()).orElse(0L))
            .add(register.map(r -> r.entry().telematikId()).orElse(""))
            .add(register.map(r -> r.entry().name()).orElse(""))
            .add(register.map(r -> String.join("\n", r.entry().addresses())).orElse(""))
            .add(register.map(r -> r.askedAt().toEpochMilli()).orElse(0L))
            .add(licence.map(Licence::origin).orElse(""))
            .add(licence.map(Licence::reference).orElse(""))
            .add(licence.map(l -> l.confirmedAt().toEpochMilli()).orElse(0L))
            .add(licence.map(Licence::confirmedBy).orElse(""));
    return HexFormat.of().formatHex(Sha256.of(bytes.bytes()));
  }
}
