package de.siegel.client;

import de.siegel.sealing.Reply;
import java.util.Optional;

/**
 * The reply to a request at a counter.
 *
 * @param requestId under which it was decided in the end: the request's own, or a new one
 * @param reply what was decided
 * @param superseded the request whose certificate was lost with its session and is replaced by this
 *     one
 */
public record CounterReply(String requestId, Reply reply, Optional<String> superseded) {}
