package de.siegel.desk.domain;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.sealing.Bytes;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose means to confirm the desk lets persons enrol. Stages look at the signatures alone. */
public final class ConfirmerRules {
  /** As many persons confirm for one pharmacy at most; a stage looks through them. */
  public static final int MOST = 50;

  /** As on cards: the prefix of the sector, and no more is known of it. */
  private static final Pattern TELEMATIK_ID = Pattern.compile("3-[A-Za-z0-9.\\-]{1,126}");

  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private static final Pattern ORIGIN = Pattern.compile("https://([^:/@]{1,253})(:[0-9]{1,5})?");

  private ConfirmerRules() {}

  /**
   * What speaks against a record.
   *
   * @param wanted with the state that it is to have
   * @param before the state that it has; empty if it is new
   * @param active how many of the pharmacy are ACTIVE
   * @param isAdmitted whether there is such a pharmacy
   * @param isPharmacyCard whether a Telematik-ID is that of a pharmacy's card
   * @return the field that is wrong and what it must be; empty if nothing does
   */
  public static Optional<String> problem(
      Confirmer wanted,
      Optional<ConfirmerState> before,
      int active,
      Predicate<String> isAdmitted,
      Predicate<String> isPharmacyCard) {
    return switch (wanted.getState()) {
      case REVOKED ->
          says(
              before.filter(state -> state == ConfirmerState.ACTIVE).isEmpty(),
              "state: this one does not confirm for the pharmacy, so nothing is to be revoked");
      case ACTIVE ->
          first(
              says(
                  !isAdmitted.test(wanted.getPharmacyId()),
                  "pharmacyId: no such pharmacy is admitted"),
              says(
                  before.filter(state -> state == ConfirmerState.ACTIVE).isPresent(),
                  "state: this one confirms for the pharmacy already"),
              says(active >= MOST, "pharmacyId: " + MOST + " confirm for it; revoke one first"),
              means(wanted, isPharmacyCard));
      case UNKNOWN -> Optional.of("state: must be ACTIVE or REVOKED");
    };
  }

  private static Optional<String> means(Confirmer wanted, Predicate<String> isPharmacyCard) {
    boolean card = !wanted.getTelematikId().isEmpty();
    boolean device =
        wanted.getCredentialId().hasRemaining()
            || wanted.getPublicKey().hasRemaining()
            || !wanted.getRelyingPartyId().isEmpty()
            || !wanted.getOrigin().isEmpty();
    return switch (wanted.getKind()) {
      case HBA ->
          first(
              says(device, "credentialId: must be left out with a card"),
              says(
                  !TELEMATIK_ID.matcher(wanted.getTelematikId()).matches(),
                  "telematikId: must be " + TELEMATIK_ID.pattern()),
              says(
                  isPharmacyCard.test(wanted.getTelematikId()),
                  "telematikId: is that of a pharmacy's card; a person has to confirm"));
      case WEBAUTHN ->
          first(
              says(card, "telematikId: must be left out with a device"),
              says(
                  !wanted.getCredentialId().hasRemaining()
                      || wanted.getCredentialId().remaining() > Confirmers.LONGEST_CREDENTIAL_ID,
                  "credentialId: must have 1 to " + Confirmers.LONGEST_CREDENTIAL_ID + " bytes"),
              says(
                  !isOnP256(Bytes.of(wanted.getPublicKey())),
                  "publicKey: must be a key on P-256, SubjectPublicKeyInfo, DER"),
              says(
                  !HOST.matcher(wanted.getRelyingPartyId()).matches(),
                  "relyingPartyId: must be a host's name in small letters"),
              says(
                  !isOrigin(wanted.getOrigin(), wanted.getRelyingPartyId()),
                  "origin: must be https:// and the relying party's host or one below it"));
      case UNKNOWN -> Optional.of("kind: must be HBA or WEBAUTHN");
    };
  }

  private static boolean isOnP256(byte[] spki) {
    try {
      AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
      named.init(new ECGenParameterSpec("secp256r1"));
      ECParameterSpec p256 = named.getParameterSpec(ECParameterSpec.class);
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki))
              instanceof ECPublicKey key
          && key.getParams().getCurve().equals(p256.getCurve())
          && key.getParams().getGenerator().equals(p256.getGenerator());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Web Authentication Level 2, section 4, "RP ID": a suffix of the origin's domain. */
  private static boolean isOrigin(String origin, String relyingParty) {
    Matcher matcher = ORIGIN.matcher(origin);
    if (!matcher.matches()) {
      return false;
    }
    String host = matcher.group(1);
    return HOST.matcher(host).matches()
        && (host.equals(relyingParty) || host.endsWith("." + relyingParty));
  }

  private static Optional<String> says(boolean wrong, String what) {
    return wrong ? Optional.of(what) : Optional.empty();
  }

  @SafeVarargs
  private static Optional<String> first(Optional<String>... problems) {
    for (Optional<String> problem : problems) {
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }
}
