package de.siegel.replay.invariant;

/**
 * A place where an invariant does not hold.
 *
 * @param breach what is wrong
 * @param subject with which submission, request, leaf or position; no holder data
 */
public record Violation(Breach breach, String subject) {}
