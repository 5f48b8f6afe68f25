package de.siegel.servicekit.session;

import de.siegel.schemas.control.Session;
import de.siegel.sealing.SessionSecret;
import java.security.PublicKey;

/**
 * A session that a stage can read.
 *
 * @param record what the session authority says
 * @param secret the session's secret
 * @param signingKey checks the session's requests
 */
public record OpenSession(Session record, SessionSecret secret, PublicKey signingKey) {}
