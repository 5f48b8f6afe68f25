package de.siegel.frauddesk.domain;

/**
 * One thing that keeps the desk from drafting or publishing.
 *
 * @param code why
 * @param field what of the request it is about, such as {@code volume.threshold}
 * @param message what it must be, and what to do
 */
public record Refusal(RefusalCode code, String field, String message) {}
