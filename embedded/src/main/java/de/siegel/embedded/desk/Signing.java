package de.siegel.embedded.desk;

import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.authority.PersonalSignatures;
import java.security.Provider;
import java.util.List;

/** How a person signs a bundle of drafts. */
final class Signing {
  private Signing() {}

  static PersonalSignatures by(
      AuthorityKey person, List<? extends ControlPayload> drafts, Provider provider) {
    return new PersonalSignatures(
        person.id(),
        drafts.stream()
            .map(
                draft ->
                    Bytes.of(
                        ControlSignatures.sign(draft, List.of(person), provider)
                            .getSignatures()
                            .get(0)
                            .getSignature()))
            .toList());
  }
}
