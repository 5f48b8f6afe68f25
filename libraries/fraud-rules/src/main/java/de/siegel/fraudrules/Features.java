package de.siegel.fraudrules;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What the rules may know of a request.
 *
 * @param at event time: when the broker appended the request
 * @param terminal token of the terminal
 * @param operator token of who works at it, a pseudonym that the pharmacy gave
 * @param session token of the session
 * @param product the vaccine's number, empty if the request is about none
 * @param batch token of product and batch, 0 if the request names none
 * @param eventDate when the vaccination was; null if the request is about none
 * @param dose which dose, 0 if none
 * @param doses how many make the series, 0 if none
 * @param ageMark what is said of the holder's age
 * @param visit token of product, batch and date of vaccination: members of a family share it
 * @param confirmed whether a person confirmed this very request in a way that can be verified
 * @param card token of the card that the session was opened with, 0 if none
 * @param gateway whether a gateway holds the session on behalf of the pharmacy
 * @param person what is known of the person that it is about
 * @param formerBatch token of product and batch under the secret of the quarter before, 0 if the
 *     request names none or that secret is gone
 */
public record Features(
    Instant at,
    long terminal,
    long operator,
    long session,
    String product,
    long batch,
    LocalDate eventDate,
    int dose,
    int doses,
    AgeMark ageMark,
    long visit,
    boolean confirmed,
    long card,
    boolean gateway,
    Person person,
    long formerBatch) {
  /** Where nothing is known of the person, and batches have one token alone. */
  public Features(
      Instant at,
      long terminal,
      long operator,
      long session,
      String product,
      long batch,
      LocalDate eventDate,
      int dose,
      int doses,
      AgeMark ageMark,
      long visit,
      boolean confirmed,
      long card,
      boolean gateway) {
    this(
        at,
        terminal,
        operator,
        session,
        product,
        batch,
        eventDate,
        dose,
        doses,
        ageMark,
        visit,
        confirmed,
        card,
        gateway,
        Person.UNKNOWN,
        0);
  }
}
