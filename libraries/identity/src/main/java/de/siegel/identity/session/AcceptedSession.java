package de.siegel.identity.session;

import java.time.Instant;

/**
 * The authority's answer.
 *
 * @param sequence where the session stands in control.sessions; each request names it
 * @param notAfter when the session ends
 */
public record AcceptedSession(long sequence, Instant notAfter) {}
