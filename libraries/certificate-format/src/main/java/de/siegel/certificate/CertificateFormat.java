package de.siegel.certificate;

import java.time.Instant;
import java.util.List;

/**
 * A kind of certificate that the house can issue. A further payload is a further implementation;
 * the stages only know this interface.
 *
 * <p>Implementations are pure and safe for use by several threads.
 */
public interface CertificateFormat {

  /** The stable name of the format as it travels in events, for example {@code eu-dcc-1.3}. */
  String id();

  /**
   * Decides whether the content of a request may become a certificate. Never throws for bad content
   * and reports every broken rule at once.
   *
   * @param request the opened content, UTF-8 JSON: {@code {"type", "payload", "context"?}}
   * @param requestedAt the broker's append time of the request; dates after it are in the future
   */
  Checked check(byte[] request, Instant requestedAt);

  /**
   * Judges finished bytes again, without trust in whoever made them: schema, value sets, dates, and
   * whether this format would itself have produced exactly these bytes (C-03, C-17).
   *
   * @param toBeSigned the bytes about to be signed
   * @param at the time at which the dates are judged; the request's append time
   * @return the broken rules; empty means that the bytes may be signed
   */
  List<FieldError> recheck(ToBeSigned toBeSigned, Instant at);
}
