package de.siegel.frauddesk;

import de.siegel.frauddesk.domain.Refusal;
import de.siegel.identity.control.ControlPayload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the fraud desk makes of what it was asked for. */
public sealed interface FraudAnswer {
  /**
   * A draft that persons look at and sign.
   *
   * @param id names it
   * @param payload as it would be published
   * @param bytes of it, which persons sign
   * @param before the signed bytes that it would replace; empty if there are none
   * @param signers keys that have signed
   * @param needed so many have to
   * @param expires when nobody can sign it any more
   */
  record Drafted(
      String id,
      ControlPayload payload,
      byte[] bytes,
      Optional<byte[]> before,
      List<String> signers,
      int needed,
      Instant expires)
      implements FraudAnswer {
    public Drafted {
      signers = List.copyOf(signers);
    }
  }

  /** It is published, and durable. */
  record Published(String id, ControlPayload payload, List<String> signers) implements FraudAnswer {
    public Published {
      signers = List.copyOf(signers);
    }
  }

  /**
   * It is not done.
   *
   * @param refusals why, one at least
   */
  record Refused(List<Refusal> refusals) implements FraudAnswer {
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }
}
